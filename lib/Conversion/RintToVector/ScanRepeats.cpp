//===- ScanRepeats.cpp - Sums of blocks of counts ---------------*- C++ -*-===//

#include "../Utils/Counts.h"
#include "../Utils/Words.h"
#include "Lowerings.h"
#include "Threads.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/TypeUtilities.h"
#include "rint/Dialect/Rint/IR/ElementTypes.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

/// Counts that are added up at once.
static constexpr int64_t kCounts = 16;

/// The largest blocks whose sum cannot overflow where no count reaches
/// 2^kSmallBits.
static constexpr int64_t kSmallBits = 48;
static constexpr int64_t kMaxBlock = int64_t(1) << 14;

/// Counts below this are packed, in blocks of at most as many slices for each
/// copy.
static constexpr int64_t kPackedLimit = 4;
static constexpr int64_t kSparse = 8;

/// Slices up to which the counts are added up one by one.
static constexpr int64_t kMostTiny = 32;

namespace {

/// A vector of repeats, and where the offsets of its blocks go.
struct BlockScan {
  Type getType() const {
    return cast<MemRefType>(counts.repeats.getType()).getElementType();
  }

  /// Whether the counts can be loaded as vectors of integers.
  bool isVectorizable() const {
    int64_t width = getCountWidth(getType());
    return width >= 8 && width <= 64 && llvm::isPowerOf2_64(width) &&
           isContiguous(counts.repeats) && block <= kMaxBlock &&
           (!isPacked || isContiguous(init));
  }

  /// Builds where the packed counts of `block` are in `init`.
  Value getPacked(VectorEmitter &e, Value block) const {
    return getPackedCounts(e, e.ceilDiv(slices, e.index(this->block)), block,
                           slices, this->block);
  }

  Counts counts;
  Value slices, init;
  int64_t block;
  /// Whether `init` has room for packed counts.
  bool isPacked;
};

} // namespace

/// Whether counts of `bits` are below `limit`, a power of two, and none is
/// negative.
static Value buildIsBelow(VectorEmitter &e, Value bits, int64_t limit) {
  return e.createOrFold<arith::CmpIOp>(arith::CmpIPredicate::ult, bits,
                                       e.index(limit));
}

/// Whether the sum of a block of counts of `bits` cannot overflow, and none is
/// negative.
static Value buildIsSmall(VectorEmitter &e, Value bits) {
  return buildIsBelow(e, bits, int64_t(1) << kSmallBits);
}

/// Loads `kCounts` counts from `at` on, in 64 bits.
static Value loadCounts(VectorEmitter &e, const BlockScan &scan, Value at) {
  Type type = scan.getType();
  Words words = *getWords(type);
  auto wide = VectorType::get({kCounts}, e.getI64Type());
  Value counts = buildFlatView(e, scan.counts.repeats, words);
  Value vector = e.loadVector(counts, at, kCounts, words.align);
  if (words.bits == 64)
    return vector;
  if (isUnsignedCount(type))
    return arith::ExtUIOp::create(e, wide, vector);
  return arith::ExtSIOp::create(e, wide, vector);
}

/// The sum from `begin` to `end`, a multiple of the vector away, and what bits
/// any count has.
static std::pair<Value, Value> buildVectorSum(VectorEmitter &e,
                                              const BlockScan &scan,
                                              Value begin, Value end) {
  auto wide = VectorType::get({kCounts}, e.getI64Type());
  Value zeros = arith::ConstantOp::create(e, e.getZeroAttr(wide));
  SmallVector<Value> sums =
      e.forRange(begin, end, e.index(kCounts), ValueRange{zeros, zeros},
                 [&](Value i, ValueRange state) -> SmallVector<Value> {
                   auto [sum, bits] = std::pair(state[0], state[1]);
                   Value counts = loadCounts(e, scan, i);
                   return {arith::AddIOp::create(e, sum, counts),
                           arith::OrIOp::create(e, bits, counts)};
                 });
  auto reduce = [&](vector::CombiningKind kind, Value vector) -> Value {
    return arith::IndexCastOp::create(
        e, e.getIndexType(), vector::ReductionOp::create(e, kind, vector));
  };
  return {reduce(vector::CombiningKind::ADD, sums[0]),
          reduce(vector::CombiningKind::OR, sums[1])};
}

//===----------------------------------------------------------------------===//
// Packed counts
//===----------------------------------------------------------------------===//

