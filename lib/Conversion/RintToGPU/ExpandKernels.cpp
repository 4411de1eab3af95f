//===- ExpandKernels.cpp - Runs of slices and of indices --------*- C++ -*-===//
//
// The copies of all slices are cut into tiles that hold as many slices and
// copies together (the merge path of Green, McColl and Bader, GPU merge path,
// 2012), so that neither empty runs nor long ones make a tile cost more than
// another. A first launch finds where each tile starts, unless there are so few
// that each had better look for itself. A block then marks in shared memory
// where runs begin, a scan tells each copy its slice, and all threads together
// write the tile from its start to its end.
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "rint/Transforms/GPU/DeviceBuffers.h"

using namespace mlir;
using namespace mlir::rint;

/// The most slices and copies of a tile, and how many of its units a tile with
/// long rows has about.
static constexpr int64_t kMarksPerThread = 8;
static constexpr int64_t kTileItems = kMarksPerThread * kBlockThreads;
static constexpr int64_t kTileUnits = 4096;

/// The most tiles that each look for their own start.
static constexpr int64_t kFewTiles = 16;

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

/// A tile, in its kernel. It holds `count` copies, from the part of
/// `firstSlice` that is left up to that of `lastSlice` that is not.
struct Tile {
  Value outer, part;
  Value firstSlice, lastSlice;
  Value firstCopy, count;
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
  // A result without elements may have any number of copies.
  Value zero = host.constant(0);
  Value isEmpty =
      host.either(host.isEqual(outer, zero), host.isEqual(inner, zero));
  Value length = host.select(isEmpty, zero, host.add(slices, total));
  tiles = host.div(host.add(length, host.sub(items, one)), items);
}

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

/// How many slices end before a tile.
static Value findStart(KernelBuilder &kernel, Value tile, Value items,
                       Value offsets, Value slices, Value total) {
  Value zero = kernel.constant(0), one = kernel.constant(1);
  Value item = kernel.min(kernel.mul(tile, items), kernel.add(slices, total));
  Value begin = kernel.max(kernel.sub(item, total), zero);
  Value end = kernel.min(item, slices);
  return kernel.search(begin, end, [&](Value slice) {
    // The end of a slice comes before the copy of the same number.
    Value copy = kernel.sub(kernel.sub(item, one), slice);
    Value sliceEnd = kernel.load(offsets, kernel.add(slice, one));
    return kernel.isLess(copy, sliceEnd);
  });
}

/// Finds the starts of all tiles. Arguments: offsets, starts, slices, total,
/// items, work, threads.
static void buildStarts(KernelBuilder &kernel) {
  kernel.forOwnPositions(
      kernel.argument(5), kernel.argument(6), [&](Value tile) {
        Value start =
            findStart(kernel, tile, kernel.argument(4), kernel.argument(0),
                      kernel.argument(2), kernel.argument(3));
        kernel.store(start, kernel.argument(1), tile);
      });
}

/// The start of a tile, in the kernel of the tiles.
static Value buildStart(KernelBuilder &kernel, const TileArguments &arguments,
                        Value tile) {
  return kernel.choose(
      kernel.isLess(kernel.constant(kFewTiles), arguments.tiles()),
      [&] { return kernel.load(arguments.starts(), tile); },
      [&] {
        return findStart(kernel, tile, arguments.items(), arguments.offsets(),
                         arguments.slices(), arguments.total());
      });
}

/// Where the mark of a copy is. There is a gap behind every 32, so that threads
/// that are a power of two apart find theirs in different banks of the memory.
static Value buildMarkPlace(KernelBuilder &kernel, Value copy) {
  return kernel.add(copy, kernel.div(copy, kernel.constant(32)));
}
static constexpr int64_t kMarksSize = kTileItems + kTileItems / 32;

