//===- Segments.cpp - Reductions of segments --------------------*- C++ -*-===//
//
// A thread makes an element of the result, in the order of the slices; or,
// where there are few elements of long segments each, a block does: its threads
// take turns with the slices, and what they have is combined in halves. There
// is nothing that threads compete for, so that every run has the same result.
//
//===----------------------------------------------------------------------===//

#include "Segments.h"

#include "../../Utils/AroundDim.h"
#include "../../Utils/Reduction.h"
#include "../ElementUnits.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/TypeUtilities.h"
#include "rint/Transforms/GPU/DeviceBuffers.h"

using namespace mlir;
using namespace mlir::rint;

/// Rows of fewer units, in segments of at least so many slices on average, are
/// reduced by blocks.
static constexpr int64_t kNarrowRow = 32, kLongSegment = 64;

namespace {

/// How elements of a type are reduced on a device, where they are units.
/// Numbers of less than 32 bits are computed on in 32 bits.
class DeviceReduction {
public:
  DeviceReduction(ReductionKind kind, Type element)
      : reduction(kind, element), element(element),
        units(ElementUnits::get(element)) {}

  /// The type of an accumulator.
  Type getType() const;
  Value buildNeutral(KernelBuilder &kernel) const;
  Value buildCombined(KernelBuilder &kernel, Value lhs, Value rhs) const {
    IndexEmitter &e = kernel;
    return reduction.buildCombined(e, lhs, rhs);
  }
  /// An element of the source as an accumulator.
  Value load(KernelBuilder &kernel, Value source, Value position) const;
  /// Writes what an accumulator of `count` slices becomes.
  void store(KernelBuilder &kernel, Value accumulator, Value count,
             Value result, Value position) const;

  /// In memory that the threads of a block share.
  Value loadShared(KernelBuilder &kernel, Value position) const;

private:
  Value extend(IndexEmitter &e, Value number) const;

  Reduction reduction;
  Type element;
  ElementUnits units;
};

/// What both kernels are passed. Either offsets or a count.
struct SegmentsOperands {
  void list(KernelFields &fields) {
    fields.append(
        {&source, &result, &offsets, &count, &slices, &segments, &inner});
    innerDivisor.list(fields);
    segmentsDivisor.list(fields);
  }

  Value source, result, offsets, count;
  Value slices, segments, inner;
  Divisor innerDivisor, segmentsDivisor;
};

/// What the kernel is passed whose blocks make an element each.
struct BlockOperands {
  void list(KernelFields &fields) {
    shape.list(fields);
    fields.append({&work, &blocks});
  }

  SegmentsOperands shape;
  Value work, blocks;
};

/// An element of the result: the slices that it is made of, and where its
/// column begins in the source.
struct Target {
  Value begin, end, column;
};

} // namespace

//===----------------------------------------------------------------------===//
// Floats of 16 bits
//===----------------------------------------------------------------------===//

namespace {

/// Arithmetic on the bits of floats: not every device has floats of 16 bits,
/// nor keeps subnormal ones.
struct FloatBits {
  explicit FloatBits(IndexEmitter &e) : e(e) {}

  Value constant(int64_t value) {
    return arith::ConstantIntOp::create(e, value, /*width=*/32);
  }
  template <typename OpTy> Value build(Value lhs, int64_t rhs) {
    return OpTy::create(e, lhs, constant(rhs));
  }
  Value compare(arith::CmpIPredicate predicate, Value lhs, int64_t rhs) {
    return arith::CmpIOp::create(e, predicate, lhs, constant(rhs));
  }
  Value select(Value condition, Value ifTrue, Value ifFalse) {
    return arith::SelectOp::create(e, condition, ifTrue, ifFalse);
  }
  Value toFloat(Value bits) {
    return arith::BitcastOp::create(e, e.getF32Type(), bits);
  }
  Value toBits(Value number) {
    return arith::BitcastOp::create(e, e.getI32Type(), number);
  }
  Value number(float value) {
    return arith::ConstantOp::create(e, e.getF32FloatAttr(value));
  }

  IndexEmitter &e;
};

} // namespace

