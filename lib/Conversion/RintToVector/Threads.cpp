//===- Threads.cpp - Work for several threads -------------------*- C++ -*-===//

#include "Threads.h"

#include "KernelLibrary.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::rint;

void rint::buildThreads(VectorEmitter &e, Value count, Value grain, Value bytes,
                        function_ref<void(Value, Value)> body) {
  const ConvertRintToVectorPassOptions &options = e.kernels.options;
  Value zero = e.index(0), one = e.index(1);
  if (options.threads <= 1)
    return body(zero, count);
  auto buildParallel = [&] {
    Value threads = e.index(options.threads);
    Value share = e.roundUp(e.ceilDiv(count, threads), grain);
    auto loop = scf::ParallelOp::create(e, ValueRange{zero},
                                        ValueRange{threads}, ValueRange{one});
    OpBuilder::InsertionGuard guard(e);
    e.setInsertionPointToStart(loop.getBody());
    Value begin = e.min(e.mul(loop.getInductionVars()[0], share), count);
    body(begin, e.min(share, e.sub(count, begin)));
  };
  e.ifElse(e.isAtLeast(bytes, e.index(options.parallelBytes)), buildParallel,
           [&] { body(zero, count); });
}
