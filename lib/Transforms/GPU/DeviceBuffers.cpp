//===- DeviceBuffers.cpp - Buffers on a device ------------------*- C++ -*-===//

#include "rint/Transforms/GPU/DeviceBuffers.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/TypeUtilities.h"
#include "rint/Dialect/Rint/IR/Rint.h"

using namespace mlir;
using namespace mlir::rint;

/// Whether there is a kernel that computes on elements of `type`: on integers
/// of whole words, and in f32.
static bool isTypeOfKernel(Type type) {
  if (type.isIndex() || type.isF32() || type.isF16() || type.isBF16())
    return true;
  return isa<IntegerType>(type) &&
         llvm::is_contained({8, 16, 32, 64}, type.getIntOrFloatBitWidth());
}

/// Whether there is a kernel for the form of `op`. None adds up the counts of
/// the slices in a block, reads counts while it copies, or writes some of the
/// rows.
static bool isFormOfKernel(Operation *op) {
  if (auto scan = dyn_cast<ScanRepeatsOp>(op))
    return !scan.getBlock();
  if (auto runs = dyn_cast<ExpandRunsOp>(op))
    return !runs.getBlock() && !runs.getRowsBegin();
  if (auto indices = dyn_cast<ExpandIndicesOp>(op))
    return !indices.getBlock() && !indices.getRowsBegin();
  if (auto segments = dyn_cast<ReduceSegmentsOp>(op))
    return !segments.getBlock() &&
           isTypeOfKernel(getElementTypeOrSelf(segments.getInit().getType()));
  return isa<linalg::BroadcastOp>(op);
}

bool rint::isDeviceOp(Operation *op) {
  if (!isFormOfKernel(op) ||
      !cast<DestinationStyleOpInterface>(op).hasPureBufferSemantics())
    return false;
  return llvm::all_of(op->getOperandTypes(), [](Type type) {
    auto memref = dyn_cast<MemRefType>(type);
    if (!memref)
      return true;
    return !memref.getMemorySpace() &&
           (memref.getElementType().isIntOrIndexOrFloat() ||
            isa<ComplexType>(memref.getElementType()));
  });
}

bool rint::isRowMajor(Type type) {
  auto memref = dyn_cast<MemRefType>(type);
  return memref && memref.getLayout().isIdentity() && !memref.getMemorySpace();
}

Value rint::findRoot(Value value) {
  while (isRowMajor(value.getType())) {
    Operation *op = value.getDefiningOp();
    if (!isa_and_nonnull<memref::CollapseShapeOp, memref::ExpandShapeOp,
                         memref::CastOp>(op) ||
        !isRowMajor(op->getOperand(0).getType()))
      break;
    value = op->getOperand(0);
  }
  return value;
}

Value rint::findDeviceBytes(Value value) {
  auto view = findRoot(value).getDefiningOp<memref::ViewOp>();
  if (!view || !isDeviceBytes(view.getSource()))
    return Value();
  return view.getSource();
}

bool rint::isDeviceBytes(Value value) {
  if (value.getDefiningOp<gpu::AllocOp>())
    return true;
  auto whole = value.getDefiningOp<memref::ReinterpretCastOp>();
  return whole && whole.getSource().getDefiningOp<UnrealizedConversionCastOp>();
}

SmallVector<Value> rint::buildDynamicSizes(OpBuilder &builder, Location loc,
                                           Value memref) {
  SmallVector<Value> sizes;
  for (OpFoldResult size : memref::getMixedSizes(builder, loc, memref))
    if (auto value = dyn_cast<Value>(size))
      sizes.push_back(value);
  return sizes;
}

Value rint::buildNumElements(OpBuilder &builder, Location loc, Value memref) {
  Value count = arith::ConstantIndexOp::create(builder, loc, 1);
  for (OpFoldResult size : memref::getMixedSizes(builder, loc, memref))
    count = builder.createOrFold<arith::MulIOp>(
        loc, count, getValueOrCreateConstantIndexOp(builder, loc, size));
  return count;
}

/// The bytes of `count` elements, rounded up to whole units.
static Value buildByteSize(OpBuilder &builder, Location loc, Value count,
                           int64_t elementBytes) {
  auto constant = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(builder, loc, value);
  };
  Value bytes =
      builder.createOrFold<arith::MulIOp>(loc, count, constant(elementBytes));
  Value above = builder.createOrFold<arith::AddIOp>(
      loc, bytes, constant(kDeviceUnitBytes - 1));
  return builder.createOrFold<arith::AndIOp>(loc, above,
                                             constant(-kDeviceUnitBytes));
}

Value rint::buildDeviceBytes(OpBuilder &builder, Location loc, Value count,
                             int64_t elementBytes) {
  Value bytes = buildByteSize(builder, loc, count, elementBytes);
  auto type = MemRefType::get({ShapedType::kDynamic}, builder.getI8Type());
  return gpu::AllocOp::create(builder, loc, type, /*asyncToken=*/Type(),
                              /*asyncDependencies=*/ValueRange(), bytes,
                              /*symbolOperands=*/ValueRange())
      .getMemref();
}

static Value buildFlatView(OpBuilder &builder, Location loc, Value buffer,
                           Value size) {
  Type elementType = getElementTypeOrSelf(buffer.getType());
  return memref::ReinterpretCastOp::create(
      builder, loc, MemRefType::get({ShapedType::kDynamic}, elementType),
      buffer, builder.getIndexAttr(0), OpFoldResult(size),
      OpFoldResult(builder.getIndexAttr(1)));
}

Value rint::buildArgumentBytes(OpBuilder &builder, Location loc,
                               Value argument) {
  Value count = buildNumElements(builder, loc, argument);
  Value flat = buildFlatView(builder, loc, argument, count);
  // In memory, descriptors of the same rank are the same.
  auto type = MemRefType::get({ShapedType::kDynamic}, builder.getI8Type());
  Value bytes =
      UnrealizedConversionCastOp::create(builder, loc, type, flat).getResult(0);
  Value size =
      buildByteSize(builder, loc, count,
                    getElementBytes(getElementTypeOrSelf(argument.getType())));
  return buildFlatView(builder, loc, bytes, size);
}

Value rint::buildDeviceBytesLike(OpBuilder &builder, Location loc, Value like) {
  return buildDeviceBytes(
      builder, loc, buildNumElements(builder, loc, like),
      getElementBytes(getElementTypeOrSelf(like.getType())));
}

Value rint::buildView(OpBuilder &builder, Location loc, Value bytes,
                      Value offset, Type type, ValueRange dynamicSizes) {
  return memref::ViewOp::create(builder, loc, type, bytes, offset,
                                dynamicSizes);
}

Value rint::buildViewLike(OpBuilder &builder, Location loc, Value bytes,
                          Value like) {
  auto type = cast<MemRefType>(like.getType());
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  return buildView(builder, loc, bytes, zero,
                   MemRefType::get(type.getShape(), type.getElementType()),
                   buildDynamicSizes(builder, loc, like));
}
