//===- ScanRepeats.cpp - Sums of blocks of counts ---------------*- C++ -*-===//

#include "Counts.h"
#include "Patterns.h"
#include "Piece.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "rint/Dialect/Rint/IR/Rint.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

/// Counts that are added up at once.
static constexpr int64_t kCounts = 16;

/// The largest blocks whose sum cannot overflow where no count reaches
/// 2^kSmallBits.
static constexpr int64_t kSmallBits = 48;
static constexpr int64_t kMaxBlock = int64_t(1) << 14;

namespace {

struct LowerScanRepeats final : OpRewritePattern<ScanRepeatsOp> {
  LowerScanRepeats(MLIRContext *context,
                   const ConvertRintToVectorPassOptions &options)
      : OpRewritePattern(context), options(options) {}

  LogicalResult matchAndRewrite(ScanRepeatsOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureBufferSemantics() || !op.getBlock())
      return failure();
    Emitter e(op.getLoc(), rewriter);
    Value zero = e.index(0), one = e.index(1), bad = e.index(-1);
    Value init = op.getInit();
    Value entries = e.createOrFold<memref::DimOp>(init, zero);
    Value blocks = e.sub(entries, one), size = e.index(*op.getBlock());
    Counts counts(e, op.getRepeats(), op.getSlices());

    // The sum of each block, behind the place of its offset, and then those.
    Value bytes = e.mul(e.mul(op.getSlices(), counts.step), getCountBytes(op));
    buildThreads(e, blocks, one, bytes, options,
                 [&](Value first, Value count, Value) {
                   e.forRange(first, e.add(first, count), [&](Value block) {
                     Value begin = e.mul(block, size);
                     Value end = e.min(e.add(begin, size), op.getSlices());
                     Value sum = buildBlockSum(e, op, counts, begin, end);
                     memref::StoreOp::create(e, sum, init, e.add(block, one));
                   });
                 });
    memref::StoreOp::create(e, zero, init, zero);
    e.forRange(one, entries, ValueRange{zero},
               [&](Value at, ValueRange offset) -> SmallVector<Value> {
                 Value own = memref::LoadOp::create(e, init, at);
                 Value next = e.add(offset[0], own);
                 Value isBad =
                     e.either(e.isLess(offset[0], zero), e.isLess(own, zero));
                 isBad = e.either(isBad, e.isLess(next, zero));
                 next = e.select(isBad, bad, next);
                 memref::StoreOp::create(e, next, init, at);
                 return {next};
               });
    rewriter.eraseOp(op);
    return success();
  }

private:
  static int64_t getCountBytes(ScanRepeatsOp op) {
    Type type = getElementTypeOrSelf(op.getRepeats().getType());
    return llvm::divideCeil(type.isIndex() ? 64 : type.getIntOrFloatBitWidth(),
                            8);
  }

  /// Whether the counts can be loaded as vectors of integers.
  static bool isVectorizable(ScanRepeatsOp op) {
    Type type = getElementTypeOrSelf(op.getRepeats().getType());
    unsigned width = type.isIndex() ? 64 : type.getIntOrFloatBitWidth();
    return width >= 8 && width <= 64 && llvm::isPowerOf2_32(width) &&
           isContiguous(op.getRepeats()) && *op.getBlock() <= kMaxBlock;
  }

  /// The sum of the counts from `begin` to `end`, or -1 if one is negative or
  /// the sum exceeds 63 bits.
  static Value buildBlockSum(Emitter &e, ScanRepeatsOp op, const Counts &counts,
                             Value begin, Value end) {
    Value zero = e.index(0);
    auto buildScalar = [&](Value from, Value sum) {
      return e.forRange(
          from, end, ValueRange{sum},
          [&](Value i, ValueRange sum) -> SmallVector<Value> {
            return {buildAddCount(e, e.getLoc(), sum[0], counts.load(e, i))};
          })[0];
    };
    if (!isVectorizable(op))
      return buildScalar(begin, zero);
    Value step = e.index(kCounts), size = e.sub(end, begin);
    Value whole = e.mul(e.div(size, step), step);
    whole = e.select(counts.isVector, whole, zero);
    auto [sum, isSmall] = buildVectorSum(e, op, begin, e.add(begin, whole));
    // One count that serves all slices is not added up, but multiplied.
    Value first = buildCountAsIndex(e, e.getLoc(), counts.loadOwn(e, zero));
    isSmall = e.select(counts.isVector, isSmall, buildIsSmall(e, first));
    sum = e.select(counts.isVector, sum, e.mul(first, size));
    Value behind = e.select(counts.isVector, e.add(begin, whole), end);
    // Where counts are large or negative, each is looked at.
    return buildScalar(e.select(isSmall, behind, begin),
                       e.select(isSmall, sum, zero));
  }

  /// Whether a block of counts of `bits` can't overflow, and none is negative.
  static Value buildIsSmall(Emitter &e, Value bits) {
    return e.createOrFold<arith::CmpIOp>(arith::CmpIPredicate::ult, bits,
                                         e.index(int64_t(1) << kSmallBits));
  }

  /// The sum from `begin` to `end`, a multiple of the vector away, and whether
  /// no count was negative or so large that the sum may overflow.
  static std::pair<Value, Value> buildVectorSum(Emitter &e, ScanRepeatsOp op,
                                                Value begin, Value end) {
    Type type = getElementTypeOrSelf(op.getRepeats().getType());
    Moved moved = *getMoved(type);
    Value words = buildFlatView(e, op.getRepeats(), moved);
    auto wide = VectorType::get({kCounts}, e.getI64Type());
    Value zeros = arith::ConstantOp::create(e, e.getZeroAttr(wide));
    SmallVector<Value> sums =
        e.forRange(begin, end, e.index(kCounts), ValueRange{zeros, zeros},
                   [&](Value i, ValueRange sums) -> SmallVector<Value> {
                     Value vector =
                         e.loadVector(words, i, kCounts, moved.align);
                     if (moved.bits < 64) {
                       if (isUnsignedCount(type))
                         vector = arith::ExtUIOp::create(e, wide, vector);
                       else
                         vector = arith::ExtSIOp::create(e, wide, vector);
                     }
                     return {arith::AddIOp::create(e, sums[0], vector),
                             arith::OrIOp::create(e, sums[1], vector)};
                   });
    Value sum =
        vector::ReductionOp::create(e, vector::CombiningKind::ADD, sums[0]);
    Value bits =
        vector::ReductionOp::create(e, vector::CombiningKind::OR, sums[1]);
    auto asIndex = [&](Value value) -> Value {
      return arith::IndexCastOp::create(e, e.getIndexType(), value);
    };
    return {asIndex(sum), buildIsSmall(e, asIndex(bits))};
  }

  ConvertRintToVectorPassOptions options;
};

} // namespace

void rint::populateScanRepeatsPatterns(
    RewritePatternSet &patterns,
    const ConvertRintToVectorPassOptions &options) {
  patterns.add<LowerScanRepeats>(patterns.getContext(), options);
}
