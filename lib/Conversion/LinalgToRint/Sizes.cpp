//===- Sizes.cpp - Which sizes are the same ---------------------*- C++ -*-===//

#include "Sizes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "rint/Dialect/Rint/IR/Rint.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// Sizes
//===----------------------------------------------------------------------===//

/// Whether `type` holds every size.
static bool holdsSizes(Type type) {
  return type.isIndex() ||
         (type.isInteger() && type.getIntOrFloatBitWidth() >= 64);
}

Size Size::of(OpFoldResult number) {
  if (auto value = dyn_cast<Value>(number))
    return of(value);
  return Size(cast<IntegerAttr>(cast<Attribute>(number)).getInt());
}

Size Size::of(Value number) {
  if (std::optional<int64_t> literal = getConstantIntValue(number))
    return Size(*literal);
  Operation *op = number.getDefiningOp();
  if (auto cast = dyn_cast_if_present<arith::IndexCastOp>(op)) {
    if (holdsSizes(cast.getIn().getType()) && holdsSizes(cast.getType()))
      return of(cast.getIn());
  } else if (auto dim = dyn_cast_if_present<tensor::DimOp>(op)) {
    if (std::optional<int64_t> index = dim.getConstantIndex())
      return of(dim.getSource(), *index);
  } else if (auto product = dyn_cast_if_present<arith::MulIOp>(op)) {
    if (holdsSizes(product.getType()))
      if (auto size = of(product.getLhs()).times(of(product.getRhs())))
        return *size;
  }
  return Size(number);
}

Value rint::getUnfilled(Value tensor) {
  while (Operation *op = tensor.getDefiningOp()) {
    if (auto insert = dyn_cast<tensor::InsertOp>(op)) {
      tensor = insert.getDest();
    } else if (auto slice = dyn_cast<tensor::InsertSliceOp>(op)) {
      tensor = slice.getDest();
    } else if (auto loop = dyn_cast<scf::ForOp>(op)) {
      auto result = cast<OpResult>(tensor);
      BlockArgument carried = loop.getTiedLoopRegionIterArg(result);
      if (getUnfilled(loop.getTiedLoopYieldedValue(carried)->get()) != carried)
        return tensor;
      tensor = loop.getTiedLoopInit(carried)->get();
    } else if (auto branch = dyn_cast<scf::IfOp>(op)) {
      unsigned result = cast<OpResult>(tensor).getResultNumber();
      Value one = getUnfilled(branch.thenYield().getOperand(result));
      if (one != getUnfilled(branch.elseYield().getOperand(result)))
        return tensor;
      tensor = one;
    } else {
      return tensor;
    }
  }
  return tensor;
}

/// Whether `number` is `size - 1`.
static bool isOneLess(Value number, OpFoldResult size) {
  std::optional<int64_t> literal = getConstantIntValue(size);
  if (literal)
    return isConstantIntValue(number, *literal - 1);
  auto sum = cast<Value>(size).getDefiningOp<arith::AddIOp>();
  std::optional<int64_t> surplus;
  if (sum)
    surplus = getConstantIntValue(sum.getRhs());
  if (!surplus)
    return false;
  if (*surplus == 1)
    return number == sum.getLhs();
  auto less = number.getDefiningOp<arith::AddIOp>();
  return less && less.getLhs() == sum.getLhs() &&
         isConstantIntValue(less.getRhs(), *surplus - 1);
}

/// The total of row offsets, if it has been written to the last of them.
static std::optional<Size> getTotal(Value offsets) {
  auto insert = offsets.getDefiningOp<tensor::InsertOp>();
  auto empty = getUnfilled(offsets).getDefiningOp<tensor::EmptyOp>();
  if (!insert || !empty ||
      !isOneLess(insert.getIndices()[0], empty.getMixedSizes()[0]))
    return std::nullopt;
  return Size::of(insert.getScalar());
}

Size Size::of(Value tensor, int64_t dim) {
  auto type = cast<RankedTensorType>(tensor.getType());
  if (dim < 0 || dim >= type.getRank())
    return Size(tensor, dim);
  if (!type.isDynamicDim(dim))
    return Size(type.getDimSize(dim));
  Operation *op = tensor.getDefiningOp();
  if (auto empty = dyn_cast_if_present<tensor::EmptyOp>(op))
    return of(empty.getMixedSizes()[dim]);
  if (auto expand = dyn_cast_if_present<tensor::ExpandShapeOp>(op))
    return of(expand.getMixedOutputShape()[dim]);
  if (auto cast = dyn_cast_if_present<tensor::CastOp>(op))
    if (isa<RankedTensorType>(cast.getSource().getType()))
      return of(cast.getSource(), dim);
  if (auto linalgOp = dyn_cast_if_present<linalg::LinalgOp>(op))
    return of(
        linalgOp.getDpsInitOperand(cast<OpResult>(tensor).getResultNumber())
            ->get(),
        dim);
  if (auto slice = dyn_cast_if_present<tensor::ExtractSliceOp>(op))
    if (slice.getSourceType().getRank() == type.getRank())
      return of(slice.getMixedSizes()[dim]);
  if (auto indices = dyn_cast_if_present<RepeatIndicesOp>(op))
    if (indices.getOffsets())
      if (std::optional<Size> total = getTotal(indices.getOffsets()))
        return *total;
  if (auto collapse = dyn_cast_if_present<tensor::CollapseShapeOp>(op)) {
    std::optional<Size> product(Size(int64_t(1)));
    for (int64_t merged : collapse.getReassociationIndices()[dim])
      if (product)
        product = product->times(of(collapse.getSrc(), merged));
    if (product)
      return *product;
  }
  return Size(tensor, dim);
}

