//===- Bufferize.cpp - One-Shot Bufferize with sound layouts ----*- C++ -*-===//
//
// Upstream casts a buffer of unknown strides to a row-major one where a
// function boundary or bufferization.to_buffer asks for that, since both types
// have "dynamic" strides. The casts that bufferization has made are therefore
// looked at once more.
//
//===----------------------------------------------------------------------===//

#include "Bufferize.h"
#include "EmptyTensors.h"
#include "RankReducingSlices.h"
#include "RefineLayouts.h"
#include "rint/Transforms/Passes.h"

#include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Bufferization/Transforms/OneShotAnalysis.h"
#include "mlir/Dialect/Bufferization/Transforms/OneShotModuleBufferize.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTBUFFERIZEPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;
using namespace mlir::bufferization;

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

/// Whether code that this module does not hold calls or defines `function`.
static bool isBoundary(func::FuncOp function) {
  return function.isPublic() || function.isExternal();
}

static BufferLikeType getBoundaryType(TensorLikeType type, Attribute space,
                                      func::FuncOp function,
                                      const BufferizationOptions &options) {
  auto tensor = dyn_cast<TensorType>(type);
  if (!tensor) {
    FailureOr<BufferLikeType> buffer = type.getBufferType(
        options, [&] { return function.emitError("invalid tensor type"); });
    return succeeded(buffer) ? *buffer : BufferLikeType();
  }
  return cast<BufferLikeType>(
      isBoundary(function)
          ? getMemRefTypeWithStaticIdentityLayout(tensor, space)
          : getMemRefTypeWithFullyDynamicLayout(tensor, space));
}

/// Marks copies that bufferization makes only because a buffer may be strided.
static constexpr char kLayoutCopy[] = "rint.layout_copy";

/// Copies a buffer. A copy in front of bufferization.to_buffer gives a tensor
/// the type that is asked for; all others are made for their contents.
static LogicalResult buildCopy(OpBuilder &builder, Location loc, Value from,
                               Value to) {
  Block::iterator next = builder.getInsertionPoint();
  bool changesLayout =
      next != builder.getInsertionBlock()->end() && isa<ToBufferOp>(*next);
  auto copy = memref::CopyOp::create(builder, loc, from, to);
  if (changesLayout)
    copy->setAttr(kLayoutCopy, builder.getUnitAttr());
  return success();
}

OneShotBufferizationOptions rint::getBufferizationOptions() {
  OneShotBufferizationOptions options;
  options.bufferizeFunctionBoundaries = true;
  options.functionArgTypeConverterFn = getBoundaryType;
  options.inferFunctionResultLayout = false;
  options.allowReturnAllocsFromLoops = true;
  options.memCpyFn = buildCopy;
  return options;
}

//===----------------------------------------------------------------------===//
// Ops that cannot be bufferized
//===----------------------------------------------------------------------===//

/// Whether values of the type are tensors, or functions of tensors.
static bool involvesTensors(Type type) {
  if (auto function = dyn_cast<FunctionType>(type))
    return llvm::any_of(function.getInputs(), involvesTensors) ||
           llvm::any_of(function.getResults(), involvesTensors);
  return isa<TensorLikeType>(type);
}

static LogicalResult verifyBufferizable(Operation *module,
                                        const BufferizationOptions &options) {
  WalkResult walk = module->walk([&](Operation *op) {
    bool isConcerned = llvm::any_of(op->getOperandTypes(), involvesTensors) ||
                       llvm::any_of(op->getResultTypes(), involvesTensors);
    if (!isConcerned || options.dynCastBufferizableOp(op) ||
        isa<ToBufferOp, ToTensorOp>(op))
      return WalkResult::advance();
    emitError(op->getLoc())
        << "expected ops on tensors to have a lowering to buffers, but got '"
        << op->getName() << "'";
    return WalkResult::interrupt();
  });
  return failure(walk.wasInterrupted());
}

