//===- ScanKernels.cpp - Row offsets ----------------------------*- C++ -*-===//
//
// Counts are added up in tiles. Up to one tile takes one launch; more take
// three: the sum of each tile, a scan of these sums, and a scan of each tile
// that starts at the sum of those before. (One launch in which each tile waits
// for the one before, decoupled look-back, needs blocks that are sure to make
// progress, which Vulkan does not promise.) Sums that are bad, as there was a
// negative count or an overflow, are -1, and whatever is added to -1 is -1.
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"

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
  OpBuilder &builder = kernel.builder;
  Location loc = kernel.loc;
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
  return kernel.max(count, kernel.constant(-1));
}

/// More than 64 bits: the upper units of a good count are zero.
Value CountFormat::readWide(KernelBuilder &kernel, Value repeats,
                            Value position) const {
  Value zero = kernel.constant(0), bad = kernel.constant(-1);
  Value first = kernel.mul(position, kernel.constant(units.count));
  Value count = kernel.load(repeats, first);
  for (int64_t i = 1; i * 64 < bits; ++i) {
    Value unit = kernel.load(repeats, kernel.add(first, kernel.constant(i)));
    int64_t used = std::min<int64_t>(bits - i * 64, 64);
    if (used < 64)
      unit = kernel.both(unit, kernel.constant((int64_t(1) << used) - 1));
    count = kernel.select(kernel.isEqual(unit, zero), count, bad);
  }
  return kernel.max(count, bad);
}

/// The sum of two sums or counts; -1 if either is, or if it exceeds 63 bits.
static Value buildSum(KernelBuilder &kernel, Value lhs, Value rhs) {
  Value sum = kernel.add(lhs, rhs);
  Value signs = kernel.either(kernel.either(lhs, rhs), sum);
  return kernel.select(kernel.isLess(signs, kernel.constant(0)),
                       kernel.constant(-1), sum);
}

/// Replaces the entries of `memory`, one for each thread, by their sums so far.
static void buildBlockScan(KernelBuilder &kernel, Value memory) {
  kernel.scanBlock(memory, kernel.constant(0), [&](Value lhs, Value rhs) {
    return buildSum(kernel, lhs, rhs);
  });
}

/// The count at `position`, or 0 behind the end.
static Value readOrZero(KernelBuilder &kernel, const CountFormat &format,
                        Value repeats, Value step, Value position, Value end) {
  return kernel.choose(
      kernel.isLess(position, end),
      [&] { return format.read(kernel, repeats, kernel.mul(position, step)); },
      [&] { return kernel.constant(0); });
}

/// Writes the sum of each tile. Arguments: repeats, sums, step, slices, tiles,
/// blocks.
static void buildTileSums(KernelBuilder &kernel, const CountFormat &format) {
  Value memory = kernel.shared(0), last = kernel.constant(kBlockThreads - 1);
  Value slices = kernel.argument(3);
  kernel.loop(
      kernel.block(), kernel.argument(4), kernel.argument(5), [&](Value tile) {
        Value first = kernel.add(kernel.mul(tile, kernel.constant(kTile)),
                                 kernel.thread());
        Value end = kernel.add(first, kernel.constant(kTile));
        Value sum = kernel.loop(
            first, end, kernel.constant(kBlockThreads), kernel.constant(0),
            [&](Value position, ValueRange sum) -> SmallVector<Value> {
              Value count = readOrZero(kernel, format, kernel.argument(0),
                                       kernel.argument(2), position, slices);
              return {buildSum(kernel, sum[0], count)};
            })[0];
        kernel.store(sum, memory, kernel.thread());
        buildBlockScan(kernel, memory);
        kernel.when(kernel.isEqual(kernel.thread(), last), [&] {
          kernel.store(kernel.load(memory, last), kernel.argument(1), tile);
        });
        kernel.barrier();
      });
}

/// Replaces the sum of each tile by the sum of those before it, in one block.
/// Arguments: sums, tiles.
static void buildTileBases(KernelBuilder &kernel) {
  Value memory = kernel.shared(0), sums = kernel.argument(0);
  Value tiles = kernel.argument(1), zero = kernel.constant(0);
  kernel.loop(
      zero, tiles, kernel.constant(kBlockThreads), zero,
      [&](Value first, ValueRange carried) -> SmallVector<Value> {
        Value base = carried[0], tile = kernel.add(first, kernel.thread());
        Value isTile = kernel.isLess(tile, tiles);
        Value lastTile = kernel.sub(tiles, kernel.constant(1));
        Value own = kernel.load(sums, kernel.min(tile, lastTile));
        kernel.store(kernel.select(isTile, own, zero), memory, kernel.thread());
        buildBlockScan(kernel, memory);
        Value before = kernel.sub(kernel.thread(), kernel.constant(1));
        Value sumBefore = kernel.load(memory, kernel.max(before, zero));
        sumBefore = kernel.select(kernel.isLess(before, zero), zero, sumBefore);
        kernel.when(isTile, [&] {
          kernel.store(buildSum(kernel, base, sumBefore), sums, tile);
        });
        Value all = kernel.load(memory, kernel.constant(kBlockThreads - 1));
        kernel.barrier();
        return {buildSum(kernel, base, all)};
      });
}

