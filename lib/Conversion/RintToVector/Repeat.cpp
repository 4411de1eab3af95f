//===- Repeat.cpp - A whole copy with one count -----------------*- C++ -*-===//

#include "Repeat.h"

#include "KernelLibrary.h"
#include "Kernels/Permute.h"
#include "Strategies.h"
#include "Streaming.h"
#include "Threads.h"

#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::rint;

std::optional<int64_t> rint::getKnownSize(const DimGroup &group) {
  if (!group.isKnown)
    return std::nullopt;
  return getConstantIntValue(group.size);
}

//===----------------------------------------------------------------------===//
// Copies side by side
//===----------------------------------------------------------------------===//

namespace {

/// A repeat as copies of one shape, side by side in the destination.
struct CopyGrid {
  CopyGrid(VectorEmitter &e, const Repeat &repeat);

  /// The copy number `i`.
  Copy get(VectorEmitter &e, Value i) const;

  Copy first;
  /// The dimensions around a copy, and how many copies they make.
  SmallVector<DimGroup> outer;
  Value count;
};

/// The parts that a copy is cut into: rows, or the copies of its one row.
struct CopyParts {
  CopyParts(VectorEmitter &e, const Copy &copy)
      : areCopies(copy.isOneRow()), count(areCopies ? copy.r : copy.n),
        size(areCopies ? copy.inner : copy.getUnit(e)) {}

  Copy slice(VectorEmitter &e, const Copy &copy, Value begin,
             Value count) const {
    return areCopies ? copy.sliceCopies(e, begin, count)
                     : copy.slice(e, begin, count);
  }

  /// How many parts fill a whole number of vectors, at least.
  Value buildGrain(VectorEmitter &e, const Copy &copy) const;

  bool areCopies;
  /// How many parts there are, and the words of the result in each.
  Value count, size;
};

} // namespace

CopyGrid::CopyGrid(VectorEmitter &e, const Repeat &repeat)
    : outer(repeat.groups) {
  first.source = repeat.source;
  first.dest = repeat.dest;
  first.bits = repeat.bits;
  first.align = repeat.align;
  first.sourceBegin = first.destBegin = e.index(0);
  // The last three groups are rows, their copies and the words of a row.
  auto take = [&](bool isAdded) {
    if (!outer.empty() && outer.back().isAdded == isAdded)
      return outer.pop_back_val();
    return DimGroup{isAdded, e.index(1)};
  };
  DimGroup inner = take(/*isAdded=*/false), r = take(/*isAdded=*/true);
  first.inner = inner.size;
  first.leastInner = inner.least;
  first.hasWholeRows = inner.isWhole;
  first.r = r.size;
  first.leastR = r.least;
  first.n = take(/*isAdded=*/false).size;
  count = e.index(1);
  for (const DimGroup &group : outer)
    count = e.mul(count, group.size);
}

Copy CopyGrid::get(VectorEmitter &e, Value i) const {
  Copy copy = first;
  Value size = e.mul(copy.n, copy.inner);
  copy.destBegin = e.add(first.destBegin, e.mul(i, e.mul(size, copy.r)));
  // From the innermost group on, as the digits of a number.
  for (const DimGroup &group : llvm::reverse(outer)) {
    bool isOutermost = &group == outer.begin();
    Value extent = e.max(group.size, e.index(1));
    if (!group.isAdded) {
      Value digit = isOutermost ? i : e.rem(i, extent);
      copy.sourceBegin = e.add(copy.sourceBegin, e.mul(digit, size));
      size = e.mul(size, group.size);
    }
    if (!isOutermost)
      i = e.div(i, extent);
  }
  return copy;
}

Value CopyParts::buildGrain(VectorEmitter &e, const Copy &copy) const {
  Value lanes = e.index(copy.getLanes()), zero = e.index(0);
  // The largest power of two that divides the size, cut to the lanes.
  Value lowest = e.createOrFold<arith::AndIOp>(size, e.sub(zero, size));
  Value isEmpty = e.isEqual(size, zero);
  lowest = e.select(isEmpty, lanes, e.min(lowest, lanes));
  return e.div(lanes, lowest);
}