/// Marks each copy of a tile with the number of its slice, counted from
/// its first one on.
static void buildMarks(KernelBuilder &kernel, const TileArguments &arguments,
                       const Tile &tile) {
  Value marks = kernel.shared(0), maxima = kernel.shared(1);
  Value zero = kernel.constant(0), one = kernel.constant(1);
  Value numThreads = kernel.constant(kBlockThreads);
  kernel.loop(kernel.thread(), kernel.constant(kMarksSize), numThreads,
              [&](Value i) { kernel.store(zero, marks, i); });
  kernel.barrier();
  Value behind =
      kernel.min(kernel.add(tile.lastSlice, one), arguments.slices());
  kernel.loop(kernel.add(tile.firstSlice, kernel.thread()), behind, numThreads,
              [&](Value slice) {
                Value begin = kernel.load(arguments.offsets(), slice);
                Value end =
                    kernel.load(arguments.offsets(), kernel.add(slice, one));
                Value place = kernel.sub(begin, tile.firstCopy);
                Value isIn = kernel.both(
                    kernel.isLess(begin, end),
                    kernel.both(kernel.isLess(kernel.constant(-1), place),
                                kernel.isLess(place, tile.count)));
                kernel.when(isIn, [&] {
                  kernel.store(kernel.sub(slice, tile.firstSlice), marks,
                               buildMarkPlace(kernel, place));
                });
              });
  kernel.barrier();

  // The largest mark so far: of each thread's own, then of those before.
  Value own = kernel.mul(kernel.thread(), kernel.constant(kMarksPerThread));
  Value most = zero;
  for (int64_t i = 0; i < kMarksPerThread; ++i) {
    Value at = buildMarkPlace(kernel, kernel.add(own, kernel.constant(i)));
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
    Value at = buildMarkPlace(kernel, kernel.add(own, kernel.constant(i)));
    kernel.store(kernel.max(kernel.loadIndex(marks, at), largest), marks, at);
  }
  kernel.barrier();
}

/// The slice of the copy `row` of a tile.
static Value buildSlice(KernelBuilder &kernel, const Tile &tile, Value row) {
  Value mark = kernel.loadIndex(kernel.shared(0), buildMarkPlace(kernel, row));
  return kernel.add(tile.firstSlice, mark);
}

/// Calls `write` for each tile that is this block's.
static void buildTiles(KernelBuilder &kernel, const TileArguments &arguments,
                       function_ref<void(const Tile &)> write) {
  // Nothing is written where the offsets do not end at the size of the result.
  Value end = kernel.load(arguments.offsets(), arguments.slices());
  Value work = kernel.select(kernel.isEqual(end, arguments.total()),
                             arguments.work(), kernel.constant(0));
  kernel.loop(kernel.block(), work, arguments.blocks(), [&](Value item) {
    Tile tile;
    tile.part = kernel.rem(item, arguments.parts());
    Value rest = kernel.div(item, arguments.parts());
    Value number = kernel.rem(rest, arguments.tiles());
    tile.outer = kernel.div(rest, arguments.tiles());
    Value length = kernel.add(arguments.slices(), arguments.total());
    Value firstItem = kernel.mul(number, arguments.items());
    Value lastItem =
        kernel.min(kernel.add(firstItem, arguments.items()), length);
    tile.firstSlice = buildStart(kernel, arguments, number);
    tile.lastSlice =
        buildStart(kernel, arguments, kernel.add(number, kernel.constant(1)));
    tile.firstCopy = kernel.sub(firstItem, tile.firstSlice);
    tile.count =
        kernel.sub(kernel.sub(lastItem, tile.lastSlice), tile.firstCopy);
    buildMarks(kernel, arguments, tile);
    write(tile);
    kernel.barrier();
  });
}

