//===- SoundCanonicalizer.cpp - Canonicalization that keeps values *- C++ -*-=//
//
// rint's pipelines and rint-opt have to agree on what a program means, so what
// upstream's canonical forms get wrong is left out of both, or set right.
//
//===----------------------------------------------------------------------===//

#include "SoundCanonicalizer.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Interfaces/CastInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Rewrite/FrozenRewritePatternSet.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "mlir/Transforms/Passes.h"

#include <mutex>

namespace mlir::rint {
#define GEN_PASS_DEF_CANONICALIZER
#include "mlir/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

/// Patterns that change values or make ops that the verifier refuses. They have
/// no label, only the name that they are debugged with.
static constexpr StringLiteral kUnsoundPatterns[] = {
    // Takes it that a loop-carried tensor keeps the size that it starts with,
    // which is wrong where the body makes it grow.
    "(anonymous namespace)::ForOpTensorCastFolder",
    // Takes it that the outputs of scf.forall are written in their order, and
    // that what is written fits the new types.
    "(anonymous namespace)::FoldTensorCastOfOutputIntoForallOp"};

//===----------------------------------------------------------------------===//
// Guarded patterns
//===----------------------------------------------------------------------===//

/// Whether the verifier accepts the slice `op` of what is cast, too. It refuses
/// one at an offset that is the size, though nothing may be taken from there.
static bool fitsBehindCast(Operation *op) {
  Value whole = op->getOperand(
      isa<tensor::ExtractSliceOp, memref::SubViewOp>(op) ? 0 : 1);
  auto cast = whole.getDefiningOp<CastOpInterface>();
  auto slice = llvm::cast<OffsetSizeAndStrideOpInterface>(op);
  if (!cast)
    return true;
  auto type = dyn_cast<ShapedType>(cast->getOperand(0).getType());
  if (!type || !type.hasRank())
    return true;
  return verifyInBoundsSlice(type.getShape(), slice.getStaticOffsets(),
                             slice.getStaticSizes(), slice.getStaticStrides())
      .isValid;
}

/// Whether the verifier accepts the collapsed shape `op` of what is cast, too.
/// It and the type that upstream gives the result disagree on a group of
/// dimensions with a 0 and an unknown size.
static bool collapsesBehindCast(Operation *op) {
  auto cast = op->getOperand(0).getDefiningOp<CastOpInterface>();
  if (!cast)
    return true;
  auto type = dyn_cast<ShapedType>(cast->getOperand(0).getType());
  return !type || !type.hasRank() || type.hasStaticShape() ||
         !llvm::is_contained(type.getShape(), 0);
}

/// Whether `op`, a slice, has all dimensions of the whole or no size that is a
/// value. Upstream has it leave out the first dimensions of size 1 once sizes
/// are constants.
static bool keepsDropped(Operation *op) {
  Value part = isa<tensor::ExtractSliceOp, memref::SubViewOp>(op)
                   ? op->getResult(0)
                   : op->getOperand(0);
  ArrayRef<int64_t> sizes =
      cast<OffsetSizeAndStrideOpInterface>(op).getStaticSizes();
  size_t rank = cast<ShapedType>(part.getType()).getRank();
  return rank == sizes.size() || !llvm::any_of(sizes, ShapedType::isDynamic);
}

/// Whether a constant can have the type of `op`, which tells its size.
static bool hasSizeOfConstant(Operation *op) {
  auto type = dyn_cast<ShapedType>(op->getResult(0).getType());
  return !type || type.hasStaticShape();
}

/// Whether each output of the scf.forall `op` is written by one op, and in the
/// order of the outputs.
static bool writesOutputsInOrder(Operation *op) {
  auto loop = cast<scf::ForallOp>(op);
  auto written = llvm::map_to_vector(
      loop.getTerminator().getYieldingOps(), [](Operation &write) -> Value {
        auto insert = dyn_cast<tensor::ParallelInsertSliceOp>(write);
        return insert ? insert.getDest() : Value();
      });
  return llvm::equal(written, loop.getRegionIterArgs());
}

namespace {

/// A pattern of upstream that is right for the ops for which `isSound`, by a
/// part of its name.
struct Guard {
  StringLiteral pattern;
  bool (*isSound)(Operation *op);
};

} // namespace

static constexpr Guard kGuards[] = {
    {"CollapseShapeOpMemRefCastFolder", collapsesBehindCast},
    {"FoldCollapseOfCastOp", collapsesBehindCast},
    {"ExtractSliceOpCastFolder", fitsBehindCast},
    {"InsertSliceOpCastFolder", fitsBehindCast},
    {"SubViewOpMemRefCastFolder", fitsBehindCast},
    {"InsertSliceOpConstantArgumentFolder", keepsDropped},
    {"OpWithOffsetSizesAndStridesConstantArgumentFolder", keepsDropped},
    // x - y - x is 0 - y, with a constant.
    {"SubISubILHSRHSLHS", hasSizeOfConstant},
    // Replaces the results of a loop of one round by what is written, in the
    // order of the writes.
    {"ForallOpSingleOrZeroIterationDimsFolder", writesOutputsInOrder}};

namespace {

struct GuardedPattern final : RewritePattern {
  GuardedPattern(std::unique_ptr<RewritePattern> pattern, const Guard &guard)
      : RewritePattern(pattern->getRootKind()->getStringRef(),
                       pattern->getBenefit(), pattern->getContext()),
        pattern(std::move(pattern)), guard(guard) {
    setDebugName(this->pattern->getDebugName());
    addDebugLabels(this->pattern->getDebugLabels());
  }

