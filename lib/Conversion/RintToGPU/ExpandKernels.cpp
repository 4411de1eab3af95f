//===- ExpandKernels.cpp - Runs of slices and of indices --------*- C++ -*-===//
//
// The copies of all slices are cut into tiles that hold as many slices and
// copies together (the merge path of Green, McColl and Bader, GPU merge path,
// 2012), so that neither empty runs nor long ones make a tile cost more than
// another. A first launch finds where each tile starts. A block then marks in
// shared memory where runs begin, a scan tells each copy its slice, and all
// threads together write the tile from its start to its end.
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"

#include "DeviceBuffers.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::rint;

/// The most slices and copies of a tile, and how many of its units a tile with
/// long rows has about.
static constexpr int64_t kMarksPerThread = 8;
static constexpr int64_t kTileItems = kMarksPerThread * kBlockThreads;
static constexpr int64_t kTileUnits = 4096;

namespace {

/// What is expanded: [outer, slices, inner] becomes [outer, total, inner],
/// counted in units; and how it is cut. Rows that are longer than a tile are
/// cut, too.
struct Tiling {
  Tiling(IndexBuilder &host, Value outer, Value slices, Value total,
         Value inner);

  Value outer, slices, total, inner;
  /// Slices and copies of a tile, and columns of it.
  Value items, columns;
  /// Tiles along the copies, and along the columns.
  Value tiles, parts;
};

/// Where a kernel finds what it needs: behind `at` operands of its own.
struct TileArguments {
  Value get(unsigned i) const { return kernel.argument(at + i); }
  Value offsets() const { return get(0); }
  Value starts() const { return get(1); }
  Value slices() const { return get(2); }
  Value total() const { return get(3); }
  Value inner() const { return get(4); }
  Value items() const { return get(5); }
  Value columns() const { return get(6); }
  Value tiles() const { return get(7); }
  Value parts() const { return get(8); }
  Value multiplier() const { return get(9); }
  Value shift() const { return get(10); }
  Value work() const { return get(11); }
  Value blocks() const { return get(12); }

  KernelBuilder &kernel;
  unsigned at;
};

} // namespace

Tiling::Tiling(IndexBuilder &host, Value outer, Value slices, Value total,
               Value inner)
    : outer(outer), slices(slices), total(total), inner(inner) {
  Value one = host.constant(1), row = host.max(inner, one);
  Value wanted = host.div(host.constant(kTileUnits), row);
  items = host.min(host.max(wanted, one), host.constant(kTileItems));
  columns = host.min(row, host.constant(kTileUnits));
  parts = host.div(host.add(inner, host.sub(columns, one)), columns);
  Value length = host.add(slices, total);
  tiles = host.div(host.add(length, host.sub(items, one)), items);
}

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

/// Finds how many slices end before each tile. Arguments: offsets, starts,
/// slices, total, items, work, threads.
static void buildStarts(KernelBuilder &kernel) {
  Value offsets = kernel.argument(0), slices = kernel.argument(2);
  Value total = kernel.argument(3), zero = kernel.constant(0);
  Value one = kernel.constant(1), length = kernel.add(slices, total);
  kernel.forOwnPositions(
      kernel.argument(5), kernel.argument(6), [&](Value tile) {
        Value item = kernel.min(kernel.mul(tile, kernel.argument(4)), length);
        Value begin = kernel.max(kernel.sub(item, total), zero);
        Value end = kernel.min(item, slices);
        Value start = kernel.search(begin, end, [&](Value slice) {
          // The end of a slice comes before the copy of the same number.
          Value copy = kernel.sub(kernel.sub(item, one), slice);
          Value sliceEnd = kernel.load(offsets, kernel.add(slice, one));
          return kernel.isLess(copy, sliceEnd);
        });
        kernel.store(start, kernel.argument(1), tile);
      });
}

