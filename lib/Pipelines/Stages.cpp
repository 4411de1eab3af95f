//===- Stages.cpp - What rint's pipelines share -----------------*- C++ -*-===//

#include "Stages.h"

#include "SoundCanonicalizer.h"
#include "mlir/Conversion/MathToFuncs/MathToFuncs.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Conversion/TosaToLinalg/TosaToLinalg.h"
#include "mlir/Dialect/Affine/Transforms/Passes.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Dialect/SCF/Transforms/Passes.h"
#include "mlir/Dialect/Shape/Transforms/Passes.h"
#include "mlir/Dialect/Tosa/Transforms/Passes.h"
#include "mlir/Dialect/Vector/Transforms/Passes.h"
#include "mlir/Transforms/Passes.h"
#include "rint/Conversion/Passes.h"
#include "rint/Dialect/Rint/Transforms/Passes.h"
#include "rint/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::rint;

void rint::addCleanup(OpPassManager &pm) {
  pm.addPass(createSoundCanonicalizerPass());
  pm.addPass(createCSEPass());
}

//===----------------------------------------------------------------------===//
// Preparation
//===----------------------------------------------------------------------===//

/// From TOSA to linalg and its kin.
static void addTosa(OpPassManager &pm) {
  OpPassManager &functions = pm.nest<func::FuncOp>();
  functions.addPass(createTosaToSCFPass());
  functions.addPass(tosa::createTosaInferShapesPass());
  functions.addPass(tosa::createTosaMakeBroadcastablePass());
  functions.addPass(tosa::createTosaToLinalgNamed());
  functions.addPass(tosa::createTosaToLinalg());
  functions.addPass(createTosaToArithPass());
  functions.addPass(createTosaToTensorPass());
  pm.addPass(createTosaToMLProgram());
}

/// From the shape dialect to indices and tensors of such. A constraint that a
/// program breaks is an assertion.
static void addShape(OpPassManager &pm) {
  OpPassManager &functions = pm.nest<func::FuncOp>();
  functions.addPass(createShapeToShapeLoweringPass());
  functions.addPass(createConvertShapeConstraintsPass());
  addCleanup(pm);
  pm.addPass(createConvertShapeToStandardPass());
  pm.addPass(createRintReportAssertionsPass());
}

/// Masks become operands of what they mask. The region of a mask holds one op,
/// so there would be no room for what frees a buffer.
static void addMasks(OpPassManager &pm) {
  OpPassManager &functions = pm.nest<func::FuncOp>();
  functions.addPass(vector::createLowerVectorMultiReductionPass());
  functions.addPass(vector::createLowerVectorMaskPass());
}

static void addPreparation(OpPassManager &pm, bool checks) {
  pm.addPass(createRintVerifySymbolsPass());
  pm.addPass(createRintAnnotateEntryPointsPass());
  // First of all: later passes may drop an op whose result nobody reads, and
  // with it the error that it owes.
  if (checks)
    pm.addPass(createRintGenerateRuntimeChecksPass());
  // Before anything is folded.
  pm.addPass(
      createRintConvertElementwiseToLinalgPass({/*onlyComparable=*/true}));
  pm.addPass(createRintExpandRankReducingSlicesPass());
  addTosa(pm);
  addShape(pm);
  addMasks(pm);
  pm.addPass(createRintLowerIndirectCallsPass());
  pm.addPass(createRintStructureControlFlowPass());
  addCleanup(pm);
  pm.addPass(createRintVerifyStagePass());
}

//===----------------------------------------------------------------------===//
// Buffers
//===----------------------------------------------------------------------===//

static void addRintToLinalg(OpPassManager &pm, bool fuse,
                            const ConvertRintToLinalgPassOptions &plans) {
  if (fuse) {
    // Before --rint-normalize, which resolves the sizes that these ask for.
    pm.addPass(createRintFuseElementwisePass());
    pm.addPass(createRintConvertElementwiseToLinalgPass());
    addCleanup(pm);
  }
  pm.addPass(createRintNormalizePass());
  addCleanup(pm);
  if (fuse) {
    pm.addPass(createRintSinkRepeatsPass());
    addCleanup(pm);
  }
  pm.addPass(createConvertRintToLinalgPass(plans));
  pm.addPass(createRintExpandTensorOpsPass());
  pm.addPass(createRintFuseElementwisePass());
  pm.addPass(createRintConvertElementwiseToLinalgPass());
  addCleanup(pm);
  if (fuse) {
    pm.addPass(createRintReadThroughRepeatsPass());
    addCleanup(pm);
  }
  pm.addPass(createRintVerifyStagePass());
}

/// What upstream's pipeline of this purpose does, but with sound canonical
/// forms.
static void addDeallocation(OpPassManager &pm) {
  pm.addPass(createSoundCanonicalizerPass());
  pm.addPass(bufferization::createOwnershipBasedBufferDeallocationPass());
  pm.addPass(createSoundCanonicalizerPass());
  pm.addPass(bufferization::createBufferDeallocationSimplificationPass());
  pm.addPass(bufferization::createLowerDeallocationsPass());
  pm.addPass(createCSEPass());
  pm.addPass(createSoundCanonicalizerPass());
}

