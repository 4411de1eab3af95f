//===- FillDestinations.cpp - Tensors where they are wanted -----*- C++ -*-===//
//
// Upstream lets a tensor be computed in place of its destination, but neither
// looks through the views that a repeat by one count ends with, nor compares
// sizes. A buffer that is too small would be overrun.
//
//===----------------------------------------------------------------------===//

#include "../../Conversion/Utils/IndexEmitter.h"
#include "Bufferize.h"
#include "rint/Transforms/Passes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Bufferization/Transforms/OneShotModuleBufferize.h"
#include "mlir/Dialect/Bufferization/Transforms/Transforms.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Dominance.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ValueBoundsOpInterface.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "llvm/ADT/DenseSet.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTFILLDESTINATIONSPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;
using namespace mlir::bufferization;

using Sizes = ArrayRef<OpFoldResult>;
using Groups = ArrayRef<ReassociationIndices>;

//===----------------------------------------------------------------------===//
// Where tensors are computed
//===----------------------------------------------------------------------===//

static Value skipTensorCasts(Value value) {
  while (auto cast = value.getDefiningOp<tensor::CastOp>())
    value = cast.getSource();
  return value;
}

/// The tensor.empty that ops one after the other compute `value` in, or null.
static tensor::EmptyOp findEmpty(Value value) {
  while (true) {
    value = skipTensorCasts(value);
    auto op = value.getDefiningOp<DestinationStyleOpInterface>();
    if (!op)
      return value.getDefiningOp<tensor::EmptyOp>();
    value = op.getTiedOpOperand(cast<OpResult>(value))->get();
  }
}

/// Whether what `op` computes may as well be in its destination when `last`
/// puts it there: nothing in between asks what is there, or may end the run.
static bool isFreeToFillEarly(Operation *op, Operation *last) {
  if (op->getBlock() != last->getBlock())
    return false;
  for (; op && op != last; op = op->getNextNode())
    if (!isMemoryEffectFree(op))
      return false;
  return op == last;
}

/// Erases the casts and the view that make `value` if nobody needs them, for
/// which bufferization would make a copy.
static void eraseUnusedViews(Value value) {
  Operation *op = value.getDefiningOp();
  while (isa_and_nonnull<tensor::CastOp, tensor::CollapseShapeOp>(op) &&
         op->use_empty()) {
    Operation *source = op->getOperand(0).getDefiningOp();
    op->erase();
    op = source;
  }
}

/// The size of each group of dimensions.
static SmallVector<OpFoldResult> mergeSizes(IndexEmitter &emit, Sizes sizes,
                                            Groups groups) {
  SmallVector<OpFoldResult> merged;
  for (const ReassociationIndices &group : groups) {
    Value product = emit.index(1);
    for (int64_t dim : group)
      product = emit.mul(product, emit.value(sizes[dim]));
    merged.push_back(getAsOpFoldResult(product));
  }
  return merged;
}

static SmallVector<int64_t> getShape(Sizes sizes) {
  SmallVector<int64_t> shape;
  SmallVector<Value> values;
  dispatchIndexOpFoldResults(sizes, values, shape);
  return shape;
}

//===----------------------------------------------------------------------===//
// Sizes
//===----------------------------------------------------------------------===//

/// Whether `op` fills a buffer of ranked type, the sizes of which can be asked
/// for.
static bool fillsBuffer(MaterializeInDestinationOp op) {
  return isa<MemRefType>(op.getDest().getType()) &&
         isa<RankedTensorType>(op.getSource().getType());
}

