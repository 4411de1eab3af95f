//===- BroadcastKernels.cpp - One count for every slice ---------*- C++ -*-===//
//
// A broadcast is seen as a list of dimensions, outermost first, that are either
// kept from the source or added; neighbours of the same kind are merged. One
// count for each slice is then [kept, added, kept], or [kept, added] where
// elements are repeated. Positions of the result are taken apart by divisions
// that the host has prepared.
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

namespace {

struct Dimension {
  Value size;
  bool isAdded;
};
using Dimensions = SmallVector<Dimension>;

/// The most dimensions of a launch. Devices may take as few as 32 parameters,
/// and a dimension needs up to four.
constexpr size_t kMaxDimensions = 6;

/// The part of a position that is left and the position in the source so far.
/// Takes dimensions off, the innermost first, on the device.
class PositionReader {
public:
  /// `next` is the first argument of the kernel that belongs to the reader.
  PositionReader(KernelBuilder &kernel, unsigned next)
      : kernel(kernel), next(next) {}

  /// The position in the source for `position` in `dims`.
  Value read(ArrayRef<bool> isAdded, Value position);

  /// What `read` needs, as operands of the launch.
  static SmallVector<Value> buildOperands(IndexBuilder &host,
                                          ArrayRef<Dimension> dims);

private:
  KernelBuilder &kernel;
  unsigned next;
};

} // namespace

SmallVector<Value> PositionReader::buildOperands(IndexBuilder &host,
                                                 ArrayRef<Dimension> dims) {
  SmallVector<Value> operands;
  Value stride = host.constant(1);
  for (const Dimension &dim : llvm::reverse(dims)) {
    if (&dim != dims.begin()) {
      auto [multiplier, shift] = buildDivisor(host, dim.size);
      llvm::append_values(operands, dim.size, multiplier, shift);
    }
    if (!dim.isAdded) {
      operands.push_back(stride);
      stride = host.mul(stride, dim.size);
    }
  }
  return operands;
}

Value PositionReader::read(ArrayRef<bool> isAdded, Value position) {
  unsigned at = next;
  Value rest = position, source = kernel.constant(0);
  for (size_t i = isAdded.size(); i-- > 0;) {
    Value coordinate = rest;
    if (i != 0) {
      Value size = kernel.argument(at++);
      Value multiplier = kernel.argument(at++), shift = kernel.argument(at++);
      Value quotient = kernel.divide(rest, multiplier, shift);
      coordinate = kernel.sub(rest, kernel.mul(quotient, size));
      rest = quotient;
    }
    if (!isAdded[i])
      source =
          kernel.add(source, kernel.mul(coordinate, kernel.argument(at++)));
  }
  return source;
}

/// The dimensions of the result of `op` in units of its elements.
static Dimensions getDimensions(IndexBuilder &host, linalg::BroadcastOp op,
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
       llvm::enumerate(memref::getMixedSizes(host.builder, host.loc, init))) {
    Value value = getValueOrCreateConstantIndexOp(host.builder, host.loc, size);
    append(value, llvm::is_contained(op.getDimensions(), int64_t(i)));
  }
  append(host.constant(units.count), /*isAdded=*/false);
  if (dims.empty())
    dims.push_back({host.constant(1), /*isAdded=*/false});
  return dims;
}

static Value buildProduct(IndexBuilder &host, ArrayRef<Dimension> dims) {
  Value product = host.constant(1);
  for (const Dimension &dim : dims)
    product = host.mul(product, dim.size);
  return product;
}

/// "broadcast_ka_i32": the kinds of the dimensions and what is moved.
static std::string getName(StringRef stem, ArrayRef<bool> isAdded,
                           StringRef unit) {
  std::string name = stem.str() + "_";
  for (bool added : isAdded)
    name += added ? 'a' : 'k';
  return name + "_" + unit.str();
}

static SmallVector<bool> getKinds(ArrayRef<Dimension> dims) {
  return llvm::map_to_vector(dims,
                             [](const Dimension &d) { return d.isAdded; });
}

/// The innermost dimension is kept: each thread moves one unit at a time.
static void launchRows(KernelLauncher &launcher, Value source, Value result,
                       Dimensions dims, const ElementUnits &units) {
  IndexBuilder &host = launcher.host;
  RowCopy copy(host, dims.back().size, units, source, result);
  dims.back().size = copy.getRowUnits();
  SmallVector<bool> kinds = getKinds(dims);
  SmallVector<Value> operands(copy.getOperands());
  unsigned firstReaderOperand = operands.size();
  llvm::append_range(operands, PositionReader::buildOperands(host, dims));
  unsigned numOperands = operands.size();
  launcher.launchOverPositions(
      getName("broadcast", kinds, copy.getName()), buildProduct(host, dims),
      operands, [&](KernelBuilder &kernel) {
        copy.build(kernel, [&](Value source, Value result) {
          kernel.forOwnPositions(
              kernel.argument(numOperands), kernel.argument(numOperands + 1),
              [&](Value position) {
                PositionReader reader(kernel, firstReaderOperand);
                Value from = reader.read(kinds, position);
                kernel.store(kernel.load(source, from), result, position);
              });
        });
      });
}