/// Stores the two lowest bits of each of `counts` as the word `at` of `init`,
/// in words of as many bits.
static void buildPackedWord(VectorEmitter &e, const BlockScan &scan,
                            Value counts, Value at) {
  auto type = cast<VectorType>(counts.getType());
  auto shifts =
      llvm::map_to_vector(llvm::seq(kCounts), [](int64_t i) { return 2 * i; });
  Value by = arith::ConstantOp::create(
      e, DenseElementsAttr::get(type, ArrayRef<int64_t>(shifts)));
  Value bits = vector::ReductionOp::create(
      e, vector::CombiningKind::OR, arith::ShLIOp::create(e, counts, by));
  Words words{/*bits=*/2 * kCounts, /*perElement=*/64 / (2 * kCounts),
              /*align=*/2 * kCounts / 8};
  bits = arith::TruncIOp::create(e, e.getIntegerType(words.bits), bits);
  e.store(bits, buildFlatView(e, scan.init, words), at, words.align);
}

/// Packs the counts from `begin` to `end`, of which the sum and the bits are
/// known, at `packed` if they are small enough, and not nearly all 0: a copy
/// skips blocks without runs.
static void buildPackedCounts(VectorEmitter &e, const BlockScan &scan,
                              Value begin, Value end, Value sum, Value bits,
                              Value packed) {
  Value isWorth = e.isAtLeast(e.mul(sum, kSparse), e.sub(end, begin));
  Value arePacked = e.both(e.both(scan.counts.isVector, isWorth),
                           buildIsBelow(e, bits, kPackedLimit));
  Value flag = e.select(arePacked, e.index(1), e.index(0));
  memref::StoreOp::create(e, flag, scan.init, packed);
  e.ifElse(arePacked, [&] {
    Value words = e.mul(e.add(packed, 1), kPackedCounts / kCounts);
    e.forRange(begin, end, e.index(kCounts), [&](Value i) {
      Value word = e.div(e.sub(i, begin), e.index(kCounts));
      buildPackedWord(e, scan, loadCounts(e, scan, i), e.add(words, word));
    });
  });
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

/// The sum of the counts from `begin` to `end`, or -1 if one is negative or the
/// sum exceeds 63 bits. What can be packed is, at `packed`.
static Value buildBlockSum(VectorEmitter &e, const BlockScan &scan, Value begin,
                           Value end, Value packed) {
  const Counts &counts = scan.counts;
  Value zero = e.index(0);
  auto buildScalar = [&](Value from, Value sum) {
    return e.forRange(
        from, end, ValueRange{sum},
        [&](Value i, ValueRange sum) -> SmallVector<Value> {
          return {buildAddCount(e, e.getLoc(), sum[0], counts.load(e, i))};
        })[0];
  };
  if (!scan.isVectorizable()) {
    if (packed)
      memref::StoreOp::create(e, zero, scan.init, packed);
    return buildScalar(begin, zero);
  }
  Value step = e.index(kCounts), size = e.sub(end, begin);
  Value whole = e.mul(e.div(size, step), step);
  whole = e.select(counts.isVector, whole, zero);
  auto [sum, bits] = buildVectorSum(e, scan, begin, e.add(begin, whole));
  if (packed)
    buildPackedCounts(e, scan, begin, e.add(begin, whole), sum, bits, packed);
  // One count that serves all slices is not added up, but multiplied.
  Value first = buildCountAsIndex(e, e.getLoc(), counts.loadOwn(e, zero));
  Value isSmall = buildIsSmall(e, e.select(counts.isVector, bits, first));
  sum = e.select(counts.isVector, sum, e.mul(first, size));
  Value behind = e.select(counts.isVector, e.add(begin, whole), end);
  // Where counts are large or negative, each is looked at.
  return buildScalar(e.select(isSmall, behind, begin),
                     e.select(isSmall, sum, zero));
}

/// The same as `buildScan` of at most one block of a few slices.
static void buildTinyScan(VectorEmitter &e, const BlockScan &scan) {
  Value zero = e.index(0), one = e.index(1);
  Value sum = e.forRange(zero, scan.slices, ValueRange{zero},
                         [&](Value i, ValueRange sum) -> SmallVector<Value> {
                           Value count = scan.counts.load(e, i);
                           return {buildAddCount(e, e.getLoc(), sum[0], count)};
                         })[0];
  memref::StoreOp::create(e, zero, scan.init, zero);
  e.ifElse(e.isLess(zero, scan.slices), [&] {
    memref::StoreOp::create(e, sum, scan.init, one);
    if (scan.isPacked)
      memref::StoreOp::create(e, zero, scan.init, scan.getPacked(e, zero));
  });
}

/// Builds the body of the kernel: the sum of each block, behind the place of
/// its offset, and then those offsets.
static void buildScan(VectorEmitter &e, const BlockScan &scan) {
  Value zero = e.index(0), one = e.index(1), bad = e.index(-1);
  Value size = e.index(scan.block), blocks = e.ceilDiv(scan.slices, size);
  int64_t countBytes = llvm::divideCeil(getCountWidth(scan.getType()), 8);
  Value bytes = e.mul(e.mul(scan.slices, scan.counts.step), countBytes);
  buildThreads(e, blocks, one, bytes, [&](Value first, Value count) {
    e.forRange(first, e.add(first, count), [&](Value block) {
      Value begin = e.mul(block, size);
      Value end = e.min(e.add(begin, size), scan.slices);
      Value packed = scan.isPacked ? scan.getPacked(e, block) : Value();
      Value sum = buildBlockSum(e, scan, begin, end, packed);
      memref::StoreOp::create(e, sum, scan.init, e.add(block, one));
    });
  });
  memref::StoreOp::create(e, zero, scan.init, zero);
  e.forRange(one, e.add(blocks, one), ValueRange{zero},
             [&](Value at, ValueRange state) -> SmallVector<Value> {
               Value offset = state[0];
               Value own = memref::LoadOp::create(e, scan.init, at);
               Value next = e.add(offset, own);
               Value isBad =
                   e.either(e.isLess(offset, zero), e.isLess(own, zero));
               isBad = e.either(isBad, e.isLess(next, zero));
               next = e.select(isBad, bad, next);
               memref::StoreOp::create(e, next, scan.init, at);
               return {next};
             });
}

/// Calls the kernel `name` for `caller`. `build` builds the body for what the
/// kernel sees of it.
static void
callScan(VectorEmitter &e, const BlockScan &caller, StringRef name,
         function_ref<void(VectorEmitter &, const BlockScan &)> build) {
  std::string kind = "_" + getCountsKind(caller.counts) + "_block" +
                     std::to_string(caller.block) +
                     (caller.isPacked ? "_packed" : "") +
                     (isStrided(caller.init) ? "_strided" : "");
  e.kernels.call(e, name + kind,
                 {caller.counts.repeats, caller.slices, caller.init},
                 [&](VectorEmitter &e, ValueRange operands) {
                   BlockScan callee = caller;
                   callee.counts.repeats = operands[0];
                   callee.slices = operands[1];
                   callee.init = operands[2];
                   callee.counts.rebuild(e, callee.slices);
                   build(e, callee);
                   return SmallVector<Value>();
                 });
}

LogicalResult rint::lowerScanRepeats(ScanRepeatsOp op, RewriterBase &rewriter,
                                     KernelLibrary &kernels) {
  if (!op.hasPureBufferSemantics() || !op.getBlock())
    return rewriter.notifyMatchFailure(op, "expected blocks in buffers");
  for (Value buffer : {op.getRepeats(), op.getInit()}) {
    auto type = cast<MemRefType>(buffer.getType());
    if (!type.isStrided() || type.getMemorySpace())
      return rewriter.notifyMatchFailure(op, "expected strided buffers");
  }
  VectorEmitter e(op.getLoc(), rewriter, kernels);
  BlockScan caller{Counts(e, op.getRepeats(), op.getSlices()), op.getSlices(),
                   buildUnsized(e, op.getInit()), int64_t(*op.getBlock()),
                   op.getPacked()};
  caller.counts.repeats = buildUnsized(e, op.getRepeats());
  callScan(
      e, caller, "rint_scan", [&](VectorEmitter &e, const BlockScan &scan) {
        // A kernel of its own, so that this one stays small.
        e.ifElse(
            e.isAtLeast(e.index(std::min(kMostTiny, scan.block)), scan.slices),
            [&] { buildTinyScan(e, scan); },
            [&] { callScan(e, scan, "rint_scan_blocks", buildScan); });
      });
  rewriter.eraseOp(op);
  return success();
}