/// Builds checks that the buffer of `op` has the `sizes` of what is to fill it.
static void buildSizeChecks(IndexEmitter &emit, MaterializeInDestinationOp op,
                            Sizes sizes) {
  for (auto [dim, wanted] : llvm::enumerate(sizes)) {
    OpFoldResult size =
        memref::getMixedSize(emit, emit.getLoc(), op.getDest(), dim);
    if (isEqualConstantIntOrValue(size, wanted))
      continue;
    Value got = emit.value(size), expected = emit.value(wanted);
    CheckOp::create(
        emit, emit.isEqual(got, expected),
        "'bufferization.materialize_in_destination' op expected dimension {0} "
        "of the destination to be {1}, but got {2}",
        ValueRange{emit.index(dim), expected, got});
  }
}

/// Whether the slice that `op` inserts into is known to have the sizes of
/// `empty`.
static bool hasSameSizes(tensor::InsertSliceOp op, tensor::EmptyOp empty) {
  llvm::SmallBitVector dropped = op.getDroppedDims();
  SmallVector<OpFoldResult> sizes;
  for (auto [dim, size] : llvm::enumerate(op.getMixedSizes()))
    if (!dropped[dim])
      sizes.push_back(size);
  return llvm::all_of(llvm::zip_equal(sizes, empty.getMixedSizes()),
                      [](auto pair) {
                        auto [size, wanted] = pair;
                        FailureOr<bool> isEqual =
                            ValueBoundsConstraintSet::areEqual(size, wanted);
                        return succeeded(isEqual) && *isEqual;
                      });
}

//===----------------------------------------------------------------------===//
// Views
//===----------------------------------------------------------------------===//

/// The buffer of `op` with `groups` of dimensions instead of its own, of
/// `sizes`. Null if it has no such view.
static Value buildExpandedBuffer(IndexEmitter &emit, Value buffer, Sizes sizes,
                                 Groups groups, Sizes merged) {
  auto type = cast<MemRefType>(buffer.getType());
  // Sizes that the tensor knows, or does not know, are those of the view.
  auto known = MemRefType::get(getShape(merged), type.getElementType(),
                               type.getLayout(), type.getMemorySpace());
  FailureOr<MemRefType> expanded = memref::ExpandShapeOp::computeExpandedType(
      known, getShape(sizes), groups);
  if (failed(expanded) || !memref::CastOp::areCastCompatible(type, known))
    return Value();
  if (type != known)
    buffer = memref::CastOp::create(emit, known, buffer);
  return memref::ExpandShapeOp::create(emit, *expanded, buffer, groups, sizes);
}

namespace {

struct FillDestinations final
    : rint::impl::RintFillDestinationsPassBase<FillDestinations> {
  using RintFillDestinationsPassBase::RintFillDestinationsPassBase;

  void runOnOperation() override;

private:
  LogicalResult computeInPlace(ArrayRef<MaterializeInDestinationOp> buffers);

  /// Has `op` fill a view of its buffer with what its source is a view of.
  void expandDestination(MaterializeInDestinationOp op,
                         const DominanceInfo &dominance);

  /// Lets upstream compute tensors in place of their destinations.
  LogicalResult eliminateEmptyTensors();

  /// The place of a destination that `user` of `empty` can compute in, or null.
  Value buildDestination(RewriterBase &rewriter, SubsetInsertionOpInterface op,
                         tensor::EmptyOp empty, Operation *user,
                         const OneShotAnalysisState &state);

  /// Those whose sizes have been compared.
  llvm::DenseSet<Operation *> compared;
};

} // namespace

void FillDestinations::expandDestination(MaterializeInDestinationOp op,
                                         const DominanceInfo &dominance) {
  if (!fillsBuffer(op) || !op.getRestrict())
    return;
  auto collapse =
      skipTensorCasts(op.getSource()).getDefiningOp<tensor::CollapseShapeOp>();
  if (!collapse)
    return;
  tensor::EmptyOp empty = findEmpty(collapse.getSrc());
  if (!empty || !dominance.properlyDominates(op.getDest(), empty) ||
      !isFreeToFillEarly(empty, op))
    return;
  OpBuilder builder(empty);
  IndexEmitter emit(op.getLoc(), builder);
  SmallVector<OpFoldResult> sizes = empty.getMixedSizes();
  SmallVector<ReassociationIndices> groups = collapse.getReassociationIndices();
  SmallVector<OpFoldResult> merged = mergeSizes(emit, sizes, groups);
  if (checks)
    buildSizeChecks(emit, op, merged);
  Value view = buildExpandedBuffer(emit, op.getDest(), sizes, groups, merged);
  if (!view)
    return;
  Value source = op.getSource();
  op.getSourceMutable().assign(collapse.getSrc());
  op.getDestMutable().assign(view);
  compared.insert(op);
  eraseUnusedViews(source);
}

