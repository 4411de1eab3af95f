//===- Expand.cpp - Runs of slices and of indices ---------------*- C++ -*-===//
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

#include "Expand.h"

#include "../../Utils/AroundDim.h"
#include "../RowCopy.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
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
  Tiling(IndexEmitter &host, Value outer, Value slices, Value total,
         Value inner);

  Value outer, slices, total, inner;
  /// Slices and copies of a tile, and columns of it.
  Value items, columns;
  /// Tiles along the copies, and along the columns.
  Value tiles, parts;
};

/// What every kernel over tiles is passed.
struct TilesOperands {
  void list(KernelFields &fields) {
    fields.append({&offsets, &starts, &slices, &total, &inner, &items, &columns,
                   &tiles, &parts});
    columnsDivisor.list(fields);
    fields.append({&work, &blocks});
  }

  /// Row offsets, and where tiles start, if they are many.
  Value offsets, starts;
  /// As in `Tiling`.
  Value slices, total, inner, items, columns, tiles, parts;
  Divisor columnsDivisor;
  /// Tiles altogether, and blocks of threads.
  Value work, blocks;
};

/// What a kernel over tiles is passed, its own operands first.
template <typename Own> struct WithTiles {
  void list(KernelFields &fields) {
    own.list(fields);
    tiles.list(fields);
  }

  Own own;
  TilesOperands tiles;
};

/// What the kernel that finds the starts of tiles is passed.
struct StartOperands {
  void list(KernelFields &fields) {
    fields.append({&offsets, &starts, &slices, &total, &items});
  }

  Value offsets, starts, slices, total, items;
};

/// What kernels over tiles of rows of one unit are passed of their own.
struct UnitOperands {
  void list(KernelFields &fields) { fields.append({&source, &words, &result}); }

  /// Null where the numbers of slices are written.
  Value source;
  /// The result, as vectors and as units.
  Value words, result;
};

/// What the kernel over tiles of indices of several units is passed of its own.
struct WideIndexOperands {
  void list(KernelFields &fields) { fields.push_back(&result); }

  Value result;
};

/// A tile, in its kernel. It holds `count` copies, from the part of
/// `firstSlice` that is left up to that of `lastSlice` that is not.
struct Tile {
  Value outer, part;
  Value firstSlice, lastSlice;
  Value firstCopy, count;
};

} // namespace

Tiling::Tiling(IndexEmitter &host, Value outer, Value slices, Value total,
               Value inner)
    : outer(outer), slices(slices), total(total), inner(inner) {
  Value one = host.index(1), row = host.max(inner, one);
  Value wanted = host.div(host.index(kTileUnits), row);
  items = host.min(host.max(wanted, one), host.index(kTileItems));
  columns = host.min(row, host.index(kTileUnits));
  parts = host.div(host.add(inner, host.sub(columns, one)), columns);
  // A result without elements may have any number of copies.
  Value zero = host.index(0);
  Value isEmpty =
      host.either(host.isEqual(outer, zero), host.isEqual(inner, zero));
  Value length = host.select(isEmpty, zero, host.add(slices, total));
  tiles = host.div(host.add(length, host.sub(items, one)), items);
}

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

/// How many slices end before a tile.
template <typename Operands>
static Value findStart(KernelBuilder &kernel, const Operands &in, Value tile) {
  Value zero = kernel.index(0), one = kernel.index(1);
  Value item =
      kernel.min(kernel.mul(tile, in.items), kernel.add(in.slices, in.total));
  Value begin = kernel.max(kernel.sub(item, in.total), zero);
  Value end = kernel.min(item, in.slices);
  return kernel.search(begin, end, [&](Value slice) {
    // The end of a slice comes before the copy of the same number.
    Value copy = kernel.sub(kernel.sub(item, one), slice);
    Value sliceEnd = kernel.load(in.offsets, kernel.add(slice, one));
    return kernel.isLess(copy, sliceEnd);
  });
}

/// Finds the starts of all tiles.
static void buildStarts(KernelBuilder &kernel, const StartOperands &in,
                        const Positions &positions) {
  kernel.forOwnPositions(positions, [&](Value tile) {
    kernel.store(findStart(kernel, in, tile), in.starts, tile);
  });
}

/// The start of a tile, in the kernel of the tiles.
static Value buildStart(KernelBuilder &kernel, const TilesOperands &in,
                        Value tile) {
  return kernel.ifValue(
      kernel.isLess(kernel.index(kFewTiles), in.tiles),
      [&] { return kernel.load(in.starts, tile); },
      [&] { return findStart(kernel, in, tile); });
}

