//===- Repeat.cpp - Choice of kernels, threads and stores -------*- C++ -*-===//

#include "Permutation.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

namespace {

/// The kernels that may serve a piece.
struct Choice {
  Choice(Emitter &e, const Piece &piece,
         const ConvertRintToVectorPassOptions &options) {
    if (std::optional<int64_t> known = getConstantIntValue(piece.inner))
      inner = *known;
    std::optional<int64_t> r = getConstantIntValue(piece.r);
    bool isOneRow = isConstantIntValue(piece.n, 1);
    isTile = isOneRow && isTileable(inner, piece.bits);
    if (isTile)
      return;
    bool isOneElement = isOneRow && inner == 1;
    auto consider = [&](int64_t count) {
      if (inner > 0 && !isOneElement && isShuffleable(count, inner, piece.bits))
        shuffles.push_back(count);
    };
    // A narrow element needs more copies to fill a store, unless permutations
    // of whole vectors serve all the other counts alike.
    bool needsMore = piece.bits <= 16 && options.permuteBytes < kVectorBytes;
    if (r)
      consider(*r);
    else
      for (int64_t count : llvm::seq_inclusive(1, needsMore ? 8 : 4))
        consider(count);
    hasDefault = !r || shuffles.empty();
    if (!hasDefault || !Permutation::isCandidate(piece, options))
      return;
    int64_t most = shuffles.empty() ? 0 : shuffles.back();
    Value isOther = e.isLess(e.index(most), piece.r);
    permutation.emplace(e, piece, isOther, options);
  }

  /// The size of a row, or 0 if it is not known.
  int64_t inner = 0;
  /// Whether there is one short row.
  bool isTile = false;
  /// Counts that have a shuffle of their own.
  SmallVector<int64_t> shuffles;
  /// Whether there may be other counts.
  bool hasDefault = true;
  /// What may serve them.
  std::optional<Permutation> permutation;
};

} // namespace

static void buildDefault(Emitter &e, const Piece &piece, const Choice &choice,
                         Value thread) {
  auto build = [&] {
    if (choice.inner == 1)
      // Permutations leave short runs only where there are few.
      buildRuns(e, piece, /*hasShortRuns=*/!choice.permutation);
    else
      buildRows(e, piece);
  };
  if (!choice.permutation)
    return build();
  e.ifElse(
      choice.permutation->isUsed,
      [&] { choice.permutation->build(e, piece, thread); }, build);
}

/// Picks the kernel by what is known of the shape; a count that is not known
/// picks among several at run time.
static void buildPiece(Emitter &e, const Piece &piece, const Choice &choice,
                       Value thread) {
  if (choice.isTile)
    return buildTile(e, piece, choice.inner);
  if (!choice.hasDefault)
    return buildShuffle(e, piece, choice.shuffles[0], choice.inner);
  if (choice.shuffles.empty())
    return buildDefault(e, piece, choice, thread);
  auto branch = scf::IndexSwitchOp::create(
      e, TypeRange(), piece.r, choice.shuffles, choice.shuffles.size());
  auto buildCase = [&](Region &region, function_ref<void()> body) {
    OpBuilder::InsertionGuard guard(e);
    e.createBlock(&region);
    body();
    scf::YieldOp::create(e);
  };
  buildCase(branch.getDefaultRegion(),
            [&] { buildDefault(e, piece, choice, thread); });
  for (auto [count, region] :
       llvm::zip_equal(choice.shuffles, branch.getCaseRegions()))
    buildCase(region, [&, count = count] {
      buildShuffle(e, piece, count, choice.inner);
    });
}

/// Whether all vectors that the kernel for `piece` stores are aligned if the
/// first is.
static Value buildIsAligned(Emitter &e, const Piece &piece,
                            const Choice &choice) {
  Value always = arith::ConstantIntOp::create(e, 1, 1);
  if (choice.isTile || !choice.hasDefault)
    return always;
  Value size = choice.inner == 1 ? piece.r : piece.inner;
  Value rest = e.createOrFold<arith::RemUIOp>(size, e.index(piece.getLanes()));
  Value isAligned = e.isEqual(rest, e.index(0));
  if (choice.permutation)
    isAligned = e.either(choice.permutation->isUsed, isAligned);
  if (choice.shuffles.empty())
    return isAligned;
  Value isShuffled =
      e.both(e.isLess(e.index(0), piece.r),
             e.isAtLeast(e.index(choice.shuffles.back()), piece.r));
  return e.select(isShuffled, always, isAligned);
}

//===----------------------------------------------------------------------===//
// Stores past the caches
//===----------------------------------------------------------------------===//

namespace {

/// The parts that a piece is cut into: rows, or the copies of its one row.
struct Parts {
  Parts(Emitter &e, const Piece &piece)
      : areCopies(isConstantIntValue(piece.n, 1)),
        count(areCopies ? piece.r : piece.n),
        size(areCopies ? piece.inner : piece.getUnit(e)) {}

  Piece slice(Emitter &e, const Piece &piece, Value begin, Value count) const {
    return areCopies ? piece.sliceCopies(e, begin, count)
                     : piece.slice(e, begin, count);
  }

  bool areCopies;
  /// How many parts there are, and the elements of the result in each.
  Value count, size;
};

} // namespace