  LogicalResult matchAndRewrite(Operation *op,
                                PatternRewriter &rewriter) const override {
    if (!guard.isSound(op))
      return failure();
    return pattern->matchAndRewrite(op, rewriter);
  }

private:
  std::unique_ptr<RewritePattern> pattern;
  const Guard &guard;
};

} // namespace

static void addGuards(RewritePatternSet &patterns) {
  for (std::unique_ptr<RewritePattern> &pattern : patterns.getNativePatterns())
    for (const Guard &guard : kGuards)
      if (pattern->getDebugName().contains(guard.pattern)) {
        pattern = std::make_unique<GuardedPattern>(std::move(pattern), guard);
        break;
      }
}

//===----------------------------------------------------------------------===//
// Slices that take nothing
//===----------------------------------------------------------------------===//

// One that begins at the end of its source is refused by the verifier once that
// is a constant, so upstream leaves it a value, and makes slices of the slice
// whose types say less than their constants do.

static bool isZero(OpFoldResult value) { return isConstantIntValue(value, 0); }

namespace {

/// Makes the tensor anew.
struct ExpandEmptySlice final : OpRewritePattern<tensor::ExtractSliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ExtractSliceOp op,
                                PatternRewriter &rewriter) const override {
    llvm::SmallBitVector dropped = op.getDroppedDims();
    SmallVector<OpFoldResult> sizes;
    for (auto [dim, size] : llvm::enumerate(op.getMixedSizes()))
      if (!dropped[dim])
        sizes.push_back(size);
    if (llvm::none_of(sizes, isZero))
      return failure();
    Value empty = tensor::EmptyOp::create(rewriter, op.getLoc(), sizes,
                                          op.getType().getElementType(),
                                          op.getType().getEncoding());
    rewriter.replaceOpWithNewOp<tensor::CastOp>(op, op.getType(), empty);
    return success();
  }
};