/// Where the mark of a copy is. There is a gap behind every 32, so that threads
/// that are a power of two apart find theirs in different banks of the memory.
static Value buildMarkPlace(KernelBuilder &kernel, Value copy) {
  return kernel.add(copy, kernel.div(copy, kernel.index(32)));
}
static constexpr int64_t kMarksSize = kTileItems + kTileItems / 32;

/// Marks each copy of a tile with the number of its slice, counted from
/// its first one on.
static void buildMarks(KernelBuilder &kernel, const TilesOperands &in,
                       const Tile &tile) {
  Value marks = kernel.shared(0), maxima = kernel.shared(1);
  Value zero = kernel.index(0), one = kernel.index(1);
  Value numThreads = kernel.index(kBlockThreads);
  kernel.forRange(kernel.thread(), kernel.index(kMarksSize), numThreads,
                  [&](Value i) { kernel.store(zero, marks, i); });
  kernel.barrier();
  Value behind = kernel.min(kernel.add(tile.lastSlice, one), in.slices);
  kernel.forRange(kernel.add(tile.firstSlice, kernel.thread()), behind,
                  numThreads, [&](Value slice) {
                    Value begin = kernel.load(in.offsets, slice);
                    Value end = kernel.load(in.offsets, kernel.add(slice, one));
                    Value place = kernel.sub(begin, tile.firstCopy);
                    Value isIn = kernel.both(
                        kernel.isLess(begin, end),
                        kernel.both(kernel.isLess(kernel.index(-1), place),
                                    kernel.isLess(place, tile.count)));
                    kernel.ifElse(isIn, [&] {
                      kernel.store(kernel.sub(slice, tile.firstSlice), marks,
                                   buildMarkPlace(kernel, place));
                    });
                  });
  kernel.barrier();

  // The largest mark so far: of each thread's own, then of those before.
  Value own = kernel.mul(kernel.thread(), kernel.index(kMarksPerThread));
  Value most = zero;
  for (int64_t i = 0; i < kMarksPerThread; ++i) {
    Value at = buildMarkPlace(kernel, kernel.add(own, kernel.index(i)));
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
    Value at = buildMarkPlace(kernel, kernel.add(own, kernel.index(i)));
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
static void buildTiles(KernelBuilder &kernel, const TilesOperands &in,
                       function_ref<void(const Tile &)> write) {
  // Nothing is written where the offsets do not end at the size of the result.
  Value end = kernel.load(in.offsets, in.slices);
  Value work =
      kernel.select(kernel.isEqual(end, in.total), in.work, kernel.index(0));
  kernel.forRange(kernel.block(), work, in.blocks, [&](Value item) {
    Tile tile;
    tile.part = kernel.rem(item, in.parts);
    Value rest = kernel.div(item, in.parts);
    Value number = kernel.rem(rest, in.tiles);
    tile.outer = kernel.div(rest, in.tiles);
    Value length = kernel.add(in.slices, in.total);
    Value firstItem = kernel.mul(number, in.items);
    Value lastItem = kernel.min(kernel.add(firstItem, in.items), length);
    tile.firstSlice = buildStart(kernel, in, number);
    tile.lastSlice =
        buildStart(kernel, in, kernel.add(number, kernel.index(1)));
    tile.firstCopy = kernel.sub(firstItem, tile.firstSlice);
    tile.count =
        kernel.sub(kernel.sub(lastItem, tile.lastSlice), tile.firstCopy);
    buildMarks(kernel, in, tile);
    write(tile);
    kernel.barrier();
  });
}

/// Copies the columns of a tile, unit by unit.
static void buildUnitCopies(KernelBuilder &kernel, const TilesOperands &in,
                            const Tile &tile, Value source, Value result) {
  // A tile of more than one copy has all of the columns.
  Value firstColumn = kernel.mul(tile.part, in.columns);
  Value width = kernel.min(kernel.sub(in.inner, firstColumn), in.columns);
  Value sourceRows = kernel.mul(tile.outer, in.slices);
  Value resultRows =
      kernel.add(kernel.mul(tile.outer, in.total), tile.firstCopy);
  kernel.forRange(
      kernel.thread(), kernel.mul(tile.count, width),
      kernel.index(kBlockThreads), [&](Value unit) {
        Value row = kernel.divide(unit, in.columnsDivisor);
        Value column = kernel.add(
            firstColumn, kernel.sub(unit, kernel.mul(row, in.columns)));
        Value slice = buildSlice(kernel, tile, row);
        Value from = kernel.mul(kernel.add(sourceRows, slice), in.inner);
        Value to = kernel.mul(kernel.add(resultRows, row), in.inner);
        kernel.store(kernel.load(source, kernel.add(from, column)), result,
                     kernel.add(to, column));
      });
}

/// The unit of a slice: its element, or, without a source, its number.
static Value buildUnit(KernelBuilder &kernel, const WithTiles<UnitOperands> &in,
                       const Tile &tile, const ElementUnits &units,
                       Value slice) {
  if (in.own.source) {
    Value row = kernel.mul(tile.outer, in.tiles.slices);
    return kernel.load(in.own.source, kernel.add(row, slice));
  }
  if (units.bytes == 8)
    return slice;
  return arith::IndexCastOp::create(kernel, kernel.getLoc(), units.type, slice);
}

/// Writes a tile of rows of one unit by the 16 bytes. Those that another tile
/// has a part in are written by the unit.
static void buildWords(KernelBuilder &kernel, const WithTiles<UnitOperands> &in,
                       const Tile &tile, const ElementUnits &units) {
  Value one = kernel.index(1);
  Value perWord = kernel.index(units.getPerVector());
  Value first =
      kernel.add(kernel.mul(tile.outer, in.tiles.total), tile.firstCopy);
  Value end = kernel.add(first, tile.count);
  auto loadAt = [&](Value place) {
    Value slice = buildSlice(kernel, tile, kernel.sub(place, first));
    return buildUnit(kernel, in, tile, units, slice);
  };
  auto writeUnits = [&](Value begin, Value behind) {
    kernel.forRange(
        kernel.max(begin, first), kernel.min(behind, end), one,
        [&](Value at) { kernel.store(loadAt(at), in.own.result, at); });
  };
  auto writeWord = [&](Value begin, Value word) {
    Value vector = units.buildVector(kernel, [&](int64_t i) {
      return loadAt(kernel.add(begin, kernel.index(i)));
    });
    kernel.store(vector, in.own.words, word);
  };
  Value numWords = kernel.ceilDiv(end, units.getPerVector());
  kernel.forRange(kernel.add(kernel.div(first, perWord), kernel.thread()),
                  numWords, kernel.index(kBlockThreads), [&](Value word) {
                    Value begin = kernel.mul(word, perWord);
                    Value behind = kernel.add(begin, perWord);
                    Value isShared = kernel.either(kernel.isLess(begin, first),
                                                   kernel.isLess(end, behind));
                    kernel.ifElse(isShared, [&] { writeUnits(begin, behind); });
                    Value isWhole = kernel.both(
                        kernel.isLess(kernel.sub(first, one), begin),
                        kernel.isLess(behind, kernel.add(end, one)));
                    kernel.ifElse(isWhole, [&] { writeWord(begin, word); });
                  });
}

/// Writes the numbers of slices, each as several units: those above the first
/// hold more bits than an index has.
static void buildWideIndices(KernelBuilder &kernel, const Tile &tile,
                             const ElementUnits &units, Value result) {
  kernel.forRange(kernel.thread(), tile.count, kernel.index(kBlockThreads),
                  [&](Value row) {
                    Value first = kernel.mul(kernel.add(tile.firstCopy, row),
                                             kernel.index(units.count));
                    kernel.store(buildSlice(kernel, tile, row), result, first);
                    for (int64_t i = 1; i < units.count; ++i)
                      kernel.store(kernel.index(0), result,
                                   kernel.add(first, kernel.index(i)));
                  });
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

/// Launches `body` over the tiles; it gets what `own` holds on the host.
template <typename Own>
static void
launchTiles(KernelLauncher &launcher, StringRef name, Own own,
            const Tiling &tiling, Value offsetBytes,
            KernelLauncher::Body<llvm::type_identity_t<WithTiles<Own>>> body) {
  IndexEmitter &host = launcher.host;
  OpBuilder &builder = host;
  Type i64 = builder.getI64Type();
  Value offsets = buildUnits(host, offsetBytes, i64);
  Value numStarts = host.add(tiling.tiles, host.index(1));
  Value startBytes =
      buildDeviceBytes(builder, host.getLoc(), numStarts, /*elementBytes=*/8);
  Value starts = buildUnits(host, startBytes, i64);
  Value areMany = host.isLess(host.index(kFewTiles), tiling.tiles);
  launcher.launchIf(areMany, [&] {
    launcher.launchOverPositions("expand_starts", numStarts,
                                 StartOperands{offsets, starts, tiling.slices,
                                               tiling.total, tiling.items},
                                 buildStarts);
  });

  Divisor columnsDivisor(host, tiling.columns);
  Value work = host.mul(host.mul(tiling.outer, tiling.tiles), tiling.parts);
  Value blocks =
      host.max(host.min(work, host.index(kMaxBlocks)), host.index(1));
  TilesOperands tiles = {offsets,        starts,       tiling.slices,
                         tiling.total,   tiling.inner, tiling.items,
                         tiling.columns, tiling.tiles, tiling.parts,
                         columnsDivisor, work,         blocks};
  launcher.launch(name, blocks, WithTiles<Own>{own, tiles}, body,
                  {getWorkgroupMemory(builder.getI32Type(), kMarksSize),
                   getWorkgroupMemory(i64, kBlockThreads)});
  gpu::DeallocOp::create(builder, host.getLoc(), /*asyncToken=*/Type(),
                         /*asyncDependencies=*/ValueRange(), startBytes);
}

/// Launches over the tiles of rows of one unit.
static void launchUnits(KernelLauncher &launcher, StringRef name,
                        const ElementUnits &units, const Tiling &tiling,
                        Value offsetBytes, Value source, Value resultBytes) {
  IndexEmitter &host = launcher.host;
  UnitOperands own = {source,
                      buildUnits(host, resultBytes, units.getVectorType()),
                      buildUnits(host, resultBytes, units.type)};
  launchTiles(launcher, name, own, tiling, offsetBytes,
              [&](KernelBuilder &kernel, const WithTiles<UnitOperands> &in) {
                buildTiles(kernel, in.tiles, [&](const Tile &tile) {
                  buildWords(kernel, in, tile, units);
                });
              });
}

static Value buildSlices(IndexEmitter &host, Value offsets) {
  Value entries =
      memref::DimOp::create(host, host.getLoc(), offsets, host.index(0));
  return host.sub(entries, host.index(1));
}

void rint::launchExpandRuns(KernelLauncher &launcher, ExpandRunsOp op) {
  IndexEmitter &host = launcher.host;
  auto units = ElementUnits::get(getElementTypeOrSelf(op.getInit().getType()));
  AroundDim around(host, op.getInit(), op.getDim());
  Value outer = around.outer, total = around.size;
  Value inner = host.mul(around.inner, units.count);
  Value source = findDeviceBytes(op.getSource());
  Value result = findDeviceBytes(op.getInit());
  Value offsets = findDeviceBytes(op.getOffsets());
  Value slices = buildSlices(host, op.getOffsets());
  std::string name = "expand_runs_";
  if (isConstantIntValue(inner, 1)) {
    name += "of_i" + std::to_string(units.bytes * 8);
    return launchUnits(launcher, name, units,
                       Tiling(host, outer, slices, total, inner), offsets,
                       buildUnits(host, source, units.type), result);
  }
  RowCopy copy(host, inner, units, source, result);
  Tiling tiling(host, outer, slices, total, copy.getRowUnits());
  launchTiles(launcher, name + copy.getName(), copy, tiling, offsets,
              [](KernelBuilder &kernel, const WithTiles<RowCopy> &in) {
                in.own.build(kernel, [&](Value source, Value result) {
                  buildTiles(kernel, in.tiles, [&](const Tile &tile) {
                    buildUnitCopies(kernel, in.tiles, tile, source, result);
                  });
                });
              });
}

void rint::launchExpandIndices(KernelLauncher &launcher, ExpandIndicesOp op) {
  IndexEmitter &host = launcher.host;
  auto units = ElementUnits::get(getElementTypeOrSelf(op.getInit().getType()));
  Value total =
      memref::DimOp::create(host, host.getLoc(), op.getInit(), host.index(0));
  Value one = host.index(1);
  Value result = findDeviceBytes(op.getInit());
  Value offsets = findDeviceBytes(op.getOffsets());
  Tiling tiling(host, /*outer=*/one, buildSlices(host, op.getOffsets()), total,
                /*inner=*/one);
  std::string name = "expand_indices_i" + std::to_string(units.bytes * 8);
  if (units.count == 1)
    return launchUnits(launcher, name, units, tiling, offsets,
                       /*source=*/Value(), result);
  name += "x" + std::to_string(units.count);
  WideIndexOperands own = {buildUnits(host, result, units.type)};
  launchTiles(
      launcher, name, own, tiling, offsets,
      [&](KernelBuilder &kernel, const WithTiles<WideIndexOperands> &in) {
        buildTiles(kernel, in.tiles, [&](const Tile &tile) {
          buildWideIndices(kernel, tile, units, in.own.result);
        });
      });
}