//===----------------------------------------------------------------------===//
// Stores past the caches
//===----------------------------------------------------------------------===//

/// Writes `copy` past the caches if `isLarge`: directly where all vectors are
/// aligned, else group by group of its parts through `staging`.
static void buildStreamed(VectorEmitter &e, const Copy &copy, Value isLarge,
                          Value staging) {
  CopyParts parts(e, copy);
  CopyChoice choice(e, copy);
  Value zero = e.index(0), one = e.index(1);
  Value streams = e.both(isLarge, copy.buildStartsAligned(e));
  Value isAligned = choice.buildIsAligned(e, copy);
  Copy direct = copy;
  direct.streams = e.both(streams, isAligned);
  if (getConstantCondition(isAligned) == true)
    return choice.build(e, direct);

  Value grain = parts.buildGrain(e, copy);
  Value grainSize = e.max(e.mul(grain, parts.size), one);
  Value room = e.div(e.index(kStagingBytes / copy.getBytes()), grainSize);
  Value isStaged =
      e.both(e.both(streams, e.negate(isAligned)), e.isLess(zero, room));
  Value group = e.select(isStaged, e.mul(grain, room), parts.count);
  direct.dest = e.select(isStaged, staging, copy.dest);
  e.forRange(zero, parts.count, e.max(group, one), [&](Value begin) {
    Value count = e.min(group, e.sub(parts.count, begin));
    Copy part = parts.slice(e, direct, begin, count);
    Value to = part.destBegin;
    part.destBegin = e.select(isStaged, zero, to);
    // The copies of one row are the same in every group.
    Value isMade = parts.areCopies
                       ? e.both(isStaged, e.isLess(zero, begin))
                       : Value(arith::ConstantIntOp::create(e, 0, 1));
    e.ifElse(e.negate(isMade), [&] { CopyChoice(e, part).build(e, part); });
    e.ifElse(isStaged, [&] {
      buildFlush(e, copy, staging, zero, to, e.mul(count, parts.size));
    });
  });
}

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

static std::string getRepeatName(StringRef prefix, const Repeat &repeat) {
  std::string name;
  llvm::raw_string_ostream os(name);
  os << prefix << "_i" << repeat.bits;
  if (repeat.align != repeat.bits / 8)
    os << "_align" << repeat.align;
  // The dimensions, from the outermost on: n is read, r is copied.
  for (const DimGroup &group : repeat.groups) {
    os << (group.isAdded ? "_r" : "_n");
    if (std::optional<int64_t> size = getKnownSize(group))
      os << *size;
    else if (group.least > 0)
      os << "_least" << group.least;
    if (group.isWhole)
      os << "_whole";
  }
  if (repeat.isSmall)
    os << "_small";
  return name;
}

/// The values of `repeat` that are operands of its kernels.
static SmallVector<Value *> getFields(Repeat &repeat) {
  SmallVector<Value *> fields = {&repeat.source, &repeat.dest};
  for (DimGroup &group : repeat.groups)
    if (!getKnownSize(group))
      fields.push_back(&group.size);
  return fields;
}

/// `repeat` as a kernel sees it.
static Repeat asCallee(VectorEmitter &e, const Repeat &repeat,
                       ValueRange operands) {
  Repeat result = repeat;
  for (auto [field, operand] : llvm::zip_equal(getFields(result), operands))
    *field = operand;
  for (DimGroup &group : result.groups)
    if (std::optional<int64_t> size = getKnownSize(group))
      group.size = e.index(*size);
  return result;
}

namespace {

/// What a kernel that writes some of the parts of all copies is told besides
/// the copies themselves.
struct PartRange {
  /// The first part and how many.
  Value begin, count;
  /// Whether the whole result is stored past the caches. Null if it never is.
  Value isLarge;
  std::optional<PermutationMasks> masks;

