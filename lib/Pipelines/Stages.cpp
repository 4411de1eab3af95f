//===- Stages.cpp - What rint's pipelines share -----------------*- C++ -*-===//

#include "Stages.h"

#include "SoundCanonicalizer.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Affine/Transforms/Passes.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Bufferization/Pipelines/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
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

/// From tensors to buffers whose owners free them.
static void addBufferization(OpPassManager &pm) {
  pm.addPass(createRintBufferizePass());
  pm.addPass(createRintRefineLayoutsPass());
  bufferization::buildBufferDeallocationPipeline(pm);
  pm.addPass(createConvertBufferizationToMemRefPass());
}

void rint::addBufferStages(OpPassManager &pm, bool checks, int64_t blockSize) {
  pm.addPass(createRintAnnotateEntryPointsPass());
  // First of all: later passes may drop an op whose result nobody reads, and
  // with it the error that it owes.
  if (checks)
    pm.addPass(createRintGenerateRuntimeChecksPass());
  addCleanup(pm);
  pm.addPass(createRintNormalizePass());
  addCleanup(pm);
  ConvertRintToLinalgPassOptions linalgOptions;
  linalgOptions.blockSize = blockSize;
  pm.addPass(createConvertRintToLinalgPass(linalgOptions));
  pm.addPass(createRintConvertElementwiseToLinalgPass());
  addCleanup(pm);
  addBufferization(pm);
  addCleanup(pm);
}

/// Parallel loops to OpenMP. Its regions need a cleanup before they can be
/// lowered.
static void addThreads(OpPassManager &pm, int64_t threads) {
  if (threads <= 1)
    return;
  ConvertSCFToOpenMPPassOptions options;
  options.numThreads = threads;
  pm.addPass(createConvertSCFToOpenMPPass(options));
  pm.addPass(createSoundCanonicalizerPass());
}

void rint::addHostStages(OpPassManager &pm, bool hasKernels, int64_t threads) {
  pm.addPass(memref::createFoldMemRefAliasOpsPass());
  pm.addPass(memref::createResolveShapedTypeResultDimsPass());
  addCleanup(pm);
  pm.addPass(memref::createExpandStridedMetadataPass());
  pm.addPass(createLowerAffinePass());
  addThreads(pm, threads);
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
  pm.addPass(createConvertToLLVMPass());
  pm.addPass(createReconcileUnrealizedCastsPass());
  addCleanup(pm);
}