std::optional<int64_t> Size::getLiteral() const {
  if (factors.empty())
    return literal;
  return std::nullopt;
}

std::optional<Size> Size::times(const Size &other) const {
  Size product = *this;
  if (llvm::MulOverflow(literal, other.literal, product.literal))
    return std::nullopt;
  product.factors.append(other.factors);
  llvm::sort(product.factors);
  return product;
}

bool Size::operator==(const Size &other) const {
  return literal == other.literal && factors == other.factors;
}

//===----------------------------------------------------------------------===//
// Reshapes
//===----------------------------------------------------------------------===//

/// The number of sizes at the front of `from` that multiply to `to`.
static std::optional<size_t> findProduct(ArrayRef<Size> from, const Size &to) {
  std::optional<Size> product;
  for (auto [i, size] : llvm::enumerate(from)) {
    product = product ? product->times(size) : size;
    if (!product)
      return std::nullopt;
    if (*product == to)
      return i + 1;
  }
  return std::nullopt;
}

/// The result dimension that is not proved to be a product is the one that the
/// number of elements decides. It does so if no other size can be 0.
static bool isDecidedByOthers(ArrayRef<Size> to, size_t unknown) {
  for (auto [i, size] : llvm::enumerate(to))
    if (i != unknown && size.getLiteral().value_or(0) == 0)
      return false;
  return true;
}

std::optional<SmallVector<ReassociationIndices>>
rint::findMergedDims(ArrayRef<Size> from, ArrayRef<Size> to,
                     std::optional<size_t> inferred) {
  if (from.empty() || to.empty())
    return std::nullopt;
  // From the front as far as it goes, then from the back.
  SmallVector<size_t> lengths(to.size(), 0);
  size_t front = 0, back = to.size();
  ArrayRef<Size> rest = from;
  for (; front < back && inferred != front; ++front) {
    std::optional<size_t> length = findProduct(rest, to[front]);
    if (!length)
      break;
    lengths[front] = *length;
    rest = rest.drop_front(*length);
  }
  for (; front < back && inferred != back - 1; --back) {
    SmallVector<Size> reversed(llvm::reverse(rest));
    std::optional<size_t> length = findProduct(reversed, to[back - 1]);
    if (!length)
      break;
    lengths[back - 1] = *length;
    rest = rest.drop_back(*length);
  }
  if (back - front == 1 && !rest.empty() &&
      (inferred == front || isDecidedByOthers(to, front))) {
    lengths[front] = rest.size();
    rest = {};
    ++front;
  }
  if (front != back)
    return std::nullopt;
  // What is left over are dimensions of one element.
  for (const Size &size : rest)
    if (size.getLiteral() != 1)
      return std::nullopt;
  lengths[front == 0 ? 0 : front - 1] += rest.size();

  SmallVector<ReassociationIndices> groups;
  int64_t next = 0;
  for (size_t length : lengths) {
    ReassociationIndices &group = groups.emplace_back();
    for (size_t i = 0; i < length; ++i)
      group.push_back(next++);
  }
  return groups;
}

//===----------------------------------------------------------------------===//
// Comparisons
//===----------------------------------------------------------------------===//

/// Whether `value` is the size of a dimension.
static bool isSizeOfDim(Value value) {
  while (auto cast = value.getDefiningOp<arith::IndexCastOp>()) {
    if (!holdsSizes(cast.getIn().getType()) || !holdsSizes(cast.getType()))
      return false;
    value = cast.getIn();
  }
  return value.getDefiningOp<tensor::DimOp>() != nullptr;
}

namespace {

/// Frontends ask whether a size is negative, for sizes that are to be inferred,
/// which a dimension never is.
struct FoldSizeComparison final : OpRewritePattern<arith::CmpIOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::CmpIOp op,
                                PatternRewriter &rewriter) const override {
    if (!matchPattern(op.getRhs(), m_Zero()) || !isSizeOfDim(op.getLhs()))
      return failure();
    bool isTrue = op.getPredicate() == arith::CmpIPredicate::sge;
    if (!isTrue && op.getPredicate() != arith::CmpIPredicate::slt)
      return failure();
    rewriter.replaceOpWithNewOp<arith::ConstantOp>(
        op, rewriter.getBoolAttr(isTrue));
    return success();
  }
};

} // namespace

void rint::populateSizeComparisonPatterns(RewritePatternSet &patterns) {
  patterns.add<FoldSizeComparison>(patterns.getContext());
}