static void addBufferization(OpPassManager &pm, bool checks, bool inPlace,
                             bool outParams) {
  if (outParams)
    pm.addPass(createRintResultsToDestinationsPass());
  RintFillDestinationsPassOptions destinations;
  destinations.checks = checks;
  destinations.inPlace = inPlace;
  pm.addPass(createRintFillDestinationsPass(destinations));
  pm.addPass(createRintBufferizePass());
  memref::ExpandReallocPassOptions realloc;
  realloc.emitDeallocs = false;
  pm.addPass(memref::createExpandReallocPass(realloc));
  addDeallocation(pm);
  pm.addPass(createConvertBufferizationToMemRefPass());
  addCleanup(pm);
  pm.addPass(createRintVerifyStagePass());
}

void rint::addBufferStages(OpPassManager &pm, bool checks, bool fuse,
                           const ConvertRintToLinalgPassOptions &plans,
                           bool inPlace, bool outParams) {
  addPreparation(pm, checks);
  addRintToLinalg(pm, fuse, plans);
  addBufferization(pm, checks, inPlace, outParams);
}

//===----------------------------------------------------------------------===//
// The host
//===----------------------------------------------------------------------===//

/// Views and copies become arithmetic on addresses.
static void addPlainMemory(OpPassManager &pm) {
  pm.addPass(memref::createExpandReallocPass());
  pm.addPass(memref::createExpandOpsPass());
  pm.addPass(memref::createFoldMemRefAliasOpsPass());
  pm.addPass(memref::createResolveShapedTypeResultDimsPass());
  addCleanup(pm);
  pm.addPass(createRintExpandReshapesPass());
  pm.addPass(memref::createExpandStridedMetadataPass());
  pm.addPass(affine::createAffineExpandIndexOpsPass());
  pm.addPass(createLowerAffinePass());
}

/// Vectors of any rank become such of one dimension. Transfers are unrolled:
/// loops over their parts would go through memory.
static void addPlainVectors(OpPassManager &pm) {
  addMasks(pm);
  VectorTransferToSCFOptions options;
  pm.addPass(createConvertVectorToSCFPass(options.enableFullUnroll()));
}

/// Numbers get types and operations that LLVM has, or the C library.
static void addPlainNumbers(OpPassManager &pm) {
  pm.addPass(createRintExpandMathPass());
  pm.addPass(createRintExpandSmallFloatsPass());
  pm.addPass(arith::createArithExpandOpsPass());
  // Smaller exponents have an intrinsic.
  ConvertMathToFuncsOptions functions;
  functions.minWidthOfFPowIExponent = 33;
  functions.convertCtlz = false;
  pm.addPass(createConvertMathToFuncs(functions));
}

/// Parallel loops to OpenMP. Its regions need a cleanup before they can be
/// lowered.
static void addThreads(OpPassManager &pm, int64_t threads) {
  if (threads <= 1)
    return;
  pm.addPass(createForallToParallelLoopPass());
  ConvertSCFToOpenMPPassOptions options;
  options.numThreads = threads;
  pm.addPass(createConvertSCFToOpenMPPass(options));
  pm.addPass(createSoundCanonicalizerPass());
}

static void addHostLoops(OpPassManager &pm, int64_t threads) {
  addPlainVectors(pm);
  addPlainMemory(pm);
  addPlainNumbers(pm);
  addThreads(pm, threads);
  pm.addPass(createRintScopeStackBuffersPass());
  pm.addPass(createRintVerifyStagePass());
}

static void addHostCode(OpPassManager &pm, bool hasKernels, int64_t threads) {
  pm.addPass(createRintSplitLongBlocksPass());
  pm.addPass(createSCFToControlFlowPass());
  // What LLVM has no intrinsic for is left to the C library.
  pm.addPass(createConvertComplexToStandardPass());
  pm.addPass(createConvertMathToLLVMPass());
  pm.addPass(createConvertMathToLibmPass());
  if (hasKernels)
    pm.addPass(createGpuToLLVMConversionPass());
  pm.addPass(createConvertVectorToLLVMPass());
  if (threads > 1)
    pm.addPass(createConvertOpenMPToLLVMPass());
  // Each check adds symbols, which this pass finds in a table; the next one
  // would go through the whole module for each.
  pm.addPass(createConvertRintToLLVMPass());
  pm.addPass(createConvertToLLVMPass());
  pm.addPass(createReconcileUnrealizedCastsPass());
  addCleanup(pm);
  pm.addPass(createRintVerifyStagePass());
  pm.addPass(createRintVerifyLoweredPass());
}

void rint::addHostStages(OpPassManager &pm, bool hasKernels, int64_t threads) {
  // A module that came as buffers has its assertions still, whose own lowering
  // calls abort, without a location.
  pm.addPass(createRintReportAssertionsPass());
  addHostLoops(pm, threads);
  addHostCode(pm, hasKernels, threads);
}
