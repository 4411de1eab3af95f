//===- Stages.cpp - The stages of a lowering, for readers -------*- C++ -*-===//

#include "Stages.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::rint;

static constexpr StringRef kProgram[] = {"rint-verify-symbols"};
static constexpr StringRef kChecks[] = {"rint-generate-runtime-checks"};
// Not the passes that fold constants of any dialect on the way.
static constexpr StringRef kUpstream[] = {"tosa-to-scf",
                                          "tosa-to-linalg-named",
                                          "tosa-to-linalg",
                                          "tosa-to-arith",
                                          "tosa-to-tensor",
                                          "convert-shape-to-std",
                                          "rint-report-assertions",
                                          "rint-lower-indirect-calls",
                                          "rint-structure-control-flow"};
static constexpr StringRef kPlan[] = {"rint-normalize"};
static constexpr StringRef kFusion[] = {"rint-sink-repeats"};
static constexpr StringRef kDestinations[] = {"convert-rint-to-linalg",
                                              "rint-expand-tensor-ops"};
static constexpr StringRef kReads[] = {"rint-read-through-repeats"};
static constexpr StringRef kBuffers[] = {"rint-bufferize",
                                         "one-shot-bufferize"};
static constexpr StringRef kOwnership[] = {
    "ownership-based-buffer-deallocation"};
static constexpr StringRef kDevice[] = {"rint-defer-checks",
                                        "rint-insert-device-buffers"};
static constexpr StringRef kGPUKernels[] = {"convert-rint-to-gpu"};
static constexpr StringRef kKernels[] = {"convert-rint-to-vector"};
static constexpr StringRef kContractions[] = {"rint-vectorize-contractions"};
static constexpr StringRef kLoops[] = {"convert-rint-to-scf",
                                       "convert-linalg-to-loops"};
static constexpr StringRef kSPIRV[] = {"rint-prepare-spirv-kernels",
                                       "spirv-attach-target",
                                       "convert-gpu-to-spirv"};
static constexpr StringRef kNVVM[] = {"nvvm-attach-target",
                                      "convert-gpu-to-nvvm"};
static constexpr StringRef kBinary[] = {"gpu-module-to-binary"};
static constexpr StringRef kMemory[] = {"convert-vector-to-scf",
                                        "expand-realloc",
                                        "memref-expand",
                                        "fold-memref-alias-ops",
                                        "expand-strided-metadata",
                                        "rint-expand-math",
                                        "rint-expand-small-floats",
                                        "arith-expand"};
static constexpr StringRef kThreads[] = {"scf-forall-to-parallel",
                                         "convert-scf-to-openmp"};
static constexpr StringRef kBlocks[] = {"convert-scf-to-cf"};
static constexpr StringRef kLLVM[] = {
    "convert-complex-to-standard", "convert-math-to-llvm",
    "convert-math-to-libm",        "gpu-to-llvm",
    "convert-vector-to-llvm",      "convert-openmp-to-llvm",
    "convert-rint-to-llvm",        "convert-to-llvm"};

static constexpr Stage kStages[] = {
    {"program", "The program",
     "The functions that are run, as MLIR reads them. Values such as %x are "
     "set "
     "once and never change; tensors are values, too: nothing says yet where "
     "they are in memory.",
     kProgram},
    {"checks", "Checks",
     "What the types do not prove is tested before each op of rint, so that "
     "bad "
     "input ends in one line that names the place, the rule and the values.",
     kChecks},
    {"upstream", "Upstream ops",
     "What other dialects bring along (tosa, shape, masks, branches between "
     "blocks) takes the form that the next stages expect.",
     kUpstream},
    {"plan", "Plan",
     "Counts become row offsets: where the copies of each slice begin in the "
     "result, and the total at the end. Ops that repeat by the same counts "
     "share "
     "this plan.",
     kPlan},
    {"fusion", "Fusion",
     "Work that is the same for every copy is done once, before the repeat; "
     "what "
     "is repeated and then reduced by the same counts is not repeated at all.",
     kFusion},
    {"destinations", "Destinations",
     "Each op is handed the tensor that it fills (outs). One count for all "
     "slices is a linalg.broadcast into a new dimension; a vector of counts is "
     "a scan, which makes the plan, and an op that expands the runs.",
     kDestinations},
    {"reads", "Reads through repeats",
     "Ops that can read the source of a repeat in place of its copies do so, "
     "and "
     "the copies are never made.",
     kReads},
    {"buffers", "Buffers",
     "Tensors become buffers in memory (memref): from here on the order of "
     "reads "
     "and writes matters. Ideally there is one allocation for the result, and "
     "no copy.",
     kBuffers},
    {"ownership", "Ownership",
     "Each buffer gets an owner that frees it, on every way through the "
     "program.",
     kOwnership},
    {"device-buffers", "Device buffers",
     "Buffers get a place in the memory of the GPU, and data moves there and "
     "back; checks that a kernel can do on its way are left to it.",
     kDevice},
    {"gpu-kernels", "GPU kernels",
     "Ops become kernels, functions that many threads of the GPU run at once, "
     "and launches of those from the host.",
     kGPUKernels},
    {"kernels", "Kernels",
     "Ops become calls of kernels: private functions with vector code, chosen "
     "by the type, the count and what the processor has. The names say which: "
     "_r2 is two copies, _row1 rows of one word.",
     kKernels},
    {"contractions", "Contractions",
     "Products of matrices become loops over tiles, in vectors.",
     kContractions},
    {"loops", "Loops",
     "Whatever ops are left become loops over single elements.", kLoops},
    {"spirv", "SPIR-V",
     "Kernels are written in the language that drivers of Vulkan compile.",
     kSPIRV, /*isOfKernels=*/true},
    {"nvvm", "NVVM",
     "Kernels are written in the LLVM dialect for GPUs of NVIDIA.", kNVVM,
     /*isOfKernels=*/true},
    {"binary", "Binaries",
     "The code of the kernels becomes data that the host loads.", kBinary},
    {"memory", "Plain memory and numbers",
     "Views and copies become arithmetic on addresses, vectors get one "
     "dimension, and numbers get types that the processor has.",
     kMemory},
    {"threads", "Threads", "Parallel loops are dealt out to threads (OpenMP).",
     kThreads},
    {"blocks", "Blocks",
     "Loops and ifs become what processors have: blocks, and branches between "
     "them.",
     kBlocks},
    {"llvm", "LLVM dialect",
     "Every op has become an instruction of LLVM, which takes over here. A "
     "buffer is a pointer with sizes and strides.",
     kLLVM},
};

ArrayRef<Stage> rint::getStages() { return kStages; }

std::optional<size_t> rint::findStage(StringRef argument) {
  for (auto [i, stage] : llvm::enumerate(kStages))
    if (llvm::is_contained(stage.passes, argument))
      return i;
  return std::nullopt;
}
