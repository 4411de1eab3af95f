//===- Threads.cpp - Work for several threads, and their stores -*- C++ -*-===//

#include "Piece.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "rint/Dialect/Rint/IR/Rint.h"

using namespace mlir;
using namespace mlir::rint;

void rint::buildThreads(Emitter &e, Value count, Value grain, Value bytes,
                        const ConvertRintToVectorPassOptions &options,
                        function_ref<void(Value, Value, Value)> body) {
  Value zero = e.index(0), one = e.index(1);
  if (options.threads <= 1)
    return body(zero, count, zero);
  auto buildParallel = [&] {
    Value threads = e.index(options.threads);
    Value share = e.roundUp(e.ceilDiv(count, threads), grain);
    auto loop = scf::ParallelOp::create(e, ValueRange{zero},
                                        ValueRange{threads}, ValueRange{one});
    OpBuilder::InsertionGuard guard(e);
    e.setInsertionPointToStart(loop.getBody());
    Value thread = loop.getInductionVars()[0];
    Value begin = e.min(e.mul(thread, share), count);
    body(begin, e.min(share, e.sub(count, begin)), thread);
  };
  e.ifElse(e.isAtLeast(bytes, e.index(options.parallelBytes)), buildParallel,
           [&] { body(zero, count, zero); });
}

Value rint::buildIsLarge(Emitter &e, Value bytes,
                         const ConvertRintToVectorPassOptions &options) {
  if (options.streamingBytes == 0)
    return arith::ConstantIntOp::create(e, 0, 1);
  return e.isAtLeast(bytes, e.index(options.streamingBytes));
}

Value rint::buildStartsAligned(Emitter &e, const Piece &piece) {
  Value address = memref::ExtractAlignedPointerAsIndexOp::create(e, piece.dest);
  address = e.add(address, e.mul(piece.destBegin, piece.getBytes()));
  Value rest = e.createOrFold<arith::RemUIOp>(address, e.index(kVectorBytes));
  return e.isEqual(rest, e.index(0));
}

void rint::buildFence(Emitter &e, Value streams) {
  // Stores past the caches are not ordered with those that follow.
  e.ifElse(streams, [&] { StoreFenceOp::create(e); });
}