/// Marks each copy of a tile with the number of its slice, counted from
/// `firstSlice` on. The tile holds `count` copies from `firstCopy` on.
static void buildMarks(KernelBuilder &kernel, const TileArguments &arguments,
                       Value firstSlice, Value lastSlice, Value firstCopy,
                       Value count) {
  Value marks = kernel.shared(0), maxima = kernel.shared(1);
  Value zero = kernel.constant(0), one = kernel.constant(1);
  Value numThreads = kernel.constant(kBlockThreads);
  kernel.loop(kernel.thread(), kernel.constant(kTileItems), numThreads,
              [&](Value i) { kernel.store(zero, marks, i); });
  kernel.barrier();
  Value behind = kernel.min(kernel.add(lastSlice, one), arguments.slices());
  kernel.loop(kernel.add(firstSlice, kernel.thread()), behind, numThreads,
              [&](Value slice) {
                Value begin = kernel.load(arguments.offsets(), slice);
                Value end =
                    kernel.load(arguments.offsets(), kernel.add(slice, one));
                Value place = kernel.sub(begin, firstCopy);
                Value isIn = kernel.both(
                    kernel.isLess(begin, end),
                    kernel.both(kernel.isLess(kernel.constant(-1), place),
                                kernel.isLess(place, count)));
                kernel.when(isIn, [&] {
                  kernel.store(kernel.sub(slice, firstSlice), marks, place);
                });
              });
  kernel.barrier();

  // The largest mark so far: of each thread's own, then of those before.
  Value own = kernel.mul(kernel.thread(), kernel.constant(kMarksPerThread));
  Value most = zero;
  for (int64_t i = 0; i < kMarksPerThread; ++i) {
    Value at = kernel.add(own, kernel.constant(i));
    most = kernel.max(most, kernel.loadIndex(marks, at));
    kernel.store(most, marks, at);
  }
  kernel.store(most, maxima, kernel.thread());
  kernel.scanBlock(maxima, zero,
                   [&](Value lhs, Value rhs) { return kernel.max(lhs, rhs); });
  Value before = kernel.sub(kernel.thread(), one);
  Value largest = kernel.load(maxima, kernel.max(before, zero));
  largest = kernel.select(kernel.isLess(before, zero), zero, largest);
  for (int64_t i = 0; i < kMarksPerThread; ++i) {
    Value at = kernel.add(own, kernel.constant(i));
    kernel.store(kernel.max(kernel.loadIndex(marks, at), largest), marks, at);
  }
  kernel.barrier();
}

