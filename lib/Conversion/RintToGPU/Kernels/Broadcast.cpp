//===- Broadcast.cpp - One count for every slice ----------------*- C++ -*-===//
//
// A broadcast is seen as a list of dimensions, outermost first, that are either
// kept from the source or added; neighbours of the same kind are merged. One
// count for each slice is then [kept, added, kept], or [kept, added] where
// elements are repeated. Positions of the result are taken apart by divisions
// that the host has prepared.
//
//===----------------------------------------------------------------------===//

#include "Broadcast.h"

#include "../RowCopy.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "rint/Transforms/GPU/DeviceBuffers.h"

using namespace mlir;
using namespace mlir::rint;

namespace {

struct Dimension {
  Value size;
  bool isAdded;
};
using Dimensions = SmallVector<Dimension>;

/// The most dimensions of a launch. Devices may take as few as 32 parameters,
/// and a dimension needs up to four.
constexpr size_t kMaxDimensions = 6;

/// What finds the place of a position in the source: takes dimensions off, the
/// innermost first. Part of what a kernel is passed.
class PositionReader {
public:
  PositionReader(IndexEmitter &host, ArrayRef<Dimension> dims);
  void list(KernelFields &fields);

  /// The place in the source for `position`.
  Value read(KernelBuilder &kernel, Value position) const;

private:
  struct Step {
    /// The size of the dimension, and what divides by it; the outermost needs
    /// none.
    Value size;
    Divisor divisor;
    /// The distance of neighbours in the source; null if there is one for all.
    Value stride;
  };
  SmallVector<Step> steps;
};

} // namespace

PositionReader::PositionReader(IndexEmitter &host, ArrayRef<Dimension> dims) {
  Value stride = host.index(1);
  for (const Dimension &dim : llvm::reverse(dims)) {
    Step &step = steps.emplace_back();
    if (&dim != dims.begin()) {
      step.size = dim.size;
      step.divisor = Divisor(host, dim.size);
    }
    if (!dim.isAdded) {
      step.stride = stride;
      stride = host.mul(stride, dim.size);
    }
  }
}

void PositionReader::list(KernelFields &fields) {
  for (Step &step : steps) {
    fields.push_back(&step.size);
    step.divisor.list(fields);
    fields.push_back(&step.stride);
  }
}

Value PositionReader::read(KernelBuilder &kernel, Value position) const {
  Value rest = position, source = kernel.index(0);
  for (const Step &step : steps) {
    Value coordinate = rest;
    if (step.size) {
      Value quotient = kernel.divide(rest, step.divisor);
      coordinate = kernel.sub(rest, kernel.mul(quotient, step.size));
      rest = quotient;
    }
    if (step.stride)
      source = kernel.add(source, kernel.mul(coordinate, step.stride));
  }
  return source;
}

/// The dimensions of the result of `op` in units of its elements.
static Dimensions getDimensions(IndexEmitter &host, linalg::BroadcastOp op,
                                const ElementUnits &units) {
  Dimensions dims;
  auto append = [&](Value size, bool isAdded) {
    if (isConstantIntValue(size, 1))
      return;
    if (!dims.empty() && dims.back().isAdded == isAdded)
      dims.back().size = host.mul(dims.back().size, size);
    else
      dims.push_back({size, isAdded});
  };
  Value init = op.getInit();
  for (auto [i, size] :
       llvm::enumerate(memref::getMixedSizes(host, host.getLoc(), init))) {
    Value value = getValueOrCreateConstantIndexOp(host, host.getLoc(), size);
    append(value, llvm::is_contained(op.getDimensions(), int64_t(i)));
  }
  append(host.index(units.count), /*isAdded=*/false);
  if (dims.empty())
    dims.push_back({host.index(1), /*isAdded=*/false});
  return dims;
}

static Value buildProduct(IndexEmitter &host, ArrayRef<Dimension> dims) {
  Value product = host.index(1);
  for (const Dimension &dim : dims)
    product = host.mul(product, dim.size);
  return product;
}

/// "broadcast_ka_i32": the kinds of the dimensions and what is moved.
static std::string getName(StringRef stem, ArrayRef<Dimension> dims,
                           StringRef unit) {
  std::string name = stem.str() + "_";
  for (const Dimension &dim : dims)
    name += dim.isAdded ? 'a' : 'k';
  return name + "_" + unit.str();
}

namespace {

struct RowOperands {
  void list(KernelFields &fields) {
    copy.list(fields);
    reader.list(fields);
  }

  RowCopy copy;
  PositionReader reader;
};

struct RunOperands {
  void list(KernelFields &fields) {
    fields.append({&source, &result, &repeats});
    divisor.list(fields);
    fields.push_back(&lastRun);
    reader.list(fields);
  }

  /// The source as units, and the result as vectors.
  Value source, result;
  /// Copies of a unit, and what divides by their number.
  Value repeats;
  Divisor divisor;
  Value lastRun;
  PositionReader reader;
};

} // namespace

