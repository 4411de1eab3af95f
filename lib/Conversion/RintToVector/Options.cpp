//===- Options.cpp - What the options may be --------------------*- C++ -*-===//

#include "Options.h"

#include "Strategies.h"

#include "mlir/IR/Diagnostics.h"

#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::rint;

/// More threads than any machine has are a mistake, and their parts of the work
/// are numbered in 64 bits.
static constexpr int64_t kMostThreads = 65536;

LogicalResult
rint::verifyOptions(MLIRContext *context,
                    const ConvertRintToVectorPassOptions &options) {
  auto fail = [&](StringRef option, const Twine &allowed, int64_t value) {
    return emitError(UnknownLoc::get(context), "expected ")
           << option << " to be " << allowed << ", but got " << value;
  };
  if (options.threads < 1 || options.threads > kMostThreads)
    return fail("threads", "from 1 to " + Twine(kMostThreads), options.threads);
  if (options.permuteBytes != 0 && options.permuteBytes != 16 &&
      options.permuteBytes != 64)
    return fail("permute-bytes", "0, 16 or 64", options.permuteBytes);
  if (options.parallelBytes < 0)
    return fail("parallel-bytes", "at least 0", options.parallelBytes);
  if (options.streamingBytes < 0)
    return fail("streaming-bytes", "at least 0", options.streamingBytes);
  SmallVector<StringRef> names = getStrategyNames();
  if (options.strategy.empty() || llvm::is_contained(names, options.strategy))
    return success();
  return emitError(UnknownLoc::get(context))
         << "expected strategy to be one of " << llvm::join(names, ", ")
         << ", but got '" << options.strategy << "'";
}