  SmallVector<Value *> getFields() {
    SmallVector<Value *> fields = {&begin, &count};
    if (isLarge)
      fields.push_back(&isLarge);
    if (masks)
      llvm::append_values(fields, &masks->masks, &masks->origins,
                          &masks->period, &masks->advance, &masks->areMade);
    return fields;
  }
};

} // namespace

/// Writes the parts of `range`, counted through all copies.
static void buildParts(VectorEmitter &e, const Repeat &repeat,
                       const PartRange &range) {
  CopyGrid grid(e, repeat);
  grid.first.masks = range.masks;
  CopyParts parts(e, grid.first);
  Value staging;
  if (range.isLarge)
    staging = buildStaging(e, grid.first, kStagingBytes);
  auto buildCopy = [&](const Copy &copy) {
    if (range.isLarge)
      buildStreamed(e, copy, range.isLarge, staging);
    else
      CopyChoice(e, copy).build(e, copy);
  };
  Value zero = e.index(0), end = e.add(range.begin, range.count);
  if (isConstantIntValue(grid.count, 1)) {
    buildCopy(parts.slice(e, grid.get(e, zero), range.begin, range.count));
  } else {
    Value each = e.max(parts.count, e.index(1));
    e.forRange(e.div(range.begin, each), e.ceilDiv(end, each), [&](Value i) {
      Value base = e.mul(i, each);
      Value first = e.max(e.sub(range.begin, base), zero);
      Value last = e.min(e.sub(end, base), parts.count);
      buildCopy(parts.slice(e, grid.get(e, i), first, e.sub(last, first)));
    });
  }
  if (range.isLarge)
    buildFence(e, range.isLarge);
}

/// Calls the kernel that writes the parts of `range`.
static void callParts(VectorEmitter &e, const Repeat &repeat,
                      const PartRange &range) {
  Repeat caller = repeat;
  PartRange part = range;
  SmallVector<Value> operands;
  for (Value *field : getFields(caller))
    operands.push_back(*field);
  size_t numShared = operands.size();
  for (Value *field : part.getFields())
    operands.push_back(*field);
  e.kernels.call(
      e, getRepeatName("rint_repeat_part", repeat), operands,
      [&](VectorEmitter &e, ValueRange arguments) {
        PartRange callee = range;
        for (auto [field, argument] : llvm::zip_equal(
                 callee.getFields(), arguments.drop_front(numShared)))
          *field = argument;
        buildParts(e, asCallee(e, repeat, arguments.take_front(numShared)),
                   callee);
        return SmallVector<Value>();
      });
}

/// Builds the body of the kernel that writes all of `repeat`.
static void buildAll(VectorEmitter &e, const Repeat &repeat) {
  CopyGrid grid(e, repeat);
  CopyParts parts(e, grid.first);
  Value all = e.mul(grid.count, parts.count);
  Value bytes = e.mul(e.mul(all, parts.size), repeat.bits / 8);
  PartRange range;
  range.masks = buildPermutationMasks(e, grid.first);
  Value isLarge = buildIsLarge(e, bytes);
  if (!repeat.isSmall && getConstantCondition(isLarge) != false)
    range.isLarge = isLarge;
  bool isThreaded = !repeat.isSmall && e.kernels.options.threads > 1;
  auto build = [&](Value begin, Value count) {
    range.begin = begin;
    range.count = count;
    if (isThreaded)
      callParts(e, repeat, range);
    else
      buildParts(e, repeat, range);
  };
  if (isThreaded)
    buildThreads(e, all, parts.buildGrain(e, grid.first), bytes, build);
  else
    build(e.index(0), all);
}

void rint::buildRepeat(VectorEmitter &e, const Repeat &repeat) {
  Repeat caller = repeat;
  auto operands = llvm::map_to_vector(getFields(caller),
                                      [](Value *field) { return *field; });
  e.kernels.call(e, getRepeatName("rint_repeat", repeat), operands,
                 [&](VectorEmitter &e, ValueRange arguments) {
                   buildAll(e, asCallee(e, repeat, arguments));
                   return SmallVector<Value>();
                 });
}