/// The f32 of an f16 whose bits are `unit`.
static Value buildFromF16(IndexEmitter &e, Value unit) {
  FloatBits b(e);
  using arith::CmpIPredicate;
  Value bits = arith::ExtUIOp::create(e, e.getI32Type(), unit);
  Value magnitude = b.build<arith::AndIOp>(bits, 0x7FFF);
  Value moved = b.build<arith::ShLIOp>(magnitude, 13);
  Value normal = b.build<arith::AddIOp>(moved, int64_t(112) << 23);
  Value special = b.build<arith::OrIOp>(moved, 0x7F800000);
  Value count = arith::UIToFPOp::create(e, e.getF32Type(), magnitude);
  Value subnormal =
      b.toBits(arith::MulFOp::create(e, count, b.number(0x1p-24F)));
  Value result = b.select(b.compare(CmpIPredicate::uge, magnitude, 0x7C00),
                          special, normal);
  result = b.select(b.compare(CmpIPredicate::ult, magnitude, 0x400), subnormal,
                    result);
  Value sign = b.build<arith::ShLIOp>(b.build<arith::AndIOp>(bits, 0x8000), 16);
  return b.toFloat(arith::OrIOp::create(e, result, sign));
}

/// The bits of an f32 rounded to an f16, to nearest even. The last bit of 0.5
/// is worth the least f16.
static Value buildF16(IndexEmitter &e, Value number) {
  FloatBits b(e);
  using arith::CmpIPredicate;
  Value bits = b.toBits(number);
  Value magnitude = b.build<arith::AndIOp>(bits, 0x7FFFFFFF);
  Value isOdd =
      b.build<arith::AndIOp>(b.build<arith::ShRUIOp>(magnitude, 13), 1);
  Value normal =
      b.build<arith::AddIOp>(magnitude, 0xFFF - (int64_t(112) << 23));
  normal = arith::AddIOp::create(e, normal, isOdd);
  normal = b.build<arith::ShRUIOp>(normal, 13);
  normal = b.select(b.compare(CmpIPredicate::ugt, normal, 0x7C00),
                    b.constant(0x7C00), normal);
  Value sum = arith::AddFOp::create(e, b.toFloat(magnitude), b.number(0.5F));
  Value subnormal = b.build<arith::SubIOp>(b.toBits(sum), 0x3F000000);
  Value result = b.select(b.compare(CmpIPredicate::ult, magnitude, 0x38800000),
                          subnormal, normal);
  result = b.select(b.compare(CmpIPredicate::ugt, magnitude, 0x7F800000),
                    b.constant(0x7E00), result);
  Value sign =
      b.build<arith::AndIOp>(b.build<arith::ShRUIOp>(bits, 16), 0x8000);
  result = arith::OrIOp::create(e, result, sign);
  return arith::TruncIOp::create(e, e.getIntegerType(16), result);
}

/// The f32 of a bf16 whose bits are `unit`.
static Value buildFromBF16(IndexEmitter &e, Value unit) {
  FloatBits b(e);
  Value bits = arith::ExtUIOp::create(e, e.getI32Type(), unit);
  return b.toFloat(b.build<arith::ShLIOp>(bits, 16));
}

