//===- XlaFfi.h - The part of XLA's call interface that is used -*- C++ -*-===//
//
// How XLA, which runs JAX's programs, calls functions of others: structures and
// functions of C that XLA keeps as they are, where later versions only add at
// the end. They are declared here, up to the last member that is used, so that
// the wheel is built without JAX.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_PYTHON_JAX_XLAFFI_H
#define RINT_PYTHON_JAX_XLAFFI_H

#include <cstddef>
#include <cstdint>

namespace xla_ffi {

struct Error;
struct Context;

/// Begins every structure. Extensions are a list.
struct Extension {
  size_t size;
  int type;
  Extension *next;
};
struct Header {
  size_t size;
  Extension *extensions;
};

struct Version {
  Header header;
  int major;
  int minor;
};

/// Elements, by XLA's numbers.
enum ElementType : int {
  Pred = 1,
  S8 = 2,
  S16 = 3,
  S32 = 4,
  S64 = 5,
  U8 = 6,
  U16 = 7,
  U32 = 8,
  U64 = 9,
  F16 = 10,
  F32 = 11,
  F64 = 12,
  C64 = 15,
  BF16 = 16,
  C128 = 18,
  F8E5M2 = 19,
  F8E4M3FN = 20,
  F8E4M3B11FNUZ = 23,
  F8E5M2FNUZ = 24,
  F8E4M3FNUZ = 25,
  F8E4M3 = 28,
  F8E3M4 = 29,
  F8E8M0FNU = 33,
};

/// An argument or a result.
struct Buffer {
  Header header;
  ElementType type;
  void *data;
  int64_t rank;
  int64_t *sizes;
};

/// Arguments or results; all are buffers.
struct Buffers {
  Header header;
  int64_t number;
  int *kinds;
  Buffer **buffers;
};

struct Span {
  const char *data;
  size_t size;
};
struct Scalar {
  ElementType type;
  void *value;
};
/// In the order of their names.
struct Attributes {
  Header header;
  int64_t number;
  int *kinds;
  Span **names;
  void **values;
};

struct CreateError {
  Header header;
  const char *message;
  int code;
};
constexpr int kInvalidArgument = 3;
struct DestroyError {
  Header header;
  Error *error;
};

using Task = void(void *data);
struct Schedule {
  Header header;
  Context *context;
  Task *task;
  void *data;
};
struct CountThreads {
  Header header;
  Context *context;
  int64_t *number;
};

/// What XLA offers.
struct Api {
  Header header;
  Version version;
  const void *internal;
  Error *(*createError)(CreateError *);
  void *getMessage;
  void (*destroyError)(DestroyError *);
  void *registerHandler;
  void *getStream;
  void *registerType;
  void *getExecutionContext;
  void *setState;
  void *getState;
  void *allocateDeviceMemory;
  void *freeDeviceMemory;
  Error *(*schedule)(Schedule *);
  Error *(*countThreads)(CountThreads *);
};

struct CallFrame {
  Header header;
  const Api *api;
  Context *context;
  int stage;
  Buffers arguments;
  Buffers results;
  Attributes attributes;
};

/// With this extension, XLA asks which version a handler is for.
constexpr int kMetadata = 1;
struct Metadata {
  size_t size;
  Version version;
  uint32_t traits;
};
struct MetadataExtension {
  Extension extension;
  Metadata *metadata;
};

} // namespace xla_ffi

#endif // RINT_PYTHON_JAX_XLAFFI_H