/// The innermost dimension is added: each thread makes 16 bytes of runs of the
/// same unit. One division finds the first run; the others follow by counting.
static void launchRuns(KernelLauncher &launcher, Value source, Value result,
                       ArrayRef<Dimension> dims, const ElementUnits &units) {
  IndexBuilder &host = launcher.host;
  int64_t perVector = units.getPerVector();
  VectorType vectorType = units.getVectorType();

  ArrayRef<Dimension> outer = dims.drop_back();
  SmallVector<bool> kinds = getKinds(outer);
  Value repeats = dims.back().size, runs = buildProduct(host, outer);
  auto [multiplier, shift] = buildDivisor(host, repeats);
  SmallVector<Value> operands = {buildUnits(host, source, units.type),
                                 buildUnits(host, result, vectorType),
                                 repeats,
                                 multiplier,
                                 shift,
                                 host.sub(runs, host.constant(1))};
  unsigned firstReaderOperand = operands.size();
  llvm::append_range(operands, PositionReader::buildOperands(host, outer));
  unsigned numOperands = operands.size();
  Value work = host.ceilDiv(host.mul(runs, repeats), perVector);

  std::string unitName = "i" + std::to_string(units.bytes * 8);
  launcher.launchOverPositions(
      getName("broadcast_runs", getKinds(dims), unitName), work, operands,
      [&](KernelBuilder &kernel) {
        Value repeats = kernel.argument(2), lastRun = kernel.argument(5);
        Value zero = kernel.constant(0), one = kernel.constant(1);
        kernel.forOwnPositions(
            kernel.argument(numOperands), kernel.argument(numOperands + 1),
            [&](Value position) {
              Value first = kernel.mul(position, kernel.constant(perVector));
              Value run =
                  kernel.divide(first, kernel.argument(3), kernel.argument(4));
              Value copy = kernel.sub(first, kernel.mul(run, repeats));
              PositionReader reader(kernel, firstReaderOperand);
              Value vector = units.buildVector(kernel, [&](int64_t) {
                // Behind the last run there is room in the buffer, but nothing
                // to read.
                Value from = reader.read(kinds, kernel.min(run, lastRun));
                Value unit = kernel.load(kernel.argument(0), from);
                copy = kernel.add(copy, one);
                Value isLast = kernel.isEqual(copy, repeats);
                copy = kernel.select(isLast, zero, copy);
                run = kernel.select(isLast, kernel.add(run, one), run);
                return unit;
              });
              kernel.store(vector, kernel.argument(1), position);
            });
      });
}

/// Launches with no more dimensions than devices take parameters for. The
/// innermost ones are broadcast first where there are more.
static void launchDimensions(KernelLauncher &launcher, Value source,
                             Value result, Dimensions dims,
                             const ElementUnits &units) {
  IndexBuilder &host = launcher.host;
  OpBuilder &builder = host.builder;
  if (dims.size() <= kMaxDimensions) {
    if (!dims.back().isAdded)
      return launchRows(launcher, source, result, dims, units);
    if (dims.size() == 1)
      dims.insert(dims.begin(), {host.constant(1), /*isAdded=*/false});
    return launchRuns(launcher, source, result, dims, units);
  }

  size_t split = dims.size() - (kMaxDimensions - 1);
  Dimensions outer(ArrayRef<Dimension>(dims).take_front(split));
  Dimensions inner(ArrayRef<Dimension>(dims).drop_front(split));
  Value rows = host.constant(1), rowUnits = buildProduct(host, inner);
  for (const Dimension &dim : outer)
    if (!dim.isAdded)
      rows = host.mul(rows, dim.size);
  Value bytes = buildDeviceBytes(builder, host.loc, host.mul(rows, rowUnits),
                                 units.bytes);
  inner.insert(inner.begin(), {rows, /*isAdded=*/false});
  launchDimensions(launcher, source, bytes, inner, units);
  if (outer.back().isAdded)
    outer.push_back({rowUnits, /*isAdded=*/false});
  else
    outer.back().size = host.mul(outer.back().size, rowUnits);
  launchDimensions(launcher, bytes, result, outer, units);
  gpu::DeallocOp::create(builder, host.loc, /*asyncToken=*/Type(),
                         /*asyncDependencies=*/ValueRange(), bytes);
}

void rint::launchBroadcast(KernelLauncher &launcher, linalg::BroadcastOp op) {
  auto units = ElementUnits::get(getElementTypeOrSelf(op.getInit().getType()));
  launchDimensions(launcher, findDeviceBytes(op.getInput()),
                   findDeviceBytes(op.getInit()),
                   getDimensions(launcher.host, op, units), units);
}
