//===- Shims.h - The part of PyTorch's stable ABI that is used --*- C++ -*-===//
//
// PyTorch promises to keep these functions of C as they are, so one build of
// the ops serves every version that has them. They are declared here and looked
// up in the PyTorch of the process when rint.torch is imported: the wheel is
// built without PyTorch and is linked to none.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_PYTHON_TORCH_SHIMS_H
#define RINT_PYTHON_TORCH_SHIMS_H

#include <cstddef>
#include <cstdint>

namespace rint_torch::shims {

/// A tensor of PyTorch, owned by who has the handle.
using TensorHandle = struct OpaqueTensor *;
using LibraryHandle = struct OpaqueLibrary *;
using StringHandle = struct OpaqueString *;

/// An argument or result of an op: an integer, a handle, or for what may be
/// None a pointer to one, which is null for None.
using Value = uint64_t;

/// What the functions return; anything else than 0 is a failure.
using Error = int32_t;

/// An implementation of an op. It owns the arguments on the stack, and leaves
/// the results there in their place.
using Kernel = void (*)(Value *stack, uint64_t numArguments,
                        uint64_t numResults);

using RangeFunction = void (*)(int64_t begin, int64_t end, void *context);
using Deleter = void (*)(void *data, void *context);

/// X(result, name, parameters) for each function that is needed.
#define RINT_TORCH_SHIMS(X)                                                    \
  X(Error, aoti_torch_library_init_impl,                                       \
    (const char *space, const char *key, const char *file, uint32_t line,      \
     LibraryHandle *library))                                                  \
  X(Error, torch_library_impl,                                                 \
    (LibraryHandle library, const char *name, Kernel kernel,                   \
     uint64_t version))                                                        \
  X(uint64_t, aoti_torch_abi_version, ())                                      \
  X(Error, aoti_torch_delete_tensor_object, (TensorHandle tensor))             \
  X(Error, aoti_torch_get_dim, (TensorHandle tensor, int64_t *rank))           \
  X(Error, aoti_torch_get_sizes, (TensorHandle tensor, int64_t **sizes))       \
  X(Error, aoti_torch_get_dtype, (TensorHandle tensor, int32_t *type))         \
  X(Error, aoti_torch_is_contiguous, (TensorHandle tensor, bool *is))          \
  X(Error, torch_get_const_data_ptr, (TensorHandle tensor, const void **data)) \
  X(Error, torch_get_mutable_data_ptr, (TensorHandle tensor, void **data))     \
  X(Error, aoti_torch_copy_,                                                   \
    (TensorHandle to, TensorHandle from, int32_t nonBlocking))                 \
  X(Error, aoti_torch_empty_strided,                                           \
    (int64_t rank, const int64_t *sizes, const int64_t *strides, int32_t type, \
     int32_t deviceType, int32_t deviceIndex, TensorHandle *tensor))           \
  X(Error, torch_from_blob,                                                    \
    (void *data, int64_t rank, const int64_t *sizes, const int64_t *strides,   \
     int64_t offset, int32_t type, int32_t deviceType, int32_t deviceIndex,    \
     TensorHandle *tensor, int32_t layout, const uint8_t *metadata,            \
     int64_t metadataSize, Deleter deleter, void *context))                    \
  X(int32_t, aoti_torch_device_type_cpu, ())                                   \
  X(int32_t, aoti_torch_layout_strided, ())                                    \
  X(size_t, aoti_torch_dtype_element_size, (int32_t type))                     \
  X(Error, torch_parallel_for,                                                 \
    (int64_t begin, int64_t end, int64_t grain, RangeFunction function,        \
     void *context))                                                           \
  X(Error, torch_string_length, (StringHandle string, size_t *length))         \
  X(Error, torch_string_c_str, (StringHandle string, const char **data))       \
  X(Error, torch_delete_string, (StringHandle string))

/// X(type) for each type of elements that rint computes with or counts by.
/// There is a function aoti_torch_dtype_TYPE that gives PyTorch's number for
/// it.
#define RINT_TORCH_TYPES(X)                                                    \
  X(bool)                                                                      \
  X(int8)                                                                      \
  X(int16)                                                                     \
  X(int32)                                                                     \
  X(int64)                                                                     \
  X(uint8)                                                                     \
  X(uint16)                                                                    \
  X(uint32)                                                                    \
  X(uint64)                                                                    \
  X(float16)                                                                   \
  X(bfloat16)                                                                  \
  X(float32)                                                                   \
  X(float64)                                                                   \
  X(complex32)                                                                 \
  X(complex64)                                                                 \
  X(complex128)                                                                \
  X(float8_e5m2)                                                               \
  X(float8_e4m3fn)                                                             \
  X(float8_e5m2fnuz)                                                           \
  X(float8_e4m3fnuz)

/// The functions, as pointers of the same names.
struct Table {
#define RINT_MEMBER(result, name, parameters) result(*name) parameters;
  RINT_TORCH_SHIMS(RINT_MEMBER)
#undef RINT_MEMBER
#define RINT_MEMBER(type) int32_t (*aoti_torch_dtype_##type)();
  RINT_TORCH_TYPES(RINT_MEMBER)
#undef RINT_MEMBER
  /// Frees the value behind one that is not None; since PyTorch 2.13, null
  /// before, where that is left to the operator delete.
  Error (*torch_delete_stable_ivalue)(Value *value);
};

/// Valid once `load` has succeeded.
extern Table table;

/// Looks the functions up. Returns the name of the first that PyTorch does not
/// have, or null if all are there.
const char *load();

} // namespace rint_torch::shims

#endif // RINT_PYTHON_TORCH_SHIMS_H
