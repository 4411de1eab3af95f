//===- Scan.cpp - Row offsets -----------------------------------*- C++ -*-===//
//
// Counts are added up in tiles. Up to one tile takes one launch; more take
// three: the sum of each tile, a scan of these sums, and a scan of each tile
// that starts at the sum of those before. (One launch in which each tile waits
// for the one before, decoupled look-back, needs blocks that are sure to make
// progress, which Vulkan does not promise.) Sums that are bad, as there was a
// negative count or an overflow, are -1, and whatever is added to -1 is -1.
//
//===----------------------------------------------------------------------===//

#include "Scan.h"

#include "../ElementUnits.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"
#include "rint/Transforms/GPU/DeviceBuffers.h"

using namespace mlir;
using namespace mlir::rint;

/// Counts of a tile.
static constexpr int64_t kRounds = 16;
static constexpr int64_t kTile = kRounds * kBlockThreads;

namespace {

/// How counts of one type are read.
struct CountFormat {
  explicit CountFormat(Type type);

  std::string getName() const;
  /// The count at `position`, or -1 if it is negative or exceeds 63 bits.
  Value read(KernelBuilder &kernel, Value repeats, Value position) const;

  ElementUnits units;
  int64_t bits;
  bool isUnsigned;

private:
  Value readWide(KernelBuilder &kernel, Value repeats, Value position) const;
};

} // namespace

CountFormat::CountFormat(Type type)
    : units(ElementUnits::get(type)),
      bits(type.isIndex() ? 64 : type.getIntOrFloatBitWidth()),
      isUnsigned(isUnsignedCount(type)) {}

std::string CountFormat::getName() const {
  return (isUnsigned ? "ui" : "i") + std::to_string(bits);
}

Value CountFormat::read(KernelBuilder &kernel, Value repeats,
                        Value position) const {
  if (units.count > 1)
    return readWide(kernel, repeats, position);
  OpBuilder &builder = kernel;
  Location loc = kernel.getLoc();
  Value count = kernel.load(repeats, position);
  if (!count.getType().isIndex() || bits < 64) {
    // What memory holds beyond the bits of the count is not known.
    Type i64 = builder.getI64Type();
    if (count.getType().isIndex())
      count = arith::IndexCastOp::create(builder, loc, i64, count);
    else
      count = arith::ExtUIOp::create(builder, loc, i64, count);
    Value unused = arith::ConstantIntOp::create(builder, loc, i64, 64 - bits);
    count = arith::ShLIOp::create(builder, loc, count, unused);
    if (isUnsigned)
      count = arith::ShRUIOp::create(builder, loc, count, unused);
    else
      count = arith::ShRSIOp::create(builder, loc, count, unused);
    count =
        arith::IndexCastOp::create(builder, loc, builder.getIndexType(), count);
  }
  return kernel.max(count, kernel.index(-1));
}

/// More than 64 bits: the upper units of a good count are zero.
Value CountFormat::readWide(KernelBuilder &kernel, Value repeats,
                            Value position) const {
  Value zero = kernel.index(0), bad = kernel.index(-1);
  Value first = kernel.mul(position, kernel.index(units.count));
  Value count = kernel.load(repeats, first);
  for (int64_t i = 1; i * 64 < bits; ++i) {
    Value unit = kernel.load(repeats, kernel.add(first, kernel.index(i)));
    int64_t used = std::min<int64_t>(bits - i * 64, 64);
    if (used < 64)
      unit = kernel.both(unit, kernel.index((int64_t(1) << used) - 1));
    count = kernel.select(kernel.isEqual(unit, zero), count, bad);
  }
  return kernel.max(count, bad);
}

namespace {

/// What the kernels are passed: each of them has a part of it.
struct ScanOperands {
  void list(KernelFields &fields) {
    fields.append({&repeats, &sums, &offsets, &step, &slices, &tiles, &blocks});
  }

  /// The counts, the sums of tiles and the offsets.
  Value repeats, sums, offsets;
  /// The distance between the counts of two slices: one count may serve all.
  Value step;
  Value slices, tiles, blocks;
};

} // namespace

