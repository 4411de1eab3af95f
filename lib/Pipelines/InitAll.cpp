//===- InitAll.cpp - Registration of all of rint ----------------*- C++ -*-===//

#include "rint/InitAll.h"

#include "SoundCanonicalizer.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"
#include "rint/Conversion/Passes.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Dialect/Rint/TransformOps/RintTransformOps.h"
#include "rint/Dialect/Rint/Transforms/AllInterfaces.h"
#include "rint/Dialect/Rint/Transforms/Passes.h"
#include "rint/Pipelines/Pipelines.h"
#include "rint/Transforms/GPU/Passes.h"
#include "rint/Transforms/Passes.h"

void mlir::rint::registerAllDialects(DialectRegistry &registry) {
  registry.insert<RintDialect>();
  registerAllInterfaceExternalModels(registry);
  registerConvertRintToLLVMInterface(registry);
  registerTransformDialectExtension(registry);
  // Kernels are compiled by passes.
  registerAllGPUToLLVMIRTranslations(registry);
}

void mlir::rint::registerAllPasses() {
  registerSoundPasses();
  registerRintTransformsPasses();
  registerRintConversionPasses();
  registerRintGPUTransformsPasses();
  registerRintProgramPasses();
  registerPipelines();
}