//===----------------------------------------------------------------------===//
// Slices
//===----------------------------------------------------------------------===//

/// Replaces sizes of tensors by those of what they are computed in, so that
/// they are known before.
static void resolveSizes(ArrayRef<Operation *> ops) {
  MLIRContext *context = ops.front()->getContext();
  RewritePatternSet patterns(context);
  tensor::DimOp::getCanonicalizationPatterns(patterns, context);
  tensor::EmptyOp::getCanonicalizationPatterns(patterns, context);
  tensor::ExpandShapeOp::getCanonicalizationPatterns(patterns, context);
  GreedyRewriteConfig config;
  config.setStrictness(GreedyRewriteStrictness::ExistingAndNewOps);
  (void)applyOpPatternsGreedily(ops, std::move(patterns), config);
}

/// Makes insertions of concatenations of what is computed in a tensor.empty.
static void expandConcat(tensor::ConcatOp op) {
  // Upstream refuses an empty slice at the end.
  bool mayExpand = llvm::none_of(op.getInputs(), [](Value input) {
    return llvm::is_contained(
        cast<RankedTensorType>(input.getType()).getShape(), 0);
  });
  if (!mayExpand || llvm::none_of(op.getInputs(), findEmpty))
    return;
  IRRewriter rewriter(op);
  Operation *before = op->getPrevNode();
  FailureOr<SmallVector<Value>> values = op.decomposeOperation(rewriter);
  if (failed(values))
    return;
  SmallVector<Operation *> added;
  for (Operation *it = before ? before->getNextNode()
                              : &op->getBlock()->front();
       it != op; it = it->getNextNode())
    added.push_back(it);
  rewriter.replaceOp(op, *values);
  resolveSizes(added);
}

/// Whether `value` is made of insertions into a tensor.empty, which nothing
/// reads before they are done.
static bool isFresh(Value value) {
  while (auto insert = value.getDefiningOp<tensor::InsertSliceOp>())
    value = insert.getDest();
  return value.getDefiningOp<tensor::EmptyOp>() != nullptr;
}

/// Whether `op` may write to memory that a tensor is read from, or free it. A
/// destination that is `restrict` is no tensor's.
static bool mayWriteSources(Operation *op) {
  WalkResult walk = op->walk([](Operation *inner) {
    auto materialize = dyn_cast<MaterializeInDestinationOp>(inner);
    bool writes =
        !isa<CheckOp>(inner) && !(materialize && materialize.getRestrict()) &&
        mightHaveEffect<MemoryEffects::Write, MemoryEffects::Free>(inner);
    return writes ? WalkResult::interrupt() : WalkResult::advance();
  });
  return walk.wasInterrupted();
}

/// Whether `op` is in the block of `place`, before it, and does the same there.
static bool maySink(Operation *op, Operation *place) {
  if (!isMemoryEffectFree(op) || op->getBlock() != place->getBlock())
    return false;
  for (; op && op != place; op = op->getNextNode())
    if (mayWriteSources(op))
      return false;
  return op == place;
}