//===----------------------------------------------------------------------===//
// Results that share a buffer
//===----------------------------------------------------------------------===//

/// The returns of functions that are called and return several tensors.
static SmallVector<func::ReturnOp> findSharingReturns(Operation *module) {
  llvm::SetVector<Operation *> callees;
  SymbolTableCollection symbols;
  module->walk([&](func::CallOp call) {
    if (llvm::count_if(call.getResultTypes(), llvm::IsaPred<RankedTensorType>) >
        1)
      callees.insert(
          symbols.lookupNearestSymbolFrom(call, call.getCalleeAttr()));
  });
  SmallVector<func::ReturnOp> returns;
  for (Operation *callee : callees)
    if (callee)
      callee->walk([&](func::ReturnOp op) { returns.push_back(op); });
  return returns;
}

/// Copies the operands of `op` that are in the same buffer as one before.
static bool separateOperands(func::ReturnOp op,
                             const OneShotAnalysisState &state) {
  SmallVector<OpOperand *> shared;
  for (OpOperand &operand : op->getOpOperands())
    if (isa<RankedTensorType>(operand.get().getType()) &&
        llvm::any_of(op.getOperands().take_front(operand.getOperandNumber()),
                     [&](Value other) {
                       return isa<RankedTensorType>(other.getType()) &&
                              state.areAliasingBufferizedValues(operand.get(),
                                                                other);
                     }))
      shared.push_back(&operand);
  OpBuilder builder(op);
  for (OpOperand *operand : shared)
    operand->set(AllocTensorOp::create(
        builder, op.getLoc(), cast<RankedTensorType>(operand->get().getType()),
        /*dynamicSizes=*/ValueRange(), /*copy=*/operand->get()));
  return !shared.empty();
}

