//===- RintFolds.cpp - Folds of rint ops ------------------------*- C++ -*-===//
//
// Results that are the source itself, and constants. Only what types and
// literals decide is folded, so that no check is lost.
//
//===----------------------------------------------------------------------===//

#include "Facts.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::rint;

/// The elements of `source`, gathered by `indices`, as a constant of `type`.
static DenseElementsAttr gather(DenseElementsAttr source, RankedTensorType type,
                                ArrayRef<int64_t> indices) {
  auto values = source.getValues<Attribute>();
  SmallVector<Attribute> elements;
  elements.reserve(indices.size());
  for (int64_t index : indices)
    elements.push_back(values[index]);
  return DenseElementsAttr::get(type, elements);
}

/// Folds an op that only moves elements if its source is constant; `getIndices`
/// computes the source element of each result element.
static OpFoldResult
foldConstantSource(Attribute attr, Type resultType,
                   function_ref<void(SmallVectorImpl<int64_t> &)> getIndices) {
  auto source = dyn_cast_if_present<DenseElementsAttr>(attr);
  auto type = cast<RankedTensorType>(resultType);
  if (!source || !isSmallTensor(type) || type.getNumElements() == 0)
    return {};
  if (source.isSplat())
    return source.resizeSplat(type);
  if (type.getNumElements() > kMaxFoldedElements)
    return {};
  SmallVector<int64_t> indices;
  getIndices(indices);
  return gather(source, type, indices);
}

OpFoldResult RepeatInterleaveOp::fold(FoldAdaptor adaptor) {
  if (!getStaticRepeatsAttr() || getMixedOutputSize())
    return {};
  KnownRepeats repeats =
      getKnownRepeats(getClause(), /*lookThroughOperand=*/false);
  auto sourceType = cast<RankedTensorType>(getSource().getType());
  bool keepsShape = getDim() || sourceType.getRank() == 1;
  if (repeats.uniform == 1 && keepsShape && sourceType == getType() &&
      (repeats.size == 1 ||
       !sourceType.isDynamicDim(getNormalizedDim().value_or(0))))
    return getSource();

  return foldConstantSource(
      adaptor.getSource(), getType(), [&](SmallVectorImpl<int64_t> &indices) {
        ArrayRef<int64_t> shape = sourceType.getShape();
        int64_t dim = getNormalizedDim().value_or(0);
        int64_t outer = 1, slices = sourceType.getNumElements(), inner = 1;
        if (getDim()) {
          outer = ShapedType::getNumElements(shape.take_front(dim));
          slices = shape[dim];
          inner = ShapedType::getNumElements(shape.drop_front(dim + 1));
        }
        auto list = dyn_cast<DenseI64ArrayAttr>(getStaticRepeatsAttr());
        for (int64_t slice = 0; slice < outer * slices; ++slice) {
          int64_t count = !list              ? repeats.sum
                          : list.size() == 1 ? list[0]
                                             : list[slice % slices];
          for (int64_t copy = 0; copy < count; ++copy)
            llvm::append_range(indices,
                               llvm::seq(slice * inner, (slice + 1) * inner));
        }
      });
}

OpFoldResult OffsetsOp::fold(FoldAdaptor) {
  auto list = dyn_cast_if_present<DenseI64ArrayAttr>(getStaticRepeatsAttr());
  auto type = cast<RankedTensorType>(getType());
  if (!list || !type.hasStaticShape() ||
      type.getDimSize(0) > kMaxFoldedElements || type.getDimSize(0) < 1)
    return {};
  int64_t slices = type.getDimSize(0) - 1;
  if (getSize() ? getConstantIntValue(getSize()) != slices ||
                      (list.size() != 1 && list.size() != slices)
                : list.size() != slices)
    return {};
  SmallVector<int64_t> offsets(1, 0);
  for (int64_t i = 0; i < slices; ++i) {
    int64_t next;
    if (llvm::AddOverflow(offsets.back(), list[list.size() == 1 ? 0 : i], next))
      return {};
    offsets.push_back(next);
  }
  return DenseElementsAttr::get(type, ArrayRef(offsets));
}

OpFoldResult RepeatOp::fold(FoldAdaptor adaptor) {
  if (!getCounts().empty())
    return {};
  if (getSource().getType() == getType() &&
      llvm::all_of(getStaticCounts(), [](int64_t n) { return n == 1; }))
    return getSource();

  return foldConstantSource(
      adaptor.getSource(), getType(), [&](SmallVectorImpl<int64_t> &indices) {
        auto source = cast<RankedTensorType>(getSource().getType());
        auto type = cast<RankedTensorType>(getType());
        SmallVector<int64_t> strides = computeSuffixProduct(source.getShape());
        SmallVector<int64_t> resultStrides =
            computeSuffixProduct(type.getShape());
        int64_t added = type.getRank() - source.getRank();
        for (int64_t i = 0, e = type.getNumElements(); i < e; ++i) {
          int64_t index = 0;
          for (int64_t d = 0; d < source.getRank(); ++d) {
            int64_t position =
                i / resultStrides[d + added] % type.getDimSize(d + added);
            index += position % source.getDimSize(d) * strides[d];
          }
          indices.push_back(index);
        }
      });
}

OpFoldResult SegmentReduceOp::fold(FoldAdaptor) {
  if (!getStaticRepeatsAttr() || !keepsSlices())
    return {};
  KnownRepeats repeats =
      getKnownRepeats(getClause(), /*lookThroughOperand=*/false);
  auto sourceType = cast<RankedTensorType>(getSource().getType());
  bool keepsShape = getDim() || sourceType.getRank() == 1;
  if (repeats.uniform != 1 || !keepsShape || sourceType != getType() ||
      (repeats.rank > 0 &&
       sourceType.isDynamicDim(getNormalizedDim().value_or(0))))
    return {};
  return getSource();
}