/// Copies the columns of a tile, unit by unit.
static void buildUnitCopies(KernelBuilder &kernel,
                            const TileArguments &arguments, const Tile &tile,
                            Value source, Value result) {
  // A tile of more than one copy has all of the columns.
  Value firstColumn = kernel.mul(tile.part, arguments.columns());
  Value width = kernel.min(kernel.sub(arguments.inner(), firstColumn),
                           arguments.columns());
  Value sourceRows = kernel.mul(tile.outer, arguments.slices());
  Value resultRows =
      kernel.add(kernel.mul(tile.outer, arguments.total()), tile.firstCopy);
  kernel.loop(
      kernel.thread(), kernel.mul(tile.count, width),
      kernel.constant(kBlockThreads), [&](Value unit) {
        Value row =
            kernel.divide(unit, arguments.multiplier(), arguments.shift());
        Value column =
            kernel.add(firstColumn,
                       kernel.sub(unit, kernel.mul(row, arguments.columns())));
        Value slice = buildSlice(kernel, tile, row);
        Value from =
            kernel.mul(kernel.add(sourceRows, slice), arguments.inner());
        Value to = kernel.mul(kernel.add(resultRows, row), arguments.inner());
        kernel.store(kernel.load(source, kernel.add(from, column)), result,
                     kernel.add(to, column));
      });
}