/// Upstream's analysis takes it that the results of a call are in buffers of
/// their own, so that one may be changed while the other is needed.
static LogicalResult separateResults(Operation *module,
                                     OneShotBufferizationOptions &options) {
  SmallVector<func::ReturnOp> returns = findSharingReturns(module);
  for (bool changed = !returns.empty(); changed;) {
    OneShotAnalysisState state(module, options);
    if (failed(analyzeModuleOp(module, state)))
      return failure();
    changed = false;
    for (func::ReturnOp op : returns)
      changed |= separateOperands(op, state);
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Deep nests
//===----------------------------------------------------------------------===//

static constexpr unsigned kMostLevels = 8;

/// Whether `op` is a loop or a choice that gives tensors to what is around it.
static bool carriesTensors(Operation *op) {
  return isa<scf::ForOp, scf::IfOp, scf::WhileOp>(op) &&
         llvm::any_of(op->getResultTypes(), llvm::IsaPred<RankedTensorType>);
}

/// Copies the tensors among the operands of `op`.
static void copyOperands(Operation *op) {
  OpBuilder builder(op);
  for (OpOperand &operand : op->getOpOperands())
    if (auto type = dyn_cast<RankedTensorType>(operand.get().getType()))
      operand.set(AllocTensorOp::create(
          builder, op->getLoc(), type, /*dynamicSizes=*/ValueRange(),
          /*copy=*/operand.get(),
          /*memorySpace=*/builder.getI64IntegerAttr(0)));
}

/// Copies what each eighth level of a nest of loops and choices takes from the
/// outer ones and gives to them. Upstream finds the type of a buffer that goes
/// through a nest by two questions to each level; a copy knows its own.
static void divideNests(Operation *module) {
  SmallVector<Operation *> ends;
  module->walk([&](Operation *op) {
    if (!carriesTensors(op))
      return;
    unsigned level = 0;
    for (Operation *outer = op; outer; outer = outer->getParentOp())
      level += carriesTensors(outer);
    if (level % kMostLevels != 0)
      return;
    ends.push_back(op);
    for (Region &region : op->getRegions())
      if (!region.empty() && isa<scf::YieldOp>(region.back().getTerminator()))
        ends.push_back(region.back().getTerminator());
  });
  llvm::for_each(ends, copyOperands);
}

//===----------------------------------------------------------------------===//
// Casts
//===----------------------------------------------------------------------===//

/// Whether a buffer of type `from` might have other strides than those of type
/// `to`, which is row-major.
static bool mayBeStrided(MemRefType from, MemRefType to) {
  if (from.getLayout().isIdentity() || !to.getLayout().isIdentity())
    return false;
  SmallVector<int64_t> strides, wanted;
  int64_t offset, wantedOffset;
  if (failed(from.getStridesAndOffset(strides, offset)) ||
      failed(to.getStridesAndOffset(wanted, wantedOffset)))
    return true;
  return offset != 0 ||
         llvm::any_of(llvm::zip_equal(strides, wanted), [](auto pair) {
           auto [stride, wanted] = pair;
           return ShapedType::isDynamic(stride) || stride != wanted;
         });
}

/// Replaces a cast to a row-major type by a copy.
static LogicalResult replaceByCopy(memref::CastOp op,
                                   const BufferizationOptions &options) {
  IRRewriter rewriter(op);
  Location loc = op.getLoc();
  auto type = cast<MemRefType>(op.getType());
  SmallVector<Value> sizes;
  for (int64_t i = 0; i < type.getRank(); ++i)
    if (type.isDynamicDim(i))
      sizes.push_back(memref::DimOp::create(rewriter, loc, op.getSource(), i));
  FailureOr<Value> copy = options.createAlloc(rewriter, loc, type, sizes);
  if (failed(copy) ||
      failed(options.createMemCpy(rewriter, loc, op.getSource(), *copy)))
    return failure();
  rewriter.replaceOp(op, *copy);
  return success();
}

/// Drops copies that changed a layout which turned out to be the wanted one.
static void dropLayoutCopies(Operation *module) {
  module->walk([](memref::CopyOp op) {
    if (!op->removeAttr(kLayoutCopy))
      return;
    Value source = skipCasts(op.getSource()), target = op.getTarget();
    Operation *alloc = target.getDefiningOp<memref::AllocOp>();
    if (!alloc || source.getType() != target.getType())
      return;
    op.erase();
    target.replaceAllUsesWith(source);
    alloc->erase();
  });
}

namespace {

struct Bufferize final : rint::impl::RintBufferizePassBase<Bufferize> {
  void runOnOperation() override {
    OneShotBufferizationOptions options = getBufferizationOptions();
    if (failed(verifyBufferizable(getOperation(), options)))
      return signalPassFailure();
    divideNests(getOperation());
    if (failed(separateResults(getOperation(), options)))
      return signalPassFailure();
    // Canonical forms since the last time may have found more sizes of 0.
    expandEmptyTensors(getOperation());
    settleRankReducingSlices(getOperation());
    // Those of the program itself are its own affair.
    llvm::DenseSet<Operation *> ownCasts;
    getOperation()->walk([&](memref::CastOp op) { ownCasts.insert(op); });

    BufferizationState state;
    if (failed(runOneShotModuleBufferize(getOperation(), options, state)))
      return signalPassFailure();

    // Fewer casts are in doubt once it is known what private functions take and
    // return.
    refineLayouts(getOperation());
    dropLayoutCopies(getOperation());
    WalkResult walk = getOperation()->walk([&](memref::CastOp op) {
      auto from = dyn_cast<MemRefType>(skipCasts(op.getSource()).getType());
      auto to = dyn_cast<MemRefType>(op.getType());
      if (!from || !to || ownCasts.contains(op) || !mayBeStrided(from, to))
        return WalkResult::advance();
      return WalkResult(replaceByCopy(op, options));
    });
    if (walk.wasInterrupted())
      signalPassFailure();
  }
};

} // namespace