/// Has the view begin at 0, but in a dimension of size 0, where the verifier
/// refuses that, too.
struct MoveEmptyView final : OpRewritePattern<memref::SubViewOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(memref::SubViewOp op,
                                PatternRewriter &rewriter) const override {
    SmallVector<OpFoldResult> sizes = op.getMixedSizes();
    if (llvm::none_of(sizes, isZero))
      return failure();
    bool isMoved = false;
    SmallVector<OpFoldResult> offsets = op.getMixedOffsets();
    for (auto [offset, size] :
         llvm::zip(offsets, op.getSourceType().getShape()))
      if (size != 0 && !isZero(offset)) {
        offset = rewriter.getIndexAttr(0);
        isMoved = true;
      }
    SmallVector<OpFoldResult> strides = op.getMixedStrides();
    MemRefType type = memref::SubViewOp::inferRankReducedResultType(
        op.getType().getShape(), op.getSourceType(), offsets, sizes, strides);
    // A type with an offset was made of constants, so it folds as it is.
    if (!isMoved || !memref::CastOp::areCastCompatible(type, op.getType()))
      return failure();
    Value view = memref::SubViewOp::create(
        rewriter, op.getLoc(), type, op.getSource(), offsets, sizes, strides);
    rewriter.replaceOpWithNewOp<memref::CastOp>(op, op.getType(), view);
    return success();
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// Constants without a size
//===----------------------------------------------------------------------===//

namespace {

/// Upstream folds x ^ x and comparisons of x with itself to a constant of their
/// type, which says no size if that of x is not known. Gives it the size of x.
struct SizedConstants final : RewriterBase::Listener {
  void notifyOperationReplaced(Operation *op, ValueRange values) override {
    if (!OpTrait::hasElementwiseMappableTraits(op) || values.size() != 1)
      return;
    auto type = dyn_cast<RankedTensorType>(values[0].getType());
    auto constant = values[0].getDefiningOp<arith::ConstantOp>();
    if (!type || type.hasStaticShape() || !constant)
      return;
    OpBuilder builder(op);
    auto element =
        cast<DenseElementsAttr>(constant.getValue()).getSplatValue<TypedAttr>();
    SmallVector<Value> sizes;
    for (int64_t dim = 0; dim < type.getRank(); ++dim)
      if (type.isDynamicDim(dim))
        sizes.push_back(tensor::DimOp::create(builder, op->getLoc(),
                                              op->getOperand(0), dim));
    Value scalar = arith::ConstantOp::create(builder, op->getLoc(), element);
    op->getResult(0).replaceAllUsesWith(
        tensor::SplatOp::create(builder, op->getLoc(), scalar, type, sizes));
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// The patterns
//===----------------------------------------------------------------------===//

static std::shared_ptr<const FrozenRewritePatternSet>
collectPatterns(MLIRContext *context, ArrayRef<std::string> alsoDisabled = {},
                ArrayRef<std::string> enabled = {}) {
  RewritePatternSet all(context);
  for (Dialect *dialect : context->getLoadedDialects())
    dialect->getCanonicalizationPatterns(all);
  for (RegisteredOperationName op : context->getRegisteredOperations())
    op.getCanonicalizationPatterns(all, context);
  addGuards(all);
  all.add<ExpandEmptySlice, MoveEmptyView>(context);
  auto disabled = llvm::to_vector<2>(alsoDisabled);
  llvm::append_range(disabled, kUnsoundPatterns);
  return std::make_shared<FrozenRewritePatternSet>(std::move(all), disabled,
                                                   enabled);
}

namespace {

/// The canonical forms of all ops that a context knows. To collect them takes
/// longer than to apply them to a small module, and the pipelines have a dozen
/// of these passes, which live side by side: they share one set.
class SharedPatterns {
public:
  std::shared_ptr<const FrozenRewritePatternSet> get(MLIRContext *context);

private:
  std::mutex mutex;
  /// Nobody's when the last pass is gone, and therefore never that of a context
  /// that was at the same address before.
  std::weak_ptr<const FrozenRewritePatternSet> patterns;
  MLIRContext *owner = nullptr;
  /// Grows when a dialect is loaded, which adds patterns.
  size_t numOps = 0;
};

} // namespace

std::shared_ptr<const FrozenRewritePatternSet>
SharedPatterns::get(MLIRContext *context) {
  std::lock_guard<std::mutex> lock(mutex);
  size_t known = context->getRegisteredOperations().size();
  auto result = patterns.lock();
  if (!result || owner != context || numOps != known) {
    result = collectPatterns(context);
    patterns = result;
    owner = context;
    numOps = known;
  }
  return result;
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {

struct SoundCanonicalizer final
    : rint::impl::CanonicalizerBase<SoundCanonicalizer> {
  /// That of upstream's pass: the registry of passes compares it when upstream
  /// registers the same name.
  static TypeID resolveTypeID() {
    static const TypeID id = createCanonicalizerPass()->getTypeID();
    return id;
  }

  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<arith::ArithDialect, memref::MemRefDialect,
                    tensor::TensorDialect>();
  }

  LogicalResult initialize(MLIRContext *context) override {
    static SharedPatterns shared;
    patterns =
        disabledPatterns.empty() && enabledPatterns.empty()
            ? shared.get(context)
            : collectPatterns(context, disabledPatterns, enabledPatterns);
    return success();
  }

  void runOnOperation() override {
    SizedConstants listener;
    GreedyRewriteConfig config;
    config.setUseTopDownTraversal(topDownProcessingEnabled)
        .setRegionSimplificationLevel(regionSimplifyLevel)
        .setMaxIterations(maxIterations)
        .setMaxNumRewrites(maxNumRewrites)
        .setListener(&listener);
    // Canonical forms are an effort, not a promise, so no fixpoint is no error.
    if (failed(applyPatternsGreedily(getOperation(), *patterns, config)) &&
        testConvergence)
      signalPassFailure();
  }

private:
  std::shared_ptr<const FrozenRewritePatternSet> patterns;
};

} // namespace

std::unique_ptr<Pass> rint::createSoundCanonicalizerPass() {
  return std::make_unique<SoundCanonicalizer>();
}

void rint::registerSoundPasses() {
  registerPass(createSoundCanonicalizerPass);
  registerPass([] {
    return createInlinerPass({}, [](OpPassManager &pm) {
      pm.addPass(createSoundCanonicalizerPass());
    });
  });
}
