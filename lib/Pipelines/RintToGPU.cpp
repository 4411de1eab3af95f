//===- RintToGPU.cpp - The pipelines for GPUs -------------------*- C++ -*-===//
//
// All of them make the same kernels and the same host code; they differ in what
// becomes of the kernels.
//
//===----------------------------------------------------------------------===//

#include "Stages.h"

#include "mlir/Conversion/GPUToNVVM/GPUToNVVMPass.h"
#include "mlir/Conversion/GPUToROCDL/GPUToROCDLPass.h"
#include "mlir/Conversion/GPUToSPIRV/GPUToSPIRVPass.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/GPU/Transforms/Passes.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/SCF/Transforms/Passes.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"
#include "mlir/Dialect/SPIRV/IR/TargetAndABI.h"
#include "mlir/Dialect/SPIRV/Transforms/Passes.h"
#include "mlir/Pass/PassRegistry.h"
#include "rint/Conversion/Passes.h"
#include "rint/Pipelines/Pipelines.h"
#include "rint/Transforms/GPU/Passes.h"
#include "rint/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// Stages of all GPUs
//===----------------------------------------------------------------------===//

/// From ops on buffers to kernels and their launches.
static void addKernelStages(OpPassManager &pm,
                            const RintToGPUOptions &options) {
  addCleanup(pm);
  RintDeferChecksPassOptions checks;
  checks.deviceTensors = options.deviceTensors;
  pm.addNestedPass<func::FuncOp>(createRintDeferChecksPass(checks));
  addCleanup(pm);
  RintInsertDeviceBuffersPassOptions buffers;
  buffers.deviceTensors = options.deviceTensors;
  pm.addNestedPass<func::FuncOp>(createRintInsertDeviceBuffersPass(buffers));
  pm.addPass(createConvertRintToGPUPass());
  // The host does what there is no kernel for.
  pm.addPass(createConvertRintToSCFPass());
  pm.addPass(createRintVectorizeContractionsPass());
  pm.addPass(createConvertLinalgToLoopsPass());
  pm.addNestedPass<func::FuncOp>(createRintOrderGPUWorkPass());
  addCleanup(pm);
}

/// Nothing is compiled for what does not exist.
static void addOptionChecks(OpPassManager &pm, StringRef triple, StringRef chip,
                            const RintToGPUOptions &options) {
  RintVerifyGPUOptionsPassOptions checks;
  checks.triple = triple.str();
  checks.chip = chip.str();
  checks.format = options.format;
  checks.toolkit = options.toolkit;
  pm.addPass(createRintVerifyGPUOptionsPass(checks));
}

static StringRef getNVVMChip(const RintToGPUOptions &options) {
  return options.chip.empty() ? "sm_75" : StringRef(options.chip);
}

static StringRef getROCDLChip(const RintToGPUOptions &options) {
  return options.chip.empty() ? "gfx90a" : StringRef(options.chip);
}

/// From compiled kernels to a module that carries them, and its host code.
static void addBinaryStages(OpPassManager &pm, StringRef format,
                            const RintToGPUOptions &options) {
  GpuModuleToBinaryPassOptions binary;
  binary.compilationTarget = format.str();
  binary.toolkitPath = options.toolkit;
  pm.addPass(createRintVerifyStagePass());
  pm.addPass(createGpuModuleToBinaryPass(binary));
  addHostStages(pm, /*hasKernels=*/true);
  pm.addPass(createRintFreeLaunchArgumentsPass());
}

//===----------------------------------------------------------------------===//
// SPIR-V
//===----------------------------------------------------------------------===//

/// What the kernels may need; a module states what it does need.
static GpuSPIRVAttachTargetOptions getVulkanTarget() {
  GpuSPIRVAttachTargetOptions target;
  target.spirvVersion = "v1.3";
  target.spirvCapabilities = {"Shader",
                              "Int64",
                              "Int16",
                              "Int8",
                              "StorageBuffer16BitAccess",
                              "StorageBuffer8BitAccess"};
  target.spirvExtensions = {"SPV_KHR_storage_buffer_storage_class",
                            "SPV_KHR_16bit_storage", "SPV_KHR_8bit_storage"};
  target.clientApi = "Vulkan";
  target.deviceId = spirv::TargetEnvAttr::kUnknownDeviceID;
  return target;
}

static std::unique_ptr<Pass> createGPUToSPIRVPass() {
  std::unique_ptr<Pass> pass = createConvertGPUToSPIRVPass();
  // There is no other way to set the options of this pass.
  LogicalResult status = pass->initializeOptions(
      "use-64bit-index=true", [](const Twine &) { return failure(); });
  (void)status;
  assert(succeeded(status) && "expected the pass to have the option");
  return pass;
}

