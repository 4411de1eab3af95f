//===- StructureControlFlow.cpp - Blocks and affine to scf ------*- C++ -*-===//
//
// Bufferization knows which buffer a tensor is in where control flow is
// structured.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/Passes.h"

#include "mlir/Conversion/AffineToStandard/AffineToStandard.h"
#include "mlir/Conversion/ControlFlowToSCF/ControlFlowToSCF.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/UB/IR/UBOps.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Dominance.h"
#include "mlir/Transforms/CFGToSCF.h"
#include "mlir/Transforms/DialectConversion.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTSTRUCTURECONTROLFLOWPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

static bool isTensor(Type type) { return isa<TensorType>(type); }

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

namespace {

struct Lifting final : ControlFlowToSCFTransformation {
  /// There is no poison among buffers; an empty tensor does as well, for nobody
  /// reads it.
  Value getUndefValue(Location loc, OpBuilder &builder, Type type) override {
    auto tensor = dyn_cast<RankedTensorType>(type);
    if (!tensor)
      return ControlFlowToSCFTransformation::getUndefValue(loc, builder, type);
    Value zero;
    if (!tensor.hasStaticShape())
      zero = arith::ConstantIndexOp::create(builder, loc, 0);
    SmallVector<Value> sizes(tensor.getNumDynamicDims(), zero);
    return tensor::EmptyOp::create(builder, loc, tensor, sizes);
  }
};

} // namespace

/// Whether blocks of the region hand on or work on tensors.
static bool hasTensors(Region &region) {
  for (Block &block : region)
    if (llvm::any_of(block.getArgumentTypes(), isTensor))
      return true;
  return region
      .walk([](Operation *op) {
        return llvm::any_of(op->getResultTypes(), isTensor)
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

static LogicalResult liftBlocks(Operation *root) {
  SmallVector<Region *> regions;
  root->walk([&](Operation *op) {
    for (Region &region : op->getRegions())
      if (!region.empty() && !region.hasOneBlock() && hasTensors(region))
        regions.push_back(&region);
  });
  for (Region *region : regions) {
    Lifting lifting;
    DominanceInfo dominance(region->getParentOp());
    if (failed(transformCFGToSCF(*region, lifting, dominance)))
      return emitError(region->getParentOp()->getLoc(),
                       "expected the branches between blocks that hold "
                       "tensors to be those of the cf dialect, but got others");
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Switches
//===----------------------------------------------------------------------===//

/// Makes choices between two of one between many. Upstream takes it that the
/// result of an scf.index_switch is a tensor of its own, so that what is done
/// to it in place is done to what a case hands on, too.
static void expandSwitch(scf::IndexSwitchOp op) {
  OpBuilder builder(op);
  Location loc = op.getLoc();
  SmallVector<Region *> rest = {&op.getDefaultRegion()};
  for (Region &region : llvm::reverse(op.getCaseRegions()))
    rest.push_back(&region);
  for (int64_t number : op.getCases()) {
    Value here = arith::ConstantIndexOp::create(builder, loc, number);
    Value isHere = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq,
                                         op.getArg(), here);
    auto choice = scf::IfOp::create(builder, loc, op.getResultTypes(), isHere,
                                    /*addThenBlock=*/false,
                                    /*addElseBlock=*/false);
    choice.getThenRegion().takeBody(*rest.pop_back_val());
    if (builder.getInsertionPoint() == op->getIterator())
      op->replaceAllUsesWith(choice);
    else
      scf::YieldOp::create(builder, loc, choice.getResults());
    builder.createBlock(&choice.getElseRegion());
  }
  builder.getInsertionBlock()->getParent()->takeBody(*rest.front());
  op->erase();
}

static void expandSwitches(Operation *root) {
  SmallVector<scf::IndexSwitchOp> switches;
  root->walk([&](scf::IndexSwitchOp op) {
    if (op.getNumCases() > 0 && llvm::any_of(op.getResultTypes(), isTensor))
      switches.push_back(op);
  });
  llvm::for_each(switches, expandSwitch);
}

//===----------------------------------------------------------------------===//
// Affine loops
//===----------------------------------------------------------------------===//

/// Affine ops that carry tensors are lowered with all that depends on their
/// induction variables being affine.
static LogicalResult lowerAffine(Operation *root) {
  WalkResult walk = root->walk([](Operation *op) {
    bool carriesTensors = isa<affine::AffineForOp, affine::AffineIfOp>(op) &&
                          llvm::any_of(op->getResultTypes(), isTensor);
    return carriesTensors ? WalkResult::interrupt() : WalkResult::advance();
  });
  if (!walk.wasInterrupted())
    return success();
  MLIRContext *context = root->getContext();
  RewritePatternSet patterns(context);
  populateAffineToStdConversionPatterns(patterns);
  populateAffineToVectorConversionPatterns(patterns);
  ConversionTarget target(*context);
  target.markUnknownOpDynamicallyLegal([](Operation *) { return true; });
  target.addIllegalOp<affine::AffineApplyOp, affine::AffineForOp,
                      affine::AffineIfOp, affine::AffineLoadOp,
                      affine::AffineMaxOp, affine::AffineMinOp,
                      affine::AffineParallelOp, affine::AffinePrefetchOp,
                      affine::AffineStoreOp, affine::AffineVectorLoadOp,
                      affine::AffineVectorStoreOp, affine::AffineYieldOp>();
  return applyPartialConversion(root, target, std::move(patterns));
}

namespace {

struct StructureControlFlow final
    : rint::impl::RintStructureControlFlowPassBase<StructureControlFlow> {
  void runOnOperation() override {
    if (failed(lowerAffine(getOperation())) ||
        failed(liftBlocks(getOperation())))
      return signalPassFailure();
    expandSwitches(getOperation());
  }
};

} // namespace
