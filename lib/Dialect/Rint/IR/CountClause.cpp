//===- CountClause.cpp - How often an op copies each slice ------*- C++ -*-===//

#include "rint/Dialect/Rint/IR/CountClause.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"

using namespace mlir;
using namespace mlir::rint;

MLIRContext *CountClause::getContext() const {
  if (literal)
    return literal.getContext();
  return (repeatsValue ? repeatsValue : offsetsValue).getContext();
}

bool CountClause::isOne() const {
  if (offsetsValue)
    return false;
  if (literal)
    return !getList() || getList().size() == 1;
  auto tensor = dyn_cast<RankedTensorType>(repeatsValue.getType());
  return !tensor || tensor.getRank() == 0 || tensor.getDimSize(0) == 1;
}

bool CountClause::isScalar() const {
  if (repeatsValue) {
    auto tensor = dyn_cast<RankedTensorType>(repeatsValue.getType());
    return !tensor || tensor.getRank() == 0;
  }
  return literal && !getList();
}

OpFoldResult CountClause::buildNumCounts(OpBuilder &builder,
                                         Location loc) const {
  if (repeatsValue)
    return tensor::getMixedSize(builder, loc, repeatsValue, 0);
  return builder.getIndexAttr(getList().size());
}

Value CountClause::buildScalar(OpBuilder &builder, Location loc) const {
  if (literal)
    return arith::ConstantIndexOp::create(
        builder, loc,
        getList() ? getList()[0] : cast<IntegerAttr>(literal).getInt());
  Value count = repeatsValue;
  if (auto tensor = dyn_cast<RankedTensorType>(count.getType())) {
    SmallVector<Value> indices;
    if (tensor.getRank() == 1)
      indices.push_back(arith::ConstantIndexOp::create(builder, loc, 0));
    count = tensor::ExtractOp::create(builder, loc, count, indices);
  }
  return buildCountAsIndex(builder, loc, count);
}

/// Whether `size` was read off the vector `tensor`.
static bool isSizeOf(OpFoldResult size, Value tensor) {
  auto value = dyn_cast<Value>(size);
  auto dim = value ? value.getDefiningOp<tensor::DimOp>() : tensor::DimOp();
  return dim && dim.getSource() == tensor;
}

Value CountClause::buildOffsets(OpBuilder &builder, Location loc,
                                OpFoldResult slices) const {
  int64_t counts =
      repeatsValue
          ? cast<RankedTensorType>(repeatsValue.getType()).getDimSize(0)
          : int64_t(getList().size());
  // Only one count, or an unknown number of them, may serve more slices.
  int64_t known =
      ShapedType::isStatic(counts) && counts != 1
          ? counts
          : getConstantIntValue(slices).value_or(ShapedType::kDynamic);
  bool isSized = (ShapedType::isStatic(counts) && counts == known) ||
                 isSizeOf(slices, repeatsValue);
  bool hasStaticSize = known >= 0 && known <= kMaxSlicesOfOffsets;
  auto type =
      RankedTensorType::get({hasStaticSize ? known + 1 : ShapedType::kDynamic},
                            builder.getIndexType());
  return OffsetsOp::create(builder, loc, type, *this,
                           isSized ? OpFoldResult() : slices);
}
