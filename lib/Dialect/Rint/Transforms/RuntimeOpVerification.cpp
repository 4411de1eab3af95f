//===- RuntimeOpVerification.cpp - Run-time checks of rint ops --*- C++ -*-===//
//
// What each op is checked for: the rules of the specification as far as types
// and constants do not decide them.
//
//===----------------------------------------------------------------------===//

#include "CheckBuilder.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/RuntimeVerifiableOpInterface.h"
#include "rint/Dialect/Rint/IR/ElementTypes.h"
#include "rint/Dialect/Rint/IR/Messages.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"
#include "rint/Dialect/Rint/Transforms/AllInterfaces.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::rint;

/// The total that row offsets promise. A negative one breaks C9, which is
/// reported after the rules that this total is used for.
static Value readTotal(CheckBuilder &checks, OpBuilder &builder, Location loc,
                       Value offsets) {
  Value entries = checks.value(tensor::getMixedSize(builder, loc, offsets, 0));
  checks.check(checks.isAtLeast(entries, 1), messages::kOffsetsEmpty, entries);
  Value last = buildTotal(builder, loc, offsets);
  return builder.createOrFold<arith::MaxSIOp>(loc, last, checks.index(0));
}

namespace {

struct RepeatInterleaveModel
    : RuntimeVerifiableOpInterface::ExternalModel<RepeatInterleaveModel,
                                                  RepeatInterleaveOp> {
  void generateRuntimeVerification(Operation *operation, OpBuilder &builder,
                                   Location loc, DescribeFn describe) const {
    auto op = cast<RepeatInterleaveOp>(operation);
    CheckBuilder checks(builder, loc, op, describe);
    OpFoldResult slices = buildNumSlices(builder, loc, op);
    Value total;
    if (op.getOffsets())
      total = readTotal(checks, builder, loc, op.getOffsets());
    else if (op.getClause().isOne())
      total = checks.checkScalar(op.getClause(), slices);
    else
      total = checks.checkVector(op.getClause(), slices);

    SmallVector<OpFoldResult> shape = {total};
    if (std::optional<int64_t> dim = op.getNormalizedDim()) {
      shape = tensor::getMixedSizes(builder, loc, op.getSource());
      shape[*dim] = getAsOpFoldResult(total);
    } else {
      shape[0] = getAsOpFoldResult(total);
    }
    auto type = cast<RankedTensorType>(op.getType());
    checks.checkBytes(shape, type.getElementType());
    checks.checkOutputSize(op.getMixedOutputSize(), total);
    checks.checkResult(type, shape);
    if (op.getOffsets())
      checks.checkOffsets(op.getOffsets(), checks.value(slices));
  }
};

struct RepeatIndicesModel
    : RuntimeVerifiableOpInterface::ExternalModel<RepeatIndicesModel,
                                                  RepeatIndicesOp> {
  void generateRuntimeVerification(Operation *operation, OpBuilder &builder,
                                   Location loc, DescribeFn describe) const {
    auto op = cast<RepeatIndicesOp>(operation);
    CheckBuilder checks(builder, loc, op, describe);
    OpFoldResult slices;
    Value total;
    if (op.getOffsets()) {
      total = readTotal(checks, builder, loc, op.getOffsets());
      Value entries =
          checks.value(tensor::getMixedSize(builder, loc, op.getOffsets(), 0));
      slices = getAsOpFoldResult(
          builder.createOrFold<arith::SubIOp>(loc, entries, checks.index(1)));
    } else {
      slices = op.getClause().buildNumCounts(builder, loc);
      total = checks.checkVector(op.getClause(), slices);
    }
    auto type = cast<RankedTensorType>(op.getType());
    SmallVector<OpFoldResult> shape = {getAsOpFoldResult(total)};
    checks.checkBytes(shape, type.getElementType());
    checks.checkOutputSize(op.getMixedOutputSize(), total);
    checks.checkResult(type, shape);
    if (op.getOffsets())
      checks.checkOffsets(op.getOffsets(), /*slices=*/Value());
    checkWidth(checks, builder, loc, type.getElementType(),
               checks.value(slices));
  }

private:
  /// C11: the element type holds the largest index.
  static void checkWidth(CheckBuilder &checks, OpBuilder &builder, Location loc,
                         Type type, Value slices) {
    unsigned bits = getMagnitudeBits(type);
    if (bits >= 63)
      return;
    std::string typeText;
    llvm::raw_string_ostream(typeText) << "'" << type << "'";
    Value largest =
        builder.createOrFold<arith::SubIOp>(loc, slices, checks.index(1));
    checks.check(checks.compare(arith::CmpIPredicate::sle, slices,
                                checks.index(int64_t(1) << bits)),
                 llvm::formatv(messages::kIndicesWidth, "{0}", typeText).str(),
                 largest);
  }
};

struct OffsetsModel
    : RuntimeVerifiableOpInterface::ExternalModel<OffsetsModel, OffsetsOp> {
  void generateRuntimeVerification(Operation *operation, OpBuilder &builder,
                                   Location loc, DescribeFn describe) const {
    auto op = cast<OffsetsOp>(operation);
    CheckBuilder checks(builder, loc, op, describe);
    OpFoldResult slices = op.getSize()
                              ? getAsOpFoldResult(op.getSize())
                              : op.getClause().buildNumCounts(builder, loc);
    if (op.getSize())
      checks.check(checks.isAtLeast(op.getSize(), 0), messages::kSizeNegative,
                   op.getSize());
    checks.checkVector(op.getClause(), slices);
    Value entries = builder.createOrFold<arith::AddIOp>(
        loc, checks.value(slices), checks.index(1));
    checks.checkResult(cast<RankedTensorType>(op.getType()),
                       getAsOpFoldResult(entries));
  }
};

struct RepeatModel
    : RuntimeVerifiableOpInterface::ExternalModel<RepeatModel, RepeatOp> {
  void generateRuntimeVerification(Operation *operation, OpBuilder &builder,
                                   Location loc, DescribeFn describe) const {
    auto op = cast<RepeatOp>(operation);
    CheckBuilder checks(builder, loc, op, describe);
    SmallVector<OpFoldResult> counts = op.getMixedCounts();
    for (auto [i, count] : llvm::enumerate(counts))
      if (auto value = dyn_cast<Value>(count))
        checks.check(checks.isAtLeast(value, 0), messages::kNegativeCountAt,
                     {checks.index(i), value});

    auto source = cast<RankedTensorType>(op.getSource().getType());
    auto type = cast<RankedTensorType>(op.getType());
    int64_t added = type.getRank() - source.getRank();
    SmallVector<OpFoldResult> shape;
    for (auto [i, count] : llvm::enumerate(counts)) {
      if (int64_t(i) < added) {
        shape.push_back(count);
        continue;
      }
      OpFoldResult size =
          tensor::getMixedSize(builder, loc, op.getSource(), i - added);
      Value countValue = checks.value(count), sizeValue = checks.value(size);
      auto [product, overflows] = checks.multiply(sizeValue, countValue);
      checks.check(checks.negate(overflows), messages::kCountOverflow,
                   {sizeValue, checks.index(i), countValue});
      shape.push_back(getAsOpFoldResult(product));
    }
    checks.checkBytes(shape, type.getElementType());
    checks.checkResult(type, shape);
  }
};

struct SegmentReduceModel
    : RuntimeVerifiableOpInterface::ExternalModel<SegmentReduceModel,
                                                  SegmentReduceOp> {
  void generateRuntimeVerification(Operation *operation, OpBuilder &builder,
                                   Location loc, DescribeFn describe) const {
    auto op = cast<SegmentReduceOp>(operation);
    CheckBuilder checks(builder, loc, op, describe);
    CountClause clause = op.getClause();
    Value total, count;
    if (op.getOffsets())
      total = readTotal(checks, builder, loc, op.getOffsets());
    else if (clause.isScalar())
      count = checks.checkOneCount(clause).index;
    else
      total = checks.checkVector(clause, clause.buildNumCounts(builder, loc));

    std::optional<int64_t> dim = op.getNormalizedDim();
    SmallVector<OpFoldResult> shape(1);
    if (dim)
      shape = tensor::getMixedSizes(builder, loc, op.getSource());
    shape[dim.value_or(0)] = buildNumSegments(builder, op);
    auto type = cast<RankedTensorType>(op.getType());
    checks.checkBytes(shape, type.getElementType());
    checks.checkResult(type, shape);
    if (op.getOffsets())
      checks.checkOffsets(op.getOffsets(), /*slices=*/Value());

    Value slices =
        checks.value(buildNumSlices(builder, loc, op.getSource(), dim));
    if (total)
      checks.check(checks.isEqual(total, slices), messages::kSegmentsTotal,
                   {slices, total});
    else
      checkMultiple(checks, builder, loc, count, slices);
  }

private:
  /// C12: segments of `count` slices each are all there is.
  static void checkMultiple(CheckBuilder &checks, OpBuilder &builder,
                            Location loc, Value count, Value slices) {
    Value divisor =
        builder.createOrFold<arith::MaxSIOp>(loc, count, checks.index(1));
    Value segments = builder.createOrFold<arith::DivUIOp>(loc, slices, divisor);
    Value covered = builder.createOrFold<arith::MulIOp>(loc, segments, count);
    checks.check(checks.isEqual(covered, slices), messages::kSegmentsMultiple,
                 {count, slices});
  }
};

} // namespace

void rint::registerRuntimeVerifiableOpInterfaceExternalModels(
    DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, RintDialect *) {
    OffsetsOp::attachInterface<OffsetsModel>(*context);
    RepeatIndicesOp::attachInterface<RepeatIndicesModel>(*context);
    RepeatInterleaveOp::attachInterface<RepeatInterleaveModel>(*context);
    RepeatOp::attachInterface<RepeatModel>(*context);
    SegmentReduceOp::attachInterface<SegmentReduceModel>(*context);
    context->loadDialect<arith::ArithDialect, scf::SCFDialect,
                         tensor::TensorDialect>();
  });
}