/// The sum of two sums or counts; -1 if either is, or if it exceeds 63 bits.
static Value buildSum(KernelBuilder &kernel, Value lhs, Value rhs) {
  Value sum = kernel.add(lhs, rhs);
  Value signs = kernel.either(kernel.either(lhs, rhs), sum);
  return kernel.select(kernel.isLess(signs, kernel.index(0)), kernel.index(-1),
                       sum);
}

/// Replaces the entries of `memory`, one for each thread, by their sums so far.
static void buildBlockScan(KernelBuilder &kernel, Value memory) {
  kernel.scanBlock(memory, kernel.index(0), [&](Value lhs, Value rhs) {
    return buildSum(kernel, lhs, rhs);
  });
}

/// The count at `position`, or 0 behind the end.
static Value readOrZero(KernelBuilder &kernel, const CountFormat &format,
                        const ScanOperands &in, Value position) {
  return kernel.ifValue(
      kernel.isLess(position, in.slices),
      [&] {
        return format.read(kernel, in.repeats, kernel.mul(position, in.step));
      },
      [&] { return kernel.index(0); });
}

/// Writes the sum of each tile.
static void buildTileSums(KernelBuilder &kernel, const ScanOperands &in,
                          const CountFormat &format) {
  Value memory = kernel.shared(0), last = kernel.index(kBlockThreads - 1);
  kernel.forRange(kernel.block(), in.tiles, in.blocks, [&](Value tile) {
    Value first =
        kernel.add(kernel.mul(tile, kernel.index(kTile)), kernel.thread());
    Value end = kernel.add(first, kernel.index(kTile));
    Value sum = kernel.forRange(
        first, end, kernel.index(kBlockThreads), kernel.index(0),
        [&](Value position, ValueRange sum) -> SmallVector<Value> {
          Value count = readOrZero(kernel, format, in, position);
          return {buildSum(kernel, sum[0], count)};
        })[0];
    kernel.store(sum, memory, kernel.thread());
    buildBlockScan(kernel, memory);
    kernel.ifElse(kernel.isEqual(kernel.thread(), last), [&] {
      kernel.store(kernel.load(memory, last), in.sums, tile);
    });
    kernel.barrier();
  });
}

/// Replaces the sum of each tile by the sum of those before it, in one block.
static void buildTileBases(KernelBuilder &kernel, const ScanOperands &in) {
  Value memory = kernel.shared(0), zero = kernel.index(0);
  kernel.forRange(
      zero, in.tiles, kernel.index(kBlockThreads), zero,
      [&](Value first, ValueRange carried) -> SmallVector<Value> {
        Value base = carried[0], tile = kernel.add(first, kernel.thread());
        Value isTile = kernel.isLess(tile, in.tiles);
        Value lastTile = kernel.sub(in.tiles, kernel.index(1));
        Value own = kernel.load(in.sums, kernel.min(tile, lastTile));
        kernel.store(kernel.select(isTile, own, zero), memory, kernel.thread());
        buildBlockScan(kernel, memory);
        Value before = kernel.sub(kernel.thread(), kernel.index(1));
        Value sumBefore = kernel.load(memory, kernel.max(before, zero));
        sumBefore = kernel.select(kernel.isLess(before, zero), zero, sumBefore);
        kernel.ifElse(isTile, [&] {
          kernel.store(buildSum(kernel, base, sumBefore), in.sums, tile);
        });
        Value all = kernel.load(memory, kernel.index(kBlockThreads - 1));
        kernel.barrier();
        return {buildSum(kernel, base, all)};
      });
}