/// Writes a tile of rows of one unit, which `load` makes given the slice, by
/// the 16 bytes. Those that another tile has a part in are written by the unit.
static void buildWords(KernelBuilder &kernel, const TileArguments &arguments,
                       const Tile &tile, const ElementUnits &units, Value words,
                       Value result, function_ref<Value(Value)> load) {
  Value one = kernel.constant(1);
  Value perWord = kernel.constant(units.getPerVector());
  Value first =
      kernel.add(kernel.mul(tile.outer, arguments.total()), tile.firstCopy);
  Value end = kernel.add(first, tile.count);
  auto loadAt = [&](Value place) {
    return load(buildSlice(kernel, tile, kernel.sub(place, first)));
  };
  Value numWords = kernel.ceilDiv(end, units.getPerVector());
  kernel.loop(kernel.add(kernel.div(first, perWord), kernel.thread()), numWords,
              kernel.constant(kBlockThreads), [&](Value word) {
                Value begin = kernel.mul(word, perWord);
                Value behind = kernel.add(begin, perWord);
                Value isShared = kernel.either(kernel.isLess(begin, first),
                                               kernel.isLess(end, behind));
                kernel.when(isShared, [&] {
                  kernel.loop(kernel.max(begin, first), kernel.min(behind, end),
                              one, [&](Value place) {
                                kernel.store(loadAt(place), result, place);
                              });
                });
                Value isWhole =
                    kernel.both(kernel.isLess(kernel.sub(first, one), begin),
                                kernel.isLess(behind, kernel.add(end, one)));
                kernel.when(isWhole, [&] {
                  Value vector = units.buildVector(kernel, [&](int64_t i) {
                    return loadAt(kernel.add(begin, kernel.constant(i)));
                  });
                  kernel.store(vector, words, word);
                });
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
  Value areMany = host.isLess(host.constant(kFewTiles), tiling.tiles);
  launcher.launchIf(areMany, [&] {
    launcher.launchOverPositions(
        "expand_starts", numStarts,
        {offsets, starts, tiling.slices, tiling.total, tiling.items},
        buildStarts);
  });

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
      {getWorkgroupMemory(builder.getI32Type(), kMarksSize),
       getWorkgroupMemory(i64, kBlockThreads)});
  gpu::DeallocOp::create(builder, host.loc, /*asyncToken=*/Type(),
                         /*asyncDependencies=*/ValueRange(), startBytes);
}

/// Launches over the tiles of rows of one unit. `load` makes the unit of a
/// slice.
static void launchElements(
    KernelLauncher &launcher, StringRef name, ArrayRef<Value> operands,
    const ElementUnits &units, const Tiling &tiling, Value offsetBytes,
    Value resultBytes,
    function_ref<Value(const TileArguments &, const Tile &, Value)> load) {
  IndexBuilder &host = launcher.host;
  SmallVector<Value> all(operands);
  unsigned at = all.size();
  all.push_back(buildUnits(host, resultBytes, units.getVectorType()));
  all.push_back(buildUnits(host, resultBytes, units.type));
  launchTiles(
      launcher, name, all, tiling, offsetBytes, [&](TileArguments arguments) {
        KernelBuilder &kernel = arguments.kernel;
        buildTiles(kernel, arguments, [&](const Tile &tile) {
          buildWords(kernel, arguments, tile, units, kernel.argument(at),
                     kernel.argument(at + 1),
                     [&](Value slice) { return load(arguments, tile, slice); });
        });
      });
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
  Value source = findDeviceBytes(op.getSource());
  Value result = findDeviceBytes(op.getInit());
  Value offsets = findDeviceBytes(op.getOffsets());
  Value slices = buildSlices(host, op.getOffsets());
  std::string name = "expand_runs_";
  if (isConstantIntValue(inner, 1)) {
    name += "of_i" + std::to_string(units.bytes * 8);
    return launchElements(
        launcher, name, buildUnits(host, source, units.type), units,
        Tiling(host, outer, slices, total, inner), offsets, result,
        [](const TileArguments &arguments, const Tile &tile, Value slice) {
          KernelBuilder &kernel = arguments.kernel;
          Value row = kernel.mul(tile.outer, arguments.slices());
          return kernel.load(kernel.argument(0), kernel.add(row, slice));
        });
  }
  RowCopy copy(host, inner, units, source, result);
  Tiling tiling(host, outer, slices, total, copy.getRowUnits());
  launchTiles(launcher, name + copy.getName(), copy.getOperands(), tiling,
              offsets, [&](TileArguments arguments) {
                KernelBuilder &kernel = arguments.kernel;
                copy.build(kernel, [&](Value source, Value result) {
                  buildTiles(kernel, arguments, [&](const Tile &tile) {
                    buildUnitCopies(kernel, arguments, tile, source, result);
                  });
                });
              });
}

/// Writes the numbers of slices, each as several units: those above the first
/// hold more bits than an index has.
static void buildWideIndices(KernelBuilder &kernel, const Tile &tile,
                             const ElementUnits &units, Value result) {
  kernel.loop(kernel.thread(), tile.count, kernel.constant(kBlockThreads),
              [&](Value row) {
                Value first = kernel.mul(kernel.add(tile.firstCopy, row),
                                         kernel.constant(units.count));
                kernel.store(buildSlice(kernel, tile, row), result, first);
                for (int64_t i = 1; i < units.count; ++i)
                  kernel.store(kernel.constant(0), result,
                               kernel.add(first, kernel.constant(i)));
              });
}

void rint::launchExpandIndices(KernelLauncher &launcher, ExpandIndicesOp op) {
  IndexBuilder &host = launcher.host;
  auto units = ElementUnits::get(getElementTypeOrSelf(op.getInit().getType()));
  Value total = memref::DimOp::create(host.builder, host.loc, op.getInit(),
                                      host.constant(0));
  Value one = host.constant(1);
  Value result = findDeviceBytes(op.getInit());
  Value offsets = findDeviceBytes(op.getOffsets());
  Tiling tiling(host, /*outer=*/one, buildSlices(host, op.getOffsets()), total,
                /*inner=*/one);
  std::string name = "expand_indices_i" + std::to_string(units.bytes * 8);
  if (units.count == 1)
    return launchElements(
        launcher, name, /*operands=*/{}, units, tiling, offsets, result,
        [&](const TileArguments &arguments, const Tile &, Value slice) {
          KernelBuilder &kernel = arguments.kernel;
          return units.bytes == 8
                     ? slice
                     : arith::IndexCastOp::create(kernel.builder, kernel.loc,
                                                  units.type, slice);
        });
  name += "x" + std::to_string(units.count);
  launchTiles(launcher, name, buildUnits(host, result, units.type), tiling,
              offsets, [&](TileArguments arguments) {
                KernelBuilder &kernel = arguments.kernel;
                buildTiles(kernel, arguments, [&](const Tile &tile) {
                  buildWideIndices(kernel, tile, units, kernel.argument(0));
                });
              });
}
