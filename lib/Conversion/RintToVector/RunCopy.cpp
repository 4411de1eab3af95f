//===- RunCopy.cpp - A copy with a count for each slice ---------*- C++ -*-===//

#include "RunCopy.h"

#include "KernelLibrary.h"
#include "Strategies.h"
#include "Streaming.h"
#include "Threads.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"

using namespace mlir;
using namespace mlir::rint;

Value RunCopy::loadOffset(VectorEmitter &e, Value at) const {
  return memref::LoadOp::create(e, offsets, at);
}

Value RunCopy::loadCount(VectorEmitter &e, Value slice) const {
  if (counts)
    return buildCountAsIndex(e, e.getLoc(), counts->load(e, slice));
  return e.sub(loadOffset(e, e.add(slice, 1)), loadOffset(e, slice));
}

//===----------------------------------------------------------------------===//
// The slices of a part
//===----------------------------------------------------------------------===//

/// The last position in [low, high) whose offset is at most `key`; that of
/// `low` is.
static Value buildSearch(VectorEmitter &e, const RunCopy &copy, Value low,
                         Value high, Value key) {
  Value one = e.index(1), two = e.index(2);
  return e.whileLoop(
      {low, high},
      [&](ValueRange range) {
        return e.isLess(e.add(range[0], one), range[1]);
      },
      [&](ValueRange range) -> SmallVector<Value> {
        Value middle = e.div(e.add(range[0], range[1]), two);
        Value isAbove = e.isLess(key, copy.loadOffset(e, middle));
        return {e.select(isAbove, range[0], middle),
                e.select(isAbove, middle, range[1])};
      })[0];
}