/// Writes the offsets of each tile. Arguments: repeats, sums, offsets, step,
/// slices, tiles, blocks.
static void buildTileOffsets(KernelBuilder &kernel, const CountFormat &format) {
  Value memory = kernel.shared(0), offsets = kernel.argument(2);
  Value slices = kernel.argument(4), zero = kernel.constant(0);
  Value isAlone = kernel.isEqual(kernel.argument(5), kernel.constant(1));
  kernel.loop(
      kernel.block(), kernel.argument(5), kernel.argument(6), [&](Value tile) {
        Value begin = kernel.mul(tile, kernel.constant(kTile));
        Value isOrigin =
            kernel.isEqual(kernel.add(begin, kernel.thread()), zero);
        kernel.when(isOrigin, [&] { kernel.store(zero, offsets, zero); });
        Value end = kernel.add(begin, kernel.constant(kTile));
        // Nobody has written a sum if there is one tile.
        Value before = kernel.choose(
            isAlone, [&] { return zero; },
            [&] { return kernel.load(kernel.argument(1), tile); });
        kernel.loop(
            begin, end, kernel.constant(kBlockThreads), before,
            [&](Value round, ValueRange base) -> SmallVector<Value> {
              Value position = kernel.add(round, kernel.thread());
              Value count = readOrZero(kernel, format, kernel.argument(0),
                                       kernel.argument(3), position, slices);
              kernel.store(count, memory, kernel.thread());
              buildBlockScan(kernel, memory);
              kernel.when(kernel.isLess(position, slices), [&] {
                Value own = kernel.load(memory, kernel.thread());
                Value behind = kernel.add(position, kernel.constant(1));
                kernel.store(buildSum(kernel, base[0], own), offsets, behind);
              });
              Value all =
                  kernel.load(memory, kernel.constant(kBlockThreads - 1));
              kernel.barrier();
              return {buildSum(kernel, base[0], all)};
            });
      });
}

void rint::launchScanRepeats(KernelLauncher &launcher, ScanRepeatsOp op) {
  IndexBuilder &host = launcher.host;
  OpBuilder &builder = host.builder;
  Type i64 = builder.getI64Type();
  Type memory = getWorkgroupMemory(i64, kBlockThreads);
  CountFormat format(getElementTypeOrSelf(op.getRepeats().getType()));

  Value zero = host.constant(0), one = host.constant(1);
  Value entries = memref::DimOp::create(builder, host.loc, op.getInit(), zero);
  Value slices = host.sub(entries, one);
  Value numRepeats =
      memref::DimOp::create(builder, host.loc, op.getRepeats(), zero);
  // One count serves every slice: it is read for each.
  Value step = host.select(host.isEqual(numRepeats, slices), one, zero);
  Value tiles = host.max(host.ceilDiv(slices, kTile), one);
  Value blocks = host.min(tiles, host.constant(kMaxBlocks));

  Value repeats =
      buildUnits(host, findDeviceBytes(op.getRepeats()), format.units.type);
  Value offsets = buildUnits(host, findDeviceBytes(op.getInit()), i64);
  Value sumBytes =
      buildDeviceBytes(builder, host.loc, tiles, /*elementBytes=*/8);
  Value sums = buildUnits(host, sumBytes, i64);

  std::string name = format.getName();
  launcher.launchIf(host.isLess(one, tiles), [&] {
    launcher.launch(
        "scan_tile_sums_" + name, blocks,
        {repeats, sums, step, slices, tiles, blocks},
        [&](KernelBuilder &kernel) { buildTileSums(kernel, format); }, memory);
    launcher.launch("scan_tile_bases", one, {sums, tiles}, buildTileBases,
                    memory);
  });
  launcher.launch(
      "scan_tile_offsets_" + name, blocks,
      {repeats, sums, offsets, step, slices, tiles, blocks},
      [&](KernelBuilder &kernel) { buildTileOffsets(kernel, format); }, memory);
  gpu::DeallocOp::create(builder, host.loc, /*asyncToken=*/Type(),
                         /*asyncDependencies=*/ValueRange(), sumBytes);
}
