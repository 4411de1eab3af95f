//===- Pipelines.h - Named pass pipelines of rint ---------------*- C++ -*-===//

#ifndef RINT_PIPELINES_PIPELINES_H
#define RINT_PIPELINES_PIPELINES_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"

namespace mlir::rint {

/// Options of --rint-to-llvm and of its halves, each of which reads those that
/// concern it.
struct RintToLLVMOptions : PassPipelineOptions<RintToLLVMOptions> {
  PassOptions::Option<bool> checks{
      *this, "checks",
      llvm::cl::desc("Check at run time what types cannot decide"),
      llvm::cl::init(true)};
  PassOptions::Option<bool> fuse{
      *this, "fuse",
      llvm::cl::desc(
          "Do work before repeats, and read through them, where that "
          "is less of it"),
      llvm::cl::init(true)};
  PassOptions::Option<bool> outParams{
      *this, "out-params",
      llvm::cl::desc("Functions fill buffers of their callers, their last "
                     "arguments, in place of returning tensors"),
      llvm::cl::init(false)};
  PassOptions::Option<int64_t> threads{
      *this, "threads",
      llvm::cl::desc("How many threads the code may use, by OpenMP"),
      llvm::cl::init(1)};
  PassOptions::Option<int64_t> streamingBytes{
      *this, "streaming-bytes",
      llvm::cl::desc("The least size of a result that is stored past the "
                     "caches; 0 for never"),
      llvm::cl::init(int64_t(32) << 20)};
  PassOptions::Option<int64_t> permuteBytes{
      *this, "permute-bytes",
      llvm::cl::desc(
          "The size of the vectors that the target permutes by masks "
          "that are not constant: 64 for AVX-512 with VBMI, 16 for "
          "SSSE3, AVX2 and AArch64, 0 for none"),
      llvm::cl::init(0)};
  PassOptions::Option<std::string> strategy{
      *this, "strategy",
      llvm::cl::desc("The strategy of --convert-rint-to-vector that writes "
                     "every copy which it can serve, or loops for plain loops "
                     "everywhere; by default the best one")};
};

/// Adds the passes that take a module of rint ops and upstream ops on tensors
/// to the LLVM dialect for the host CPU.
void buildRintToLLVMPipeline(OpPassManager &pm,
                             const RintToLLVMOptions &options);

/// Adds the first passes of --rint-to-llvm: to ops on buffers, whose owners
/// free them.
void buildRintToBuffersPipeline(OpPassManager &pm,
                                const RintToLLVMOptions &options);

/// Adds the last passes of --rint-to-llvm: from ops on buffers, whose owners
/// free them, to the LLVM dialect.
void buildBuffersToLLVMPipeline(OpPassManager &pm,
                                const RintToLLVMOptions &options);

/// Options of the pipelines for GPUs.
struct RintToGPUOptions : PassPipelineOptions<RintToGPUOptions> {
  PassOptions::Option<bool> checks{
      *this, "checks",
      llvm::cl::desc("Check at run time what types cannot decide"),
      llvm::cl::init(true)};
  PassOptions::Option<bool> fuse{
      *this, "fuse",
      llvm::cl::desc(
          "Do work before repeats, and read through them, where that "
          "is less of it"),
      llvm::cl::init(true)};
  PassOptions::Option<bool> deviceTensors{
      *this, "device-tensors",
      llvm::cl::desc("Functions take and return tensors in device memory, and "
                     "hold rint ops only"),
      llvm::cl::init(false)};
  PassOptions::Option<std::string> chip{
      *this, "chip",
      llvm::cl::desc("The GPU to compile for, such as sm_80 or gfx90a (SPIR-V "
                     "needs none)")};
  PassOptions::Option<std::string> format{
      *this, "format",
      llvm::cl::desc("What the module holds for the device: isa, which needs "
                     "no tools of the vendor, bin or fatbin (SPIR-V has one "
                     "form)"),
      llvm::cl::init("isa")};
  PassOptions::Option<std::string> toolkit{
      *this, "toolkit",
      llvm::cl::desc("Where the vendor's tools are, for bin and fatbin")};
};

/// Add the passes that take a module of rint ops and upstream ops on tensors to
/// the LLVM dialect for the host, with kernels for Vulkan, for NVIDIA GPUs and
/// for AMD GPUs. Functions take and return tensors in the memory of the host
/// unless `deviceTensors` is set.
void buildRintToSPIRVPipeline(OpPassManager &pm,
                              const RintToGPUOptions &options);
void buildRintToNVVMPipeline(OpPassManager &pm,
                             const RintToGPUOptions &options);
void buildRintToROCDLPipeline(OpPassManager &pm,
                              const RintToGPUOptions &options);

/// Adds the last passes of --rint-to-spirv and of --rint-to-nvvm, from ops on
/// buffers on.
void buildBuffersToSPIRVPipeline(OpPassManager &pm,
                                 const RintToGPUOptions &options);
void buildBuffersToNVVMPipeline(OpPassManager &pm,
                                const RintToGPUOptions &options);

/// Registers --rint-to-llvm and its halves, --rint-to-buffers and
/// --rint-buffers-to-llvm; --rint-to-spirv, --rint-to-nvvm and --rint-to-rocdl.
void registerPipelines();

} // namespace mlir::rint

#endif // RINT_PIPELINES_PIPELINES_H