/// Calls `body` with the positions in the source and in the result, and with
/// the slice, of each unit that is this thread's.
static void buildTiles(KernelBuilder &kernel, const TileArguments &arguments,
                       function_ref<void(Value, Value, Value)> body) {
  // Nothing is written where the offsets do not end at the size of the result.
  Value end = kernel.load(arguments.offsets(), arguments.slices());
  Value work = kernel.select(kernel.isEqual(end, arguments.total()),
                             arguments.work(), kernel.constant(0));
  kernel.loop(kernel.block(), work, arguments.blocks(), [&](Value item) {
    Value part = kernel.rem(item, arguments.parts());
    Value rest = kernel.div(item, arguments.parts());
    Value tile = kernel.rem(rest, arguments.tiles());
    Value outer = kernel.div(rest, arguments.tiles());
    Value one = kernel.constant(1),
          length = kernel.add(arguments.slices(), arguments.total());
    Value firstItem = kernel.mul(tile, arguments.items());
    Value lastItem =
        kernel.min(kernel.add(firstItem, arguments.items()), length);
    Value firstSlice = kernel.load(arguments.starts(), tile);
    Value lastSlice = kernel.load(arguments.starts(), kernel.add(tile, one));
    Value firstCopy = kernel.sub(firstItem, firstSlice);
    Value count = kernel.sub(kernel.sub(lastItem, lastSlice), firstCopy);
    buildMarks(kernel, arguments, firstSlice, lastSlice, firstCopy, count);

    // A tile of more than one copy has all of the columns.
    Value firstColumn = kernel.mul(part, arguments.columns());
    Value width = kernel.min(kernel.sub(arguments.inner(), firstColumn),
                             arguments.columns());
    Value sourceRows = kernel.mul(outer, arguments.slices());
    Value resultRows =
        kernel.add(kernel.mul(outer, arguments.total()), firstCopy);
    kernel.loop(
        kernel.thread(), kernel.mul(count, width),
        kernel.constant(kBlockThreads), [&](Value unit) {
          Value row =
              kernel.divide(unit, arguments.multiplier(), arguments.shift());
          Value column = kernel.add(
              firstColumn,
              kernel.sub(unit, kernel.mul(row, arguments.columns())));
          Value slice =
              kernel.add(firstSlice, kernel.loadIndex(kernel.shared(0), row));
          Value from =
              kernel.mul(kernel.add(sourceRows, slice), arguments.inner());
          Value to = kernel.mul(kernel.add(resultRows, row), arguments.inner());
          body(kernel.add(from, column), kernel.add(to, column), slice);
        });
    kernel.barrier();
  });
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

/// Launches `body` over the tiles; `operands` come first.
static void launchTiles(KernelLauncher &launcher, StringRef name,
                        ArrayRef<Value> operands, const Tiling &tiling,
                        Value offsetBytes,
                        function_ref<void(TileArguments)> body) {
  IndexBuilder &host = launcher.host;
  OpBuilder &builder = host.builder;
  Type i64 = builder.getI64Type();
  Value offsets = buildUnits(host, offsetBytes, i64);
  Value numStarts = host.add(tiling.tiles, host.constant(1));
  Value startBytes =
      buildDeviceBytes(builder, host.loc, numStarts, /*elementBytes=*/8);
  Value starts = buildUnits(host, startBytes, i64);
  launcher.launchOverPositions(
      "expand_starts", numStarts,
      {offsets, starts, tiling.slices, tiling.total, tiling.items},
      buildStarts);

  auto [multiplier, shift] = buildDivisor(host, tiling.columns);
  Value work = host.mul(host.mul(tiling.outer, tiling.tiles), tiling.parts);
  Value blocks =
      host.max(host.min(work, host.constant(kMaxBlocks)), host.constant(1));
  SmallVector<Value> all(operands);
  all.append({offsets, starts, tiling.slices, tiling.total, tiling.inner,
              tiling.items, tiling.columns, tiling.tiles, tiling.parts,
              multiplier, shift, work, blocks});
  unsigned at = operands.size();
  launcher.launch(
      name, blocks, all,
      [&](KernelBuilder &kernel) { body(TileArguments{kernel, at}); },
      {getWorkgroupMemory(builder.getI32Type(), kTileItems),
       getWorkgroupMemory(i64, kBlockThreads)});
  gpu::DeallocOp::create(builder, host.loc, /*asyncToken=*/Type(),
                         /*asyncDependencies=*/ValueRange(), startBytes);
}

static Value buildSlices(IndexBuilder &host, Value offsets) {
  Value entries =
      memref::DimOp::create(host.builder, host.loc, offsets, host.constant(0));
  return host.sub(entries, host.constant(1));
}

void rint::launchExpandRuns(KernelLauncher &launcher, ExpandRunsOp op) {
  IndexBuilder &host = launcher.host;
  auto units = ElementUnits::get(getElementTypeOrSelf(op.getInit().getType()));
  Value outer = host.constant(1), inner = host.constant(units.count), total;
  for (auto [i, size] : llvm::enumerate(
           memref::getMixedSizes(host.builder, host.loc, op.getInit()))) {
    Value value = getValueOrCreateConstantIndexOp(host.builder, host.loc, size);
    if (i < op.getDim())
      outer = host.mul(outer, value);
    else if (i == op.getDim())
      total = value;
    else
      inner = host.mul(inner, value);
  }
  RowCopy copy(host, inner, units, findDeviceBytes(op.getSource()),
               findDeviceBytes(op.getInit()));
  Tiling tiling(host, outer, buildSlices(host, op.getOffsets()), total,
                copy.getRowUnits());
  launchTiles(
      launcher, "expand_runs_" + copy.getName(), copy.getOperands(), tiling,
      findDeviceBytes(op.getOffsets()), [&](TileArguments arguments) {
        KernelBuilder &kernel = arguments.kernel;
        copy.build(kernel, [&](Value source, Value result) {
          buildTiles(kernel, arguments, [&](Value from, Value to, Value) {
            kernel.store(kernel.load(source, from), result, to);
          });
        });
      });
}

void rint::launchExpandIndices(KernelLauncher &launcher, ExpandIndicesOp op) {
  IndexBuilder &host = launcher.host;
  auto units = ElementUnits::get(getElementTypeOrSelf(op.getInit().getType()));
  Value total = memref::DimOp::create(host.builder, host.loc, op.getInit(),
                                      host.constant(0));
  Value one = host.constant(1);
  Tiling tiling(host, /*outer=*/one, buildSlices(host, op.getOffsets()), total,
                /*inner=*/one);
  Value result = buildUnits(host, findDeviceBytes(op.getInit()), units.type);
  std::string name = "expand_indices_i" + std::to_string(units.bytes * 8);
  if (units.count > 1)
    name += "x" + std::to_string(units.count);
  launchTiles(
      launcher, name, result, tiling, findDeviceBytes(op.getOffsets()),
      [&](TileArguments arguments) {
        KernelBuilder &kernel = arguments.kernel;
        Value result = kernel.argument(0);
        buildTiles(kernel, arguments, [&](Value, Value to, Value slice) {
          Value first = kernel.mul(to, kernel.constant(units.count));
          // The units above the first hold more bits than an index has.
          for (int64_t i = 0; i < units.count; ++i)
            kernel.store(i == 0 ? slice : kernel.constant(0), result,
                         kernel.add(first, kernel.constant(i)));
        });
      });
}
