//===- SegmentReduction.cpp - A reduction of segments -----------*- C++ -*-===//

#include "SegmentReduction.h"

#include "KernelLibrary.h"
#include "Strategies.h"
#include "Threads.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/TypeUtilities.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"

using namespace mlir;
using namespace mlir::rint;

SegmentReduction::SegmentReduction(ReductionKind kind, Type element,
                                   const Words &words)
    : kind(kind), element(element), reduction(kind, element), bits(words.bits),
      align(words.align) {}

int64_t SegmentReduction::getLanes() const {
  return kVectorBytes / getElementBytes(reduction.getType());
}

std::optional<int64_t> SegmentReduction::getKnownInner() const {
  return hasLongRows ? std::nullopt : getConstantIntValue(inner);
}

Value SegmentReduction::getSourceEnd(VectorEmitter &e) const {
  return e.mul(e.mul(outer, slices), inner);
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

/// `value` with elements of type `type`, of the same size.
static Value buildBitcast(VectorEmitter &e, Value value, Type type) {
  if (auto vector = dyn_cast<VectorType>(value.getType()))
    type = vector.clone(type);
  return arith::BitcastOp::create(e, type, value);
}

Value SegmentReduction::fromWords(VectorEmitter &e, Value words) const {
  // Integers are words themselves.
  if (!isa<FloatType>(element))
    return words;
  return reduction.buildWide(e, buildBitcast(e, words, element));
}

Value SegmentReduction::loadVector(VectorEmitter &e, Value at,
                                   int64_t lanes) const {
  return fromWords(e, e.loadVector(source, at, lanes, align));
}

Value SegmentReduction::loadPart(VectorEmitter &e, Value at, Value size,
                                 int64_t lanes) const {
  auto words = VectorType::get({lanes}, e.getIntegerType(bits));
  Value mask = vector::CreateMaskOp::create(
      e, VectorType::get({lanes}, e.getI1Type()), size);
  Value zeros = arith::ConstantOp::create(e, e.getZeroAttr(words));
  Value loaded = vector::MaskedLoadOp::create(e, words, source, ValueRange{at},
                                              mask, zeros);
  return arith::SelectOp::create(e, mask, fromWords(e, loaded),
                                 reduction.buildNeutral(e, lanes));
}

Value SegmentReduction::load(VectorEmitter &e, Value at) const {
  return fromWords(e, e.load(source, at, align));
}

void SegmentReduction::store(VectorEmitter &e, Value accumulator, Value count,
                             Value at) const {
  Value result = reduction.buildResult(e, accumulator, count);
  if (isa<FloatType>(element))
    result = buildBitcast(e, reduction.buildNarrow(e, result),
                          e.getIntegerType(bits));
  if (isa<VectorType>(result.getType()))
    e.storeVector(result, dest, at, align);
  else
    e.store(result, dest, at, align);
}

//===----------------------------------------------------------------------===//
// Segments
//===----------------------------------------------------------------------===//

static Value loadOffset(VectorEmitter &e, const SegmentReduction &shape,
                        Value at) {
  return memref::LoadOp::create(e, shape.offsets, at);
}

/// The first block, or segment, before which there are at least `work` slices
/// and segments.
static Value buildSearch(VectorEmitter &e, const SegmentReduction &shape,
                         Value work) {
  Value zero = e.index(0), one = e.index(1), two = e.index(2);
  if (shape.count)
    return e.min(e.ceilDiv(work, e.add(shape.count, one)), shape.segments);
  Value blocks = e.ceilDiv(shape.segments, shape.block);
  return e.whileLoop(
      {zero, blocks},
      [&](ValueRange range) { return e.isLess(range[0], range[1]); },
      [&](ValueRange range) -> SmallVector<Value> {
        Value middle = e.div(e.add(range[0], range[1]), two);
        Value before =
            e.add(loadOffset(e, shape, middle), e.mul(middle, shape.block));
        Value isEnough = e.isAtLeast(before, work);
        return {e.select(isEnough, range[0], e.add(middle, one)),
                e.select(isEnough, middle, range[1])};
      })[0];
}

/// The number of the first segment of a block, or behind the last.
static Value getFirstSegment(VectorEmitter &e, const SegmentReduction &shape,
                             Value block) {
  return shape.counts ? e.min(e.mul(block, shape.block), shape.segments)
                      : block;
}

void rint::forSegments(VectorEmitter &e, const SegmentReduction &shape,
                       const SegmentRange &part,
                       function_ref<void(const Segment &)> body) {
  Value sourceBase = e.mul(part.outer, shape.slices);
  Value destBase = e.mul(part.outer, shape.segments);
  auto visit = [&](Value segment, Value begin, Value end) {
    body({begin, end, e.mul(e.add(sourceBase, begin), shape.inner),
          e.mul(e.add(destBase, segment), shape.inner)});
  };
  if (shape.count)
    return e.forRange(part.first, part.last, [&](Value segment) {
      Value begin = e.mul(segment, shape.count);
      visit(segment, begin, e.add(begin, shape.count));
    });
  // Each segment begins where the one before ends.
  auto visitRange = [&](Value first, Value last, Value begin,
                        function_ref<Value(Value, Value)> getEnd) {
    e.forRange(first, last, ValueRange{begin},
               [&](Value segment, ValueRange state) -> SmallVector<Value> {
                 Value end = getEnd(segment, state[0]);
                 visit(segment, state[0], end);
                 return {end};
               });
  };
  if (!shape.counts)
    return e.ifElse(e.isLess(part.first, part.last), [&] {
      visitRange(part.first, part.last, loadOffset(e, shape, part.first),
                 [&](Value segment, Value) {
                   return loadOffset(e, shape, e.add(segment, 1));
                 });
    });
  e.forRange(part.first, part.last, [&](Value block) {
    visitRange(getFirstSegment(e, shape, block),
               getFirstSegment(e, shape, e.add(block, 1)),
               loadOffset(e, shape, block), [&](Value segment, Value begin) {
                 Value count = shape.counts->load(e, segment);
                 return e.add(begin, buildCountAsIndex(e, e.getLoc(), count));
               });
  });
}

Value rint::buildPartEnd(VectorEmitter &e, const SegmentReduction &shape,
                         const SegmentRange &part) {
  return e.mul(e.add(e.mul(part.outer, shape.segments),
                     getFirstSegment(e, shape, part.last)),
               shape.inner);
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

static std::string getKernelName(StringRef strategy,
                                 const SegmentReduction &shape) {
  std::string name;
  llvm::raw_string_ostream os(name);
  os << "rint_" << strategy << "_" << stringifyReductionKind(shape.kind) << "_"
     << shape.element;
  if (shape.align * 8 != shape.bits)
    os << "_align" << shape.align;
  if (std::optional<int64_t> inner = shape.getKnownInner())
    os << "_row" << *inner;
  else if (shape.hasLongRows)
    os << "_rows";
  if (isConstantIntValue(shape.outer, 1))
    os << "_flat";
  if (shape.counts)
    os << "_by_" << getCountsKind(*shape.counts) << "_block" << shape.block;
  if (shape.count)
    os << "_same";
  else if (isStrided(shape.offsets))
    os << "_strided";
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

/// The values of `shape` that are operands of its kernels.
static SmallVector<Value *> getFields(SegmentReduction &shape) {
  SmallVector<Value *> fields = {&shape.source, &shape.dest, &shape.slices,
                                 &shape.segments,
                                 shape.count ? &shape.count : &shape.offsets};
  if (shape.counts)
    fields.push_back(&shape.counts->repeats);
  if (!isConstantIntValue(shape.outer, 1))
    fields.push_back(&shape.outer);
  if (!shape.getKnownInner())
    fields.push_back(&shape.inner);
  return fields;
}

static SmallVector<Value> getOperands(const SegmentReduction &shape) {
  SegmentReduction fields = shape;
  return llvm::map_to_vector(getFields(fields),
                             [](Value *field) { return *field; });
}

/// `shape` as a kernel with `operands` sees it.
static SegmentReduction withOperands(VectorEmitter &e,
                                     const SegmentReduction &shape,
                                     ValueRange operands) {
  SegmentReduction result = shape;
  for (auto [field, operand] : llvm::zip_equal(getFields(result), operands))
    *field = operand;
  // Constants have to be those of the kernel.
  if (isConstantIntValue(shape.outer, 1))
    result.outer = e.index(1);
  if (std::optional<int64_t> inner = shape.getKnownInner())
    result.inner = e.index(*inner);
  if (result.counts)
    result.counts->rebuild(e, result.segments);
  return result;
}

void rint::callSegmentKernel(
    VectorEmitter &e, StringRef strategy, const SegmentReduction &shape,
    const SegmentRange &part,
    function_ref<void(VectorEmitter &, const SegmentReduction &,
                      const SegmentRange &)>
        build) {
  SmallVector<Value> operands = {part.first, part.last, part.outer};
  llvm::append_range(operands, ::getOperands(shape));
  e.kernels.call(
      e, ::getKernelName(strategy, shape), operands,
      [&](VectorEmitter &e, ValueRange arguments) {
        SegmentRange callee{arguments[0], arguments[1], arguments[2]};
        build(e, ::withOperands(e, shape, arguments.drop_front(3)), callee);
        return SmallVector<Value>();
      });
}

//===----------------------------------------------------------------------===//
// The whole reduction
//===----------------------------------------------------------------------===//

/// Reduces what the pieces of work from `begin` to `end` are, of `size` for
/// each of the `outer` results.
static void buildRange(VectorEmitter &e, const SegmentReduction &shape,
                       Value size, Value begin, Value end) {
  Value zero = e.index(0), divisor = e.max(size, e.index(1));
  e.forRange(e.div(begin, divisor), e.ceilDiv(end, divisor), [&](Value outer) {
    Value base = e.mul(outer, size);
    Value first = e.max(e.sub(begin, base), zero);
    Value last = e.min(e.sub(end, base), size);
    SegmentRange part{buildSearch(e, shape, first), buildSearch(e, shape, last),
                      outer};
    buildSegments(e, shape, part);
  });
}

static void buildReduction(VectorEmitter &e, const SegmentReduction &shape) {
  Value rows = e.add(shape.slices, shape.segments);
  Value work = e.mul(shape.outer, rows);
  Value bytes = e.mul(e.mul(work, shape.inner), shape.bits / 8);
  Value isEmpty = e.isEqual(shape.inner, e.index(0));
  work = e.select(isEmpty, e.index(0), work);
  buildThreads(e, work, e.index(1), bytes, [&](Value begin, Value count) {
    buildRange(e, shape, rows, begin, e.add(begin, count));
  });
}

void rint::callReduceKernel(VectorEmitter &e, const SegmentReduction &shape) {
  e.kernels.call(e, ::getKernelName("reduce", shape), ::getOperands(shape),
                 [&](VectorEmitter &e, ValueRange operands) {
                   buildReduction(e, ::withOperands(e, shape, operands));
                   return SmallVector<Value>();
                 });
}