Value rint::forSlices(VectorEmitter &e, const RunCopy &copy,
                      const RowRange &part, Value init,
                      function_ref<Value(const SliceRange &, Value)> body) {
  Value zero = e.index(0), one = e.index(1);
  // Not by the size of the plan, which may have more behind the total.
  Value blocks = e.ceilDiv(copy.slices, copy.block);
  Value first = buildSearch(e, copy, zero, blocks, part.first);
  Value last =
      e.add(buildSearch(e, copy, first, blocks, e.sub(part.last, one)), one);
  if (!copy.counts)
    return body({first, last, copy.loadOffset(e, first),
                 copy.loadOffset(e, last),
                 /*packed=*/Value()},
                init);
  return e.forRange(first, last, ValueRange{init},
                    [&](Value block, ValueRange state) -> SmallVector<Value> {
                      SliceRange slices;
                      slices.from = copy.loadOffset(e, block);
                      slices.to = copy.loadOffset(e, e.add(block, one));
                      auto buildBlock = [&] {
                        slices.begin = e.mul(block, copy.block);
                        slices.end =
                            e.min(e.add(slices.begin, copy.block), copy.slices);
                        if (copy.hasPackedCounts)
                          slices.packed = getPackedCounts(
                              e, blocks, block, copy.slices, copy.block);
                        return body(slices, state[0]);
                      };
                      return {e.ifValue(e.isLess(slices.from, slices.to),
                                        buildBlock, [&] { return state[0]; })};
                    })[0];
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

std::string rint::getKernelName(StringRef strategy, const RunCopy &copy) {
  std::string name;
  llvm::raw_string_ostream os(name);
  os << "rint_" << strategy << "_i" << copy.rows.bits;
  if (copy.rows.align != copy.rows.getBytes())
    os << "_align" << copy.rows.align;
  if (std::optional<int64_t> inner = copy.rows.getKnownInner())
    os << "_row" << *inner;
  else if (copy.rows.leastInner > 0)
    os << "_rows" << copy.rows.leastInner;
  if (copy.rows.hasWholeRows)
    os << "_whole";
  if (isConstantIntValue(copy.outer, 1))
    os << "_flat";
  if (copy.indexType)
    os << "_indices_" << copy.indexType;
  if (copy.counts)
    os << "_by_" << getCountsKind(*copy.counts) << "_block" << copy.block;
  if (copy.hasPackedCounts)
    os << "_packed";
  if (copy.begin)
    os << "_part";
  if (isStrided(copy.offsets))
    os << "_strided";
  if (copy.rows.streams)
    os << "_streams";
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

/// The values of `copy` that are operands of its kernels.
static SmallVector<Value *> getFields(RunCopy &copy) {
  SmallVector<Value *> fields = {&copy.rows.dest, &copy.offsets, &copy.slices,
                                 &copy.total};
  if (copy.rows.source)
    fields.push_back(&copy.rows.source);
  if (copy.counts)
    fields.push_back(&copy.counts->repeats);
  if (copy.begin)
    llvm::append_values(fields, &copy.begin, &copy.end);
  if (!isConstantIntValue(copy.outer, 1))
    fields.push_back(&copy.outer);
  if (!copy.rows.getKnownInner())
    fields.push_back(&copy.rows.inner);
  if (copy.rows.streams)
    fields.push_back(&copy.rows.streams);
  return fields;
}

SmallVector<Value> rint::getOperands(const RunCopy &copy) {
  RunCopy fields = copy;
  return llvm::map_to_vector(getFields(fields),
                             [](Value *field) { return *field; });
}

RunCopy rint::withOperands(VectorEmitter &e, const RunCopy &copy,
                           ValueRange operands) {
  RunCopy result = copy;
  for (auto [field, operand] : llvm::zip_equal(getFields(result), operands))
    *field = operand;
  // Constants have to be those of the kernel.
  if (isConstantIntValue(copy.outer, 1))
    result.outer = e.index(1);
  if (std::optional<int64_t> inner = copy.rows.getKnownInner())
    result.rows.inner = e.index(*inner);
  result.rows.sourceBegin = result.rows.destBegin = e.index(0);
  if (result.counts)
    result.counts->rebuild(e, result.slices);
  return result;
}

void rint::callRunKernel(
    VectorEmitter &e, StringRef strategy, const RunCopy &copy,
    const RowRange &part,
    function_ref<void(VectorEmitter &, const RunCopy &, const RowRange &)>
        build) {
  SmallVector<Value> operands = {part.first, part.last, part.limit, part.base,
                                 part.sourceBase};
  llvm::append_range(operands, getOperands(copy));
  e.kernels.call(e, getKernelName(strategy, copy), operands,
                 [&](VectorEmitter &e, ValueRange arguments) {
                   RowRange callee{arguments[0], arguments[1], arguments[2],
                                   arguments[3], arguments[4]};
                   build(e, withOperands(e, copy, arguments.drop_front(5)),
                         callee);
                   return SmallVector<Value>();
                 });
}

//===----------------------------------------------------------------------===//
// The whole copy
//===----------------------------------------------------------------------===//

/// Writes the rows from `begin` to `end` of all results.
static void buildRange(VectorEmitter &e, const RunCopy &copy, Value begin,
                       Value end) {
  Value zero = e.index(0);
  if (isConstantIntValue(copy.outer, 1)) {
    RowRange part{begin, end, /*limit=*/end, /*base=*/zero,
                  /*sourceBase=*/zero};
    e.ifElse(e.isLess(begin, end), [&] { buildRuns(e, copy, part); });
    return;
  }
  Value total = e.max(copy.total, e.index(1));
  e.forRange(e.div(begin, total), e.ceilDiv(end, total), [&](Value i) {
    RowRange part;
    part.base = e.mul(i, copy.total);
    part.sourceBase = e.mul(i, copy.slices);
    part.first = e.max(e.sub(begin, part.base), zero);
    part.limit = e.sub(end, part.base);
    part.last = e.min(part.limit, copy.total);
    e.ifElse(e.isLess(part.first, part.last),
             [&] { buildRuns(e, copy, part); });
  });
}

/// Whether a result of `bytes` bytes is stored past the caches: rows only where
/// each of their vectors is aligned, while long runs of words have lines of
/// their own.
static Value buildStreams(VectorEmitter &e, const Copy &rows, Value bytes) {
  Value streams = buildIsLarge(e, bytes);
  if (rows.getKnownInner() != 1 && !rows.hasWholeRows) {
    Value rest = e.rem(rows.inner, e.index(rows.getLanes()));
    streams = e.both(streams, e.isEqual(rest, e.index(0)));
  }
  if (getConstantCondition(streams) == false)
    return streams;
  return e.both(streams, rows.buildStartsAligned(e));
}

void rint::buildRunCopy(VectorEmitter &e, const RunCopy &shape) {
  RunCopy copy = shape;
  Value rows = e.mul(copy.outer, copy.total), first = e.index(0);
  if (copy.begin) {
    first = copy.begin;
    rows = e.sub(copy.end, copy.begin);
  }
  Value bytes = e.mul(e.mul(rows, copy.rows.inner), copy.rows.getBytes());
  Value isEmpty = e.isEqual(copy.rows.inner, e.index(0));
  rows = e.select(isEmpty, e.index(0), rows);
  Value streams = buildStreams(e, copy.rows, bytes);
  if (getConstantCondition(streams) != false)
    copy.rows.streams = streams;
  buildThreads(e, rows, e.index(1), bytes, [&](Value part, Value count) {
    Value begin = e.add(first, part);
    buildRange(e, copy, begin, e.add(begin, count));
    buildFence(e, streams);
  });
}