/// The innermost dimension is kept: each thread moves one unit at a time.
static void launchRows(KernelLauncher &launcher, Value source, Value result,
                       Dimensions dims, const ElementUnits &units) {
  IndexEmitter &host = launcher.host;
  RowCopy copy(host, dims.back().size, units, source, result);
  dims.back().size = copy.getRowUnits();
  PositionReader reader(host, dims);
  launcher.launchOverPositions(
      getName("broadcast", dims, copy.getName()), buildProduct(host, dims),
      RowOperands{copy, reader},
      [](KernelBuilder &kernel, const RowOperands &in,
         const Positions &positions) {
        in.copy.build(kernel, [&](Value source, Value result) {
          kernel.forOwnPositions(positions, [&](Value position) {
            Value from = in.reader.read(kernel, position);
            kernel.store(kernel.load(source, from), result, position);
          });
        });
      });
}

/// Each thread makes 16 bytes of runs of the same unit. One division finds the
/// first run; the others follow by counting.
static void buildRuns(KernelBuilder &kernel, const RunOperands &in,
                      const Positions &positions, const ElementUnits &units) {
  Value zero = kernel.index(0), one = kernel.index(1);
  Value perVector = kernel.index(units.getPerVector());
  kernel.forOwnPositions(positions, [&](Value position) {
    Value first = kernel.mul(position, perVector);
    Value run = kernel.divide(first, in.divisor);
    Value copy = kernel.sub(first, kernel.mul(run, in.repeats));
    Value vector = units.buildVector(kernel, [&](int64_t) {
      // Behind the last run there is room in the buffer, but nothing to read.
      Value from = in.reader.read(kernel, kernel.min(run, in.lastRun));
      Value unit = kernel.load(in.source, from);
      copy = kernel.add(copy, one);
      Value isLast = kernel.isEqual(copy, in.repeats);
      copy = kernel.select(isLast, zero, copy);
      run = kernel.select(isLast, kernel.add(run, one), run);
      return unit;
    });
    kernel.store(vector, in.result, position);
  });
}

/// The innermost dimension is added.
static void launchRuns(KernelLauncher &launcher, Value source, Value result,
                       ArrayRef<Dimension> dims, const ElementUnits &units) {
  IndexEmitter &host = launcher.host;
  ArrayRef<Dimension> outer = dims.drop_back();
  Value repeats = dims.back().size, runs = buildProduct(host, outer);
  RunOperands operands = {buildUnits(host, source, units.type),
                          buildUnits(host, result, units.getVectorType()),
                          repeats,
                          Divisor(host, repeats),
                          host.sub(runs, host.index(1)),
                          PositionReader(host, outer)};
  std::string unitName = "i" + std::to_string(units.bytes * 8);
  launcher.launchOverPositions(
      getName("broadcast_runs", dims, unitName),
      host.ceilDiv(host.mul(runs, repeats), units.getPerVector()), operands,
      [&](KernelBuilder &kernel, const RunOperands &in,
          const Positions &positions) {
        buildRuns(kernel, in, positions, units);
      });
}

/// Launches with no more dimensions than devices take parameters for. The
/// innermost ones are broadcast first where there are more.
static void launchDimensions(KernelLauncher &launcher, Value source,
                             Value result, Dimensions dims,
                             const ElementUnits &units) {
  IndexEmitter &host = launcher.host;
  OpBuilder &builder = host;
  if (dims.size() <= kMaxDimensions) {
    if (!dims.back().isAdded)
      return launchRows(launcher, source, result, dims, units);
    if (dims.size() == 1)
      dims.insert(dims.begin(), {host.index(1), /*isAdded=*/false});
    return launchRuns(launcher, source, result, dims, units);
  }

  size_t split = dims.size() - (kMaxDimensions - 1);
  Dimensions outer(ArrayRef<Dimension>(dims).take_front(split));
  Dimensions inner(ArrayRef<Dimension>(dims).drop_front(split));
  Value rows = host.index(1), rowUnits = buildProduct(host, inner);
  for (const Dimension &dim : outer)
    if (!dim.isAdded)
      rows = host.mul(rows, dim.size);
  Value bytes = buildDeviceBytes(builder, host.getLoc(),
                                 host.mul(rows, rowUnits), units.bytes);
  inner.insert(inner.begin(), {rows, /*isAdded=*/false});
  launchDimensions(launcher, source, bytes, inner, units);
  if (outer.back().isAdded)
    outer.push_back({rowUnits, /*isAdded=*/false});
  else
    outer.back().size = host.mul(outer.back().size, rowUnits);
  launchDimensions(launcher, bytes, result, outer, units);
  gpu::DeallocOp::create(builder, host.getLoc(), /*asyncToken=*/Type(),
                         /*asyncDependencies=*/ValueRange(), bytes);
}

void rint::launchBroadcast(KernelLauncher &launcher, linalg::BroadcastOp op) {
  auto units = ElementUnits::get(getElementTypeOrSelf(op.getInit().getType()));
  launchDimensions(launcher, findDeviceBytes(op.getInput()),
                   findDeviceBytes(op.getInit()),
                   getDimensions(launcher.host, op, units), units);
}