/// The bits of an f32 rounded to a bf16, to nearest even.
static Value buildBF16(IndexEmitter &e, Value number) {
  FloatBits b(e);
  Value bits = b.toBits(number);
  Value isOdd = b.build<arith::AndIOp>(b.build<arith::ShRUIOp>(bits, 16), 1);
  Value rounded = b.build<arith::AddIOp>(bits, 0x7FFF);
  rounded = arith::AddIOp::create(e, rounded, isOdd);
  rounded = b.build<arith::ShRUIOp>(rounded, 16);
  Value isNaN =
      arith::CmpFOp::create(e, arith::CmpFPredicate::UNO, number, number);
  rounded = b.select(isNaN, b.constant(0x7FC0), rounded);
  return arith::TruncIOp::create(e, e.getIntegerType(16), rounded);
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

Type DeviceReduction::getType() const {
  Type type = reduction.getType();
  if (type.isIndex())
    return IntegerType::get(type.getContext(), 64);
  if (type.isInteger() && type.getIntOrFloatBitWidth() < 32)
    return IntegerType::get(type.getContext(), 32);
  return type;
}

/// `number`, as wide as its element or a unit, as an accumulator.
Value DeviceReduction::extend(IndexEmitter &e, Value number) const {
  Type type = getType();
  if (number.getType().isIndex())
    return e.createOrFold<arith::IndexCastOp>(e.getI64Type(), number);
  if (number.getType() == type)
    return number;
  if (isUnsignedCount(element))
    return e.createOrFold<arith::ExtUIOp>(type, number);
  return e.createOrFold<arith::ExtSIOp>(type, number);
}

Value DeviceReduction::buildNeutral(KernelBuilder &kernel) const {
  IndexEmitter &e = kernel;
  return extend(e, reduction.buildNeutral(e));
}

Value DeviceReduction::load(KernelBuilder &kernel, Value source,
                            Value position) const {
  Value unit = kernel.load(source, position);
  IndexEmitter &e = kernel;
  if (!isa<FloatType>(element))
    return extend(e, unit);
  if (element.isF16())
    return buildFromF16(e, unit);
  if (element.isBF16())
    return buildFromBF16(e, unit);
  return arith::BitcastOp::create(e, reduction.getType(), unit);
}

void DeviceReduction::store(KernelBuilder &kernel, Value accumulator,
                            Value count, Value result, Value position) const {
  IndexEmitter &e = kernel;
  Value unit = accumulator;
  if (isa<FloatType>(element)) {
    unit = reduction.buildResult(e, unit, count);
    if (element.isF16())
      unit = buildF16(e, unit);
    else if (element.isBF16())
      unit = buildBF16(e, unit);
    else
      unit = arith::BitcastOp::create(e, units.type, unit);
  } else if (unit.getType() != units.type) {
    unit = arith::TruncIOp::create(e, units.type, unit);
  }
  kernel.store(unit, result, position);
}

Value DeviceReduction::loadShared(KernelBuilder &kernel, Value position) const {
  Value number = kernel.load(kernel.shared(0), position);
  IndexEmitter &e = kernel;
  return number.getType().isIndex() ? extend(e, number) : number;
}

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

/// Whether the offsets, if there are any, are those of the slices. If not,
/// nothing may be read by them.
static Value buildIsGood(KernelBuilder &kernel, const SegmentsOperands &in) {
  if (!in.offsets)
    return kernel.isEqual(kernel.index(0), kernel.index(0));
  return kernel.isEqual(kernel.load(in.offsets, in.segments), in.slices);
}

static Target buildTarget(KernelBuilder &kernel, const SegmentsOperands &in,
                          Value position) {
  Value row = kernel.divide(position, in.innerDivisor);
  Value outer = kernel.divide(row, in.segmentsDivisor);
  Value segment = kernel.sub(row, kernel.mul(outer, in.segments));
  Value column = kernel.sub(position, kernel.mul(row, in.inner));
  Target target;
  if (in.count) {
    target.begin = kernel.mul(segment, in.count);
    target.end = kernel.add(target.begin, in.count);
  } else {
    target.begin = kernel.load(in.offsets, segment);
    target.end = kernel.load(in.offsets, kernel.add(segment, kernel.index(1)));
  }
  target.column =
      kernel.add(kernel.mul(kernel.mul(outer, in.slices), in.inner), column);
  return target;
}

/// What the slices of `target` from `first` on, `step` apart, come to.
static Value buildSlices(KernelBuilder &kernel, const SegmentsOperands &in,
                         const DeviceReduction &reduction, const Target &target,
                         Value first, Value step) {
  return kernel.forRange(
      first, target.end, step, reduction.buildNeutral(kernel),
      [&](Value slice, ValueRange sum) -> SmallVector<Value> {
        Value at = kernel.add(target.column, kernel.mul(slice, in.inner));
        return {reduction.buildCombined(kernel, sum[0],
                                        reduction.load(kernel, in.source, at))};
      })[0];
}

/// Each thread makes elements of its own.
static void buildThreads(KernelBuilder &kernel, const SegmentsOperands &in,
                         const DeviceReduction &reduction,
                         const Positions &positions) {
  Positions good = positions;
  good.work =
      kernel.select(buildIsGood(kernel, in), positions.work, kernel.index(0));
  kernel.forOwnPositions(good, [&](Value position) {
    Target target = buildTarget(kernel, in, position);
    Value sum = buildSlices(kernel, in, reduction, target, target.begin,
                            kernel.index(1));
    reduction.store(kernel, sum, kernel.sub(target.end, target.begin),
                    in.result, position);
  });
}

/// Each block makes elements of its own.
static void buildBlocks(KernelBuilder &kernel, const BlockOperands &in,
                        const DeviceReduction &reduction) {
  Value work =
      kernel.select(buildIsGood(kernel, in.shape), in.work, kernel.index(0));
  kernel.forRange(kernel.block(), work, in.blocks, [&](Value position) {
    Target target = buildTarget(kernel, in.shape, position);
    Value own = buildSlices(kernel, in.shape, reduction, target,
                            kernel.add(target.begin, kernel.thread()),
                            kernel.index(kBlockThreads));
    kernel.store(own, kernel.shared(0), kernel.thread());
    kernel.barrier();
    for (int64_t half = kBlockThreads / 2; half > 0; half /= 2) {
      kernel.ifElse(kernel.isLess(kernel.thread(), kernel.index(half)), [&] {
        Value upper = kernel.add(kernel.thread(), kernel.index(half));
        Value sum = reduction.buildCombined(
            kernel, reduction.loadShared(kernel, kernel.thread()),
            reduction.loadShared(kernel, upper));
        kernel.store(sum, kernel.shared(0), kernel.thread());
      });
      kernel.barrier();
    }
    kernel.ifElse(kernel.isEqual(kernel.thread(), kernel.index(0)), [&] {
      reduction.store(kernel, reduction.loadShared(kernel, kernel.index(0)),
                      kernel.sub(target.end, target.begin), in.shape.result,
                      position);
    });
    kernel.barrier();
  });
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

void rint::launchReduceSegments(KernelLauncher &launcher, ReduceSegmentsOp op) {
  IndexEmitter &host = launcher.host;
  Type element = getElementTypeOrSelf(op.getInit().getType());
  DeviceReduction reduction(op.getKind(), element);
  ElementUnits units = ElementUnits::get(element);
  AroundDim around(host, op.getInit(), op.getDim());
  Value outer = around.outer, inner = around.inner, segments = around.size;
  Value slices = memref::DimOp::create(host, host.getLoc(), op.getSource(),
                                       host.index(op.getDim()));
  SegmentsOperands shape;
  shape.source = buildUnits(host, findDeviceBytes(op.getSource()), units.type);
  shape.result = buildUnits(host, findDeviceBytes(op.getInit()), units.type);
  if (op.getOffsets())
    shape.offsets =
        buildUnits(host, findDeviceBytes(op.getOffsets()), host.getI64Type());
  shape.count = op.getCount();
  shape.slices = slices;
  shape.segments = segments;
  shape.inner = inner;
  shape.innerDivisor = Divisor(host, inner);
  shape.segmentsDivisor = Divisor(host, segments);

  Value work = host.mul(host.mul(outer, segments), inner);
  Value average = host.div(slices, host.max(segments, host.index(1)));
  Value byBlocks =
      host.both(host.isLess(inner, host.index(kNarrowRow)),
                host.isLess(host.index(kLongSegment - 1), average));
  std::string name =
      ("reduce_segments_" + stringifyReductionKind(op.getKind()) + "_").str();
  llvm::raw_string_ostream(name) << element << (op.getCount() ? "_same" : "");
  launcher.launchIf(byBlocks, [&] {
    Value blocks =
        host.max(host.min(work, host.index(kMaxBlocks)), host.index(1));
    launcher.launch(
        name + "_by_blocks", blocks, BlockOperands{shape, work, blocks},
        [&](KernelBuilder &kernel, const BlockOperands &in) {
          buildBlocks(kernel, in, reduction);
        },
        getWorkgroupMemory(reduction.getType(), kBlockThreads));
  });
  Value one = arith::ConstantIntOp::create(host, host.getLoc(), 1, 1);
  Value byThreads =
      host.createOrFold<arith::XOrIOp>(host.getLoc(), byBlocks, one);
  launcher.launchIf(byThreads, [&] {
    launcher.launchOverPositions(
        name, work, shape,
        [&](KernelBuilder &kernel, const SegmentsOperands &in,
            const Positions &positions) {
          buildThreads(kernel, in, reduction, positions);
        });
  });
}