/// How many parts fill a whole number of vectors, at least.
static Value buildGrain(Emitter &e, const Piece &piece, const Parts &parts) {
  Value lanes = e.index(piece.getLanes());
  // The largest power of two that divides the size, cut to the lanes.
  Value negated = e.sub(e.index(0), parts.size);
  Value lowest = e.createOrFold<arith::AndIOp>(parts.size, negated);
  Value isEmpty = e.isEqual(parts.size, e.index(0));
  lowest = e.select(isEmpty, lanes, e.min(lowest, lanes));
  return e.div(lanes, lowest);
}

void rint::buildFlush(Emitter &e, const Piece &piece, Value staging,
                      Value stagingBegin, Value begin, Value size) {
  Value zero = e.index(0), lanes = e.index(piece.getLanes());
  Value whole = e.mul(e.div(size, lanes), lanes);
  e.forRange(zero, whole, lanes, [&](Value at) {
    Value vector = e.loadVector(staging, e.add(stagingBegin, at),
                                piece.getLanes(), kVectorBytes);
    e.streamVector(vector, piece.dest, e.add(begin, at));
  });
  e.forRange(whole, size, [&](Value at) {
    Value element = e.load(staging, e.add(stagingBegin, at), piece.align);
    e.store(element, piece.dest, e.add(begin, at), piece.align);
  });
}

Value rint::buildStaging(Emitter &e, const Piece &piece, int64_t bytes) {
  return e.stackBuffer(bytes / piece.getBytes(), e.getIntegerType(piece.bits));
}

/// Builds `piece` with stores past the caches if `isLarge`: directly where all
/// of them are aligned, else group by group through `staging`.
static void buildStreamed(Emitter &e, const Piece &piece, const Choice &choice,
                          Value isLarge, Value staging, Value thread) {
  Parts parts(e, piece);
  Value stagingBegin = e.mul(thread, kStagingBytes / piece.getBytes());
  Value zero = e.index(0), one = e.index(1);
  Value streams = e.both(isLarge, buildStartsAligned(e, piece));
  Value isAligned = buildIsAligned(e, piece, choice);
  Piece direct = piece;
  direct.streams = e.both(streams, isAligned);

  Value grain = buildGrain(e, piece, parts);
  Value grainSize = e.max(e.mul(grain, parts.size), one);
  Value room = e.div(e.index(kStagingBytes / piece.getBytes()), grainSize);
  Value isStaged =
      e.both(e.both(streams, e.negate(isAligned)), e.isLess(zero, room));
  Value group = e.select(isStaged, e.mul(grain, room), parts.count);
  direct.dest = e.select(isStaged, staging, piece.dest);
  // All shuffles are aligned.
  if (getConstantCondition(isAligned) == true)
    return buildPiece(e, direct, choice, thread);
  e.forRange(zero, parts.count, e.max(group, one), [&](Value begin) {
    Value count = e.min(group, e.sub(parts.count, begin));
    Piece part = parts.slice(e, direct, begin, count);
    Value to = part.destBegin;
    part.destBegin = e.select(isStaged, stagingBegin, to);
    // The copies of one row are the same in every group.
    if (parts.areCopies) {
      Value isMade = e.both(isStaged, e.isLess(zero, begin));
      e.ifElse(e.negate(isMade), [&] { buildPiece(e, part, choice, thread); });
    } else {
      buildPiece(e, part, choice, thread);
    }
    e.ifElse(isStaged, [&] {
      buildFlush(e, piece, staging, stagingBegin, to, e.mul(count, parts.size));
    });
  });
}

//===----------------------------------------------------------------------===//
// The whole copy
//===----------------------------------------------------------------------===//

/// Goes through the parts from `begin` on, `count` of them, where each of the
/// pieces has as many as `parts`.
static void buildParts(Emitter &e, const Pieces &pieces, const Parts &parts,
                       Value begin, Value count,
                       function_ref<void(const Piece &)> body) {
  Value zero = e.index(0), end = e.add(begin, count);
  if (isConstantIntValue(pieces.count, 1))
    return body(parts.slice(e, pieces.get(zero), begin, count));
  Value each = e.max(parts.count, e.index(1));
  e.forRange(e.div(begin, each), e.ceilDiv(end, each), [&](Value i) {
    Value base = e.mul(i, each);
    Value first = e.max(e.sub(begin, base), zero);
    Value last = e.min(e.sub(end, base), parts.count);
    body(parts.slice(e, pieces.get(i), first, e.sub(last, first)));
  });
}

void rint::buildRepeat(Emitter &e, const Pieces &pieces,
                       const ConvertRintToVectorPassOptions &options) {
  Piece piece = pieces.get(e.index(0));
  Parts parts(e, piece);
  Choice choice(e, piece, options);
  Value all = e.mul(pieces.count, parts.count);
  Value bytes = e.mul(e.mul(all, parts.size), piece.getBytes());
  Value isLarge = buildIsLarge(e, bytes, options);
  bool mayStream = getConstantCondition(isLarge) != false;
  Value staging;
  if (mayStream)
    staging = buildStaging(e, piece, options.threads * kStagingBytes);
  Value grain = buildGrain(e, piece, parts);
  buildThreads(
      e, all, grain, bytes, options,
      [&](Value begin, Value count, Value thread) {
        buildParts(e, pieces, parts, begin, count, [&](const Piece &part) {
          if (mayStream)
            buildStreamed(e, part, choice, isLarge, staging, thread);
          else
            buildPiece(e, part, choice, thread);
        });
        if (mayStream)
          buildFence(e, isLarge);
      });
}
