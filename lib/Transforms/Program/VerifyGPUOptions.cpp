//===- VerifyGPUOptions.cpp - Chip, format and toolkit exist ----*- C++ -*-===//
//
// Upstream notices a wrong one late, and at times goes on.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/Passes.h"

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Triple.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTVERIFYGPUOPTIONSPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

static constexpr StringRef kFormats[] = {"isa", "bin", "fatbin"};

namespace {

struct VerifyGPUOptions final
    : rint::impl::RintVerifyGPUOptionsPassBase<VerifyGPUOptions> {
  using RintVerifyGPUOptionsPassBase::RintVerifyGPUOptionsPassBase;

  void runOnOperation() override {
    markAllAnalysesPreserved();
    if (failed(verifyFormat()) || failed(verifyToolkit()) ||
        failed(verifyChip()))
      signalPassFailure();
  }

private:
  InFlightDiagnostic fail(StringRef option) {
    return emitError(getOperation().getLoc(), "expected ")
           << option << " to be ";
  }

  LogicalResult verifyFormat() {
    if (llvm::is_contained(kFormats, StringRef(format)))
      return success();
    return fail("format") << "one of " << llvm::join(ArrayRef(kFormats), ", ")
                          << ", but got '" << format << "'";
  }

  LogicalResult verifyToolkit() {
    if (toolkit.empty() || llvm::sys::fs::is_directory(toolkit))
      return success();
    return fail("toolkit") << "a folder, but got '" << toolkit << "'";
  }

  LogicalResult verifyChip() {
    llvm::InitializeAllTargetInfos();
    llvm::InitializeAllTargetMCs();
    std::string message;
    llvm::Triple parsed(triple);
    const llvm::Target *target =
        llvm::TargetRegistry::lookupTarget(parsed, message);
    if (!target)
      return emitError(getOperation().getLoc(), message);
    std::unique_ptr<llvm::MCSubtargetInfo> info(
        target->createMCSubtargetInfo(parsed, /*CPU=*/"", /*Features=*/""));
    if (info->isCPUStringValid(chip))
      return success();
    auto names = llvm::map_range(info->getAllProcessorDescriptions(),
                                 [](const llvm::SubtargetSubTypeKV &chip) {
                                   return StringRef(chip.Key);
                                 });
    return fail("chip") << "one of " << llvm::join(names, ", ") << ", but got '"
                        << chip << "'";
  }
};

} // namespace