/// Computes `value` right before `place`, where it is put into a destination,
/// so that there is the destination to compute it in.
static void sinkSource(Value value, Operation *place) {
  while (value.hasOneUse()) {
    Operation *producer = value.getDefiningOp();
    if (!producer || !maySink(producer, place))
      return;
    producer->moveBefore(place);
    place = producer;
    if (isa<tensor::CastOp, tensor::CollapseShapeOp>(producer))
      value = producer->getOperand(0);
    else if (auto dst = dyn_cast<DestinationStyleOpInterface>(producer))
      value = dst.getTiedOpOperand(cast<OpResult>(value))->get();
    else
      return;
  }
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

Value FillDestinations::buildDestination(RewriterBase &rewriter,
                                         SubsetInsertionOpInterface op,
                                         tensor::EmptyOp empty, Operation *user,
                                         const OneShotAnalysisState &state) {
  // Upstream would move what a destination is made of, also in front of checks.
  DominanceInfo dominance;
  if (!llvm::all_of(op.getValuesNeededToBuildSubsetExtraction(),
                    [&](Value value) {
                      return dominance.properlyDominates(value, user);
                    }))
    return Value();
  if (auto insert = dyn_cast<tensor::InsertSliceOp>(*op)) {
    // Else the destination is copied, and the slice would be for nothing.
    if (!state.isInPlace(insert.getDestMutable()) ||
        !hasSameSizes(insert, empty))
      return Value();
    return buildSubsetExtraction(rewriter, op, empty, user);
  }
  auto materialize = dyn_cast<MaterializeInDestinationOp>(*op);
  if (!materialize || !fillsBuffer(materialize) ||
      !isFreeToFillEarly(user, materialize))
    return Value();
  Value place = buildSubsetExtraction(rewriter, op, empty, user);
  if (!place || !checks || compared.contains(op))
    return place;
  // Before anything is written there.
  OpBuilder builder(place.getDefiningOp());
  IndexEmitter emit(op.getLoc(), builder);
  buildSizeChecks(emit, materialize, empty.getMixedSizes());
  return place;
}

LogicalResult FillDestinations::eliminateEmptyTensors() {
  OneShotBufferizationOptions options = getBufferizationOptions();
  OneShotAnalysisState state(getOperation(), options);
  if (failed(analyzeModuleOp(getOperation(), state)))
    return failure();
  IRRewriter rewriter(&getContext());
  return bufferization::eliminateEmptyTensors(
      rewriter, getOperation(), state,
      [&](RewriterBase &rewriter, SubsetInsertionOpInterface op,
          tensor::EmptyOp empty, Operation *user) {
        return buildDestination(rewriter, op, empty, user, state);
      });
}

LogicalResult
FillDestinations::computeInPlace(ArrayRef<MaterializeInDestinationOp> buffers) {
  getOperation()->walk(expandConcat);
  bool hasCandidates = !buffers.empty();
  getOperation()->walk([&](tensor::InsertSliceOp op) {
    if (!findEmpty(op.getSource()))
      return;
    hasCandidates = true;
    if (isFresh(op.getDest()))
      sinkSource(op.getSource(), op);
  });
  for (MaterializeInDestinationOp op : buffers)
    sinkSource(op.getSource(), op);
  DominanceInfo dominance(getOperation());
  for (MaterializeInDestinationOp op : buffers)
    expandDestination(op, dominance);
  // The analysis takes time.
  return hasCandidates ? eliminateEmptyTensors() : success();
}

void FillDestinations::runOnOperation() {
  SmallVector<MaterializeInDestinationOp> buffers;
  getOperation()->walk([&](MaterializeInDestinationOp op) {
    if (fillsBuffer(op))
      buffers.push_back(op);
  });
  if (inPlace && failed(computeInPlace(buffers)))
    return signalPassFailure();
  if (!checks)
    return;
  // What is not computed in place is copied, and where it is, these fold.
  for (MaterializeInDestinationOp op : buffers) {
    if (compared.contains(op))
      continue;
    OpBuilder builder(op);
    IndexEmitter emit(op.getLoc(), builder);
    buildSizeChecks(
        emit, op, tensor::getMixedSizes(builder, op.getLoc(), op.getSource()));
  }
}
