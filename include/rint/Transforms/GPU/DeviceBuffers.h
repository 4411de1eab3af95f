//===- DeviceBuffers.h - Buffers on a device --------------------*- C++ -*-===//
//
// What `--rint-insert-device-buffers`, the passes behind it and
// `--convert-rint-to-gpu` agree on: a device buffer is a `gpu.alloc` of bytes
// in whole 16-byte units, and ops see it through a `memref.view`.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_TRANSFORMS_GPU_DEVICEBUFFERS_H
#define RINT_TRANSFORMS_GPU_DEVICEBUFFERS_H

#include "mlir/IR/Builders.h"

namespace mlir::rint {

/// Device buffers are made of units of this many bytes.
inline constexpr int64_t kDeviceUnitBytes = 16;

/// Whether kernels exist for `op` in the form that it has, on buffers that they
/// can be given.
bool isDeviceOp(Operation *op);

/// Whether the elements of `type` lie one after the other in row-major order,
/// from the start of its buffer.
bool isRowMajor(Type type);

/// The value that `value` is a view of, where all of the views on the way show
/// the whole of a row-major buffer.
Value findRoot(Value value);

/// The bytes on the device that `value` is a view of. Null if it is on the
/// host.
Value findDeviceBytes(Value value);

/// Builds a device buffer of `count` elements.
Value buildDeviceBytes(OpBuilder &builder, Location loc, Value count,
                       int64_t elementBytes);

/// Builds a device buffer that holds the elements of `like`.
Value buildDeviceBytesLike(OpBuilder &builder, Location loc, Value like);

/// Builds the bytes of `argument`, a buffer that is on the device already, with
/// room up to a whole number of units.
Value buildArgumentBytes(OpBuilder &builder, Location loc, Value argument);

/// Whether `value` is a device buffer, as bytes.
bool isDeviceBytes(Value value);

/// Builds a view of `bytes` from `offset` on as a buffer of `type`.
Value buildView(OpBuilder &builder, Location loc, Value bytes, Value offset,
                Type type, ValueRange dynamicSizes);

/// Builds a view of `bytes` that has the type and the sizes of `like`.
Value buildViewLike(OpBuilder &builder, Location loc, Value bytes, Value like);

/// Builds the number of elements of a memref.
Value buildNumElements(OpBuilder &builder, Location loc, Value memref);

/// Builds the sizes of a memref that its type leaves open.
SmallVector<Value> buildDynamicSizes(OpBuilder &builder, Location loc,
                                     Value memref);

} // namespace mlir::rint

#endif // RINT_TRANSFORMS_GPU_DEVICEBUFFERS_H