/// Writes the offsets of the tile that starts at `begin`, where the sum is
/// `before`.
static void buildOffsets(KernelBuilder &kernel, const ScanOperands &in,
                         const CountFormat &format, Value begin, Value before) {
  Value memory = kernel.shared(0);
  Value end = kernel.add(begin, kernel.index(kTile));
  kernel.forRange(
      begin, end, kernel.index(kBlockThreads), before,
      [&](Value round, ValueRange base) -> SmallVector<Value> {
        Value position = kernel.add(round, kernel.thread());
        Value count = readOrZero(kernel, format, in, position);
        kernel.store(count, memory, kernel.thread());
        buildBlockScan(kernel, memory);
        kernel.ifElse(kernel.isLess(position, in.slices), [&] {
          Value own = kernel.load(memory, kernel.thread());
          Value behind = kernel.add(position, kernel.index(1));
          kernel.store(buildSum(kernel, base[0], own), in.offsets, behind);
        });
        Value all = kernel.load(memory, kernel.index(kBlockThreads - 1));
        kernel.barrier();
        return {buildSum(kernel, base[0], all)};
      });
}

/// Writes the offsets of all tiles.
static void buildTileOffsets(KernelBuilder &kernel, const ScanOperands &in,
                             const CountFormat &format) {
  Value zero = kernel.index(0);
  Value isAlone = kernel.isEqual(in.tiles, kernel.index(1));
  kernel.forRange(kernel.block(), in.tiles, in.blocks, [&](Value tile) {
    Value begin = kernel.mul(tile, kernel.index(kTile));
    Value isOrigin = kernel.isEqual(kernel.add(begin, kernel.thread()), zero);
    kernel.ifElse(isOrigin, [&] { kernel.store(zero, in.offsets, zero); });
    // Nobody has written a sum if there is one tile.
    Value before = kernel.ifValue(
        isAlone, [&] { return zero; },
        [&] { return kernel.load(in.sums, tile); });
    buildOffsets(kernel, in, format, begin, before);
  });
}

void rint::launchScanRepeats(KernelLauncher &launcher, ScanRepeatsOp op) {
  IndexEmitter &host = launcher.host;
  OpBuilder &builder = host;
  Type i64 = builder.getI64Type();
  Type memory = getWorkgroupMemory(i64, kBlockThreads);
  CountFormat format(getElementTypeOrSelf(op.getRepeats().getType()));

  Value zero = host.index(0), one = host.index(1);
  Value entries =
      memref::DimOp::create(builder, host.getLoc(), op.getInit(), zero);
  Value slices = host.sub(entries, one);
  Value numRepeats =
      memref::DimOp::create(builder, host.getLoc(), op.getRepeats(), zero);
  // One count serves every slice: it is read for each.
  Value step = host.select(host.isEqual(numRepeats, slices), one, zero);
  Value tiles = host.max(host.ceilDiv(slices, kTile), one);
  Value blocks = host.min(tiles, host.index(kMaxBlocks));

  ScanOperands all;
  all.repeats =
      buildUnits(host, findDeviceBytes(op.getRepeats()), format.units.type);
  all.offsets = buildUnits(host, findDeviceBytes(op.getInit()), i64);
  Value sumBytes =
      buildDeviceBytes(builder, host.getLoc(), tiles, /*elementBytes=*/8);
  all.sums = buildUnits(host, sumBytes, i64);
  all.step = step;
  all.slices = slices;
  all.tiles = tiles;
  all.blocks = blocks;

  std::string name = format.getName();
  launcher.launchIf(host.isLess(one, tiles), [&] {
    ScanOperands sums = all;
    sums.offsets = Value();
    launcher.launch(
        "scan_tile_sums_" + name, blocks, sums,
        [&](KernelBuilder &kernel, const ScanOperands &in) {
          buildTileSums(kernel, in, format);
        },
        memory);
    ScanOperands bases;
    bases.sums = all.sums;
    bases.tiles = tiles;
    launcher.launch("scan_tile_bases", one, bases, buildTileBases, memory);
  });
  launcher.launch(
      "scan_tile_offsets_" + name, blocks, all,
      [&](KernelBuilder &kernel, const ScanOperands &in) {
        buildTileOffsets(kernel, in, format);
      },
      memory);
  gpu::DeallocOp::create(builder, host.getLoc(), /*asyncToken=*/Type(),
                         /*asyncDependencies=*/ValueRange(), sumBytes);
}