void rint::buildBuffersToSPIRVPipeline(OpPassManager &pm,
                                       const RintToGPUOptions &options) {
  addKernelStages(pm, options);
  OpPassManager &kernels = pm.nest<gpu::GPUModuleOp>();
  kernels.addPass(createRintPrepareSPIRVKernelsPass());
  // A loop of no iterations that carries values is miscompiled otherwise.
  kernels.addNestedPass<gpu::GPUFuncOp>(createForToWhileLoopPass());
  addCleanup(kernels);
  pm.addPass(createGpuSPIRVAttachTarget(getVulkanTarget()));
  pm.addPass(createGPUToSPIRVPass());
  pm.addPass(createRintNestSPIRVModulesPass());
  OpPassManager &modules = pm.nest<gpu::GPUModuleOp>().nest<spirv::ModuleOp>();
  modules.addPass(spirv::createSPIRVLowerABIAttributesPass());
  modules.addPass(spirv::createSPIRVUpdateVCEPass());
  addBinaryStages(pm, /*format=*/"bin", options);
}

void rint::buildRintToSPIRVPipeline(OpPassManager &pm,
                                    const RintToGPUOptions &options) {
  addBufferStages(pm, options.checks, options.fuse);
  buildBuffersToSPIRVPipeline(pm, options);
}

//===----------------------------------------------------------------------===//
// NVVM and ROCDL
//===----------------------------------------------------------------------===//

void rint::buildBuffersToNVVMPipeline(OpPassManager &pm,
                                      const RintToGPUOptions &options) {
  addKernelStages(pm, options);
  GpuNVVMAttachTargetOptions target;
  target.chip = getNVVMChip(options).str();
  target.optLevel = 3;
  pm.addPass(createGpuNVVMAttachTarget(target));
  OpPassManager &kernels = pm.nest<gpu::GPUModuleOp>();
  kernels.addPass(createSCFToControlFlowPass());
  kernels.addPass(createConvertGpuOpsToNVVMOps());
  addCleanup(kernels);
  kernels.addPass(createReconcileUnrealizedCastsPass());
  addBinaryStages(pm, options.format, options);
}

void rint::buildRintToNVVMPipeline(OpPassManager &pm,
                                   const RintToGPUOptions &options) {
  addOptionChecks(pm, "nvptx64-nvidia-cuda", getNVVMChip(options), options);
  addBufferStages(pm, options.checks, options.fuse);
  buildBuffersToNVVMPipeline(pm, options);
}

void rint::buildRintToROCDLPipeline(OpPassManager &pm,
                                    const RintToGPUOptions &options) {
  addOptionChecks(pm, "amdgcn-amd-amdhsa", getROCDLChip(options), options);
  addBufferStages(pm, options.checks, options.fuse);
  addKernelStages(pm, options);
  GpuROCDLAttachTargetOptions target;
  target.chip = getROCDLChip(options).str();
  target.optLevel = 3;
  pm.addPass(createGpuROCDLAttachTarget(target));
  OpPassManager &kernels = pm.nest<gpu::GPUModuleOp>();
  kernels.addPass(createSCFToControlFlowPass());
  ConvertGpuOpsToROCDLOpsOptions conversion;
  conversion.chipset = target.chip;
  kernels.addPass(createConvertGpuOpsToROCDLOps(conversion));
  kernels.addPass(createReconcileUnrealizedCastsPass());
  addBinaryStages(pm, options.format, options);
}

//===----------------------------------------------------------------------===//
// Registration
//===----------------------------------------------------------------------===//

void rint::registerGPUPipelines() {
  PassPipelineRegistration<RintToGPUOptions>(
      "rint-to-spirv",
      "Compile rint ops on tensors, together with upstream ops, to the LLVM "
      "dialect with kernels for Vulkan",
      buildRintToSPIRVPipeline);
  PassPipelineRegistration<RintToGPUOptions>(
      "rint-to-nvvm",
      "Compile rint ops on tensors, together with upstream ops, to the LLVM "
      "dialect with kernels for NVIDIA GPUs",
      buildRintToNVVMPipeline);
  PassPipelineRegistration<RintToGPUOptions>(
      "rint-to-rocdl",
      "Compile rint ops on tensors, together with upstream ops, to the LLVM "
      "dialect with kernels for AMD GPUs",
      buildRintToROCDLPipeline);
}
