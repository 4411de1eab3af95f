//===- VectorizeContractions.cpp - Contractions on vectors ------*- C++ -*-===//
//
// Upstream's vectorization of contractions multiplies and adds in one rounding,
// or adds up in another order, and peels what is left over. Here each lane does
// what the scalar loop would have done, and masks cut the last vector of a row.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/Passes.h"

#include "../../Conversion/Utils/IndexEmitter.h"
#include "Contraction.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/IRMapping.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTVECTORIZECONTRACTIONSPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

/// Vectors side by side where the operands allow for it.
static constexpr int64_t kMaxVectors = 4;

/// Accumulators that machines have registers for.
static constexpr int64_t kMaxAccumulators = 16;

/// Rounds that are worth several threads.
static constexpr int64_t kParallelRounds = int64_t(1) << 20;

namespace {

/// Some lanes of some rows of the result, which are computed in registers.
struct Tile {
  /// Rows, and vectors in a row.
  int64_t rows, vectors;
  /// The lanes that there are, if not all.
  Value mask;
};

class ContractionEmitter : public IndexEmitter {
public:
  ContractionEmitter(Contraction &contraction, OpBuilder &builder)
      : IndexEmitter(contraction.op->getLoc(), builder), c(contraction),
        op(contraction.op), maps(op.getIndexingMapsArray()),
        position(op.getNumLoops()), blocks(op.getNumDpsInputs()) {
    for (int64_t loop = 0, end = op.getNumLoops(); loop < end; ++loop)
      sizes.push_back(buildSize(loop));
    begins.assign(sizes.size(), index(0));
    ends = sizes;
  }

  /// Builds the loops for as many threads.
  void build(int64_t threads);

private:
  using Access = Contraction::Access;

  Value buildSize(int64_t loop);
  void buildThreads(int64_t threads, int64_t loop);
  void buildOuterLoops(ArrayRef<int64_t> loops);
  void buildLanes();
  void buildRows(Tile tile);
  void buildTile(const Tile &tile);
  SmallVector<Value> buildReductions(const Tile &tile, ArrayRef<int64_t> loops,
                                     ValueRange accumulators);
  SmallVector<Value> buildColumns(const Tile &tile, ValueRange accumulators);
  SmallVector<Value> buildRound(const Tile &tile, ValueRange accumulators);
  Value buildBody(ArrayRef<Value> inputs, Value accumulator);

  // Memory. `row` and `vector` are those of the tile.
  SmallVector<Value> getIndices(int64_t operand, int64_t row, Value lane);
  VectorType getVectorType(Type element) {
    return VectorType::get({c.lanes}, element);
  }
  Value getLane(int64_t vector) {
    return add(position[c.laneLoop], vector * c.lanes);
  }
  Value loadRow(const Tile &tile, int64_t operand, int64_t row, int64_t vector);
  void storeRow(const Tile &tile, int64_t row, int64_t vector, Value value);
  Value loadInput(const Tile &tile, int64_t input, int64_t row, int64_t vector);
  Value gatherColumn(const Tile &tile, int64_t input, int64_t row);
  SmallVector<Value> loadBlock(const Tile &tile, int64_t input, int64_t row);
  Value getColumnLane(const Tile &tile, int64_t lane);
  Value broadcast(Value element) {
    return vector::BroadcastOp::create(*this, getVectorType(element.getType()),
                                       element);
  }

  bool isPerRow(int64_t operand) const {
    return c.rowLoop && maps[operand].isFunctionOfDim(*c.rowLoop);
  }

  Contraction &c;
  linalg::LinalgOp op;
  SmallVector<AffineMap> maps;
  SmallVector<Value> sizes;
  /// The part of a loop that is to be done.
  SmallVector<Value> begins, ends;
  /// Where each loop is, of the tile the first lane and row.
  SmallVector<Value> position;
  /// For each input that is read by columns, and each row, the columns of a
  /// block, the next of which is `nextColumn`. Empty outside of blocks.
  SmallVector<SmallVector<SmallVector<Value>>> blocks;
  int64_t nextColumn = 0;
};

} // namespace

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

/// The rounds of a loop, of an operand whose type tells it, if there is any.
Value ContractionEmitter::buildSize(int64_t loop) {
  int64_t known = op.getStaticLoopRanges()[loop];
  if (ShapedType::isStatic(known))
    return index(known);
  for (auto [operand, map] : llvm::zip(op->getOperands(), maps))
    for (int64_t dim = 0, rank = map.getNumResults(); dim < rank; ++dim)
      if (map.getDimPosition(dim) == loop)
        return createOrFold<memref::DimOp>(operand, dim);
  llvm_unreachable("expected an operand for each loop");
}

/// The loop to be cut for threads: an outer one that has rounds for all of
/// them, as far as that is known, or else that over the lanes.
static int64_t chooseParallelLoop(Contraction &c, int64_t threads) {
  SmallVector<int64_t> sizes = c.op.getStaticLoopRanges();
  for (int64_t loop : c.outerLoops)
    if (ShapedType::isDynamic(sizes[loop]) || sizes[loop] >= threads)
      return loop;
  return c.laneLoop;
}

void ContractionEmitter::build(int64_t threads) {
  if (threads <= 1)
    return buildOuterLoops(c.outerLoops);
  Value rounds = index(1);
  for (Value size : sizes)
    rounds = mul(rounds, size);
  int64_t loop = chooseParallelLoop(c, threads);
  ifElse(
      isAtLeast(rounds, index(kParallelRounds)),
      [&] { buildThreads(threads, loop); },
      [&] { buildOuterLoops(c.outerLoops); });
}

void ContractionEmitter::buildThreads(int64_t threads, int64_t loop) {
  Value size = sizes[loop], zero = begins[loop];
  Value share = ceilDiv(size, index(threads));
  if (loop == c.laneLoop)
    share = roundUp(share, index(c.lanes));
  auto parallel =
      scf::ParallelOp::create(*this, ValueRange{index(0)},
                              ValueRange{index(threads)}, ValueRange{index(1)});
  {
    InsertionGuard guard(*this);
    setInsertionPointToStart(parallel.getBody());
    begins[loop] = min(mul(parallel.getInductionVars()[0], share), size);
    ends[loop] = min(add(begins[loop], share), size);
    buildOuterLoops(c.outerLoops);
  }
  begins[loop] = zero;
  ends[loop] = size;
}

void ContractionEmitter::buildOuterLoops(ArrayRef<int64_t> loops) {
  if (loops.empty())
    return buildLanes();
  forRange(begins[loops[0]], ends[loops[0]], [&](Value at) {
    position[loops[0]] = at;
    buildOuterLoops(loops.drop_front());
  });
}

/// Several vectors at a time, then one, then a part of one.
void ContractionEmitter::buildLanes() {
  Value size = ends[c.laneLoop], begin = begins[c.laneLoop];
  SmallVector<int64_t> widths = {1};
  int64_t vectors = std::min(kMaxVectors, kMaxAccumulators / c.rows);
  if (!c.hasColumns())
    widths = {vectors, 1};
  for (int64_t vectors : widths) {
    Value step = index(vectors * c.lanes);
    Value end = add(begin, mul(div(sub(size, begin), step), step));
    if (isConstantIntValue(sub(end, begin), 0))
      continue;
    forRange(begin, end, step, [&](Value at) {
      position[c.laneLoop] = at;
      buildRows({c.rows, vectors, Value()});
    });
    begin = end;
  }
  ifElse(isLess(begin, size), [&] {
    position[c.laneLoop] = begin;
    Value mask = vector::CreateMaskOp::create(
        *this, VectorType::get({c.lanes}, getI1Type()), sub(size, begin));
    buildRows({c.rows, 1, mask});
  });
}

/// As many rows as there are side by side, then one by one.
void ContractionEmitter::buildRows(Tile tile) {
  if (!c.rowLoop)
    return buildTile(tile);
  Value size = sizes[*c.rowLoop], rows = index(tile.rows);
  Value end = mul(div(size, rows), rows);
  auto body = [&](Value at) {
    position[*c.rowLoop] = at;
    buildTile(tile);
  };
  forRange(index(0), end, rows, body);
  if (isConstantIntValue(sub(size, end), 0))
    return;
  tile.rows = 1;
  forRange(end, size, body);
}

void ContractionEmitter::buildTile(const Tile &tile) {
  int64_t init = op.getNumDpsInputs();
  SmallVector<Value> accumulators;
  for (int64_t row = 0; row < tile.rows; ++row)
    for (int64_t vector = 0; vector < tile.vectors; ++vector)
      accumulators.push_back(loadRow(tile, init, row, vector));
  accumulators = buildReductions(tile, c.reductionLoops, accumulators);
  for (auto [i, value] : llvm::enumerate(accumulators))
    storeRow(tile, i / tile.vectors, i % tile.vectors, value);
}

/// Adds up in the order of the op's own loops.
SmallVector<Value>
ContractionEmitter::buildReductions(const Tile &tile, ArrayRef<int64_t> loops,
                                    ValueRange accumulators) {
  if (loops.empty())
    return buildRound(tile, accumulators);
  if (loops.size() == 1 && c.hasColumns())
    return buildColumns(tile, accumulators);
  return forRange(index(0), sizes[loops[0]], accumulators,
                  [&](Value at, ValueRange values) {
                    position[loops[0]] = at;
                    return buildReductions(tile, loops.drop_front(), values);
                  });
}

/// Square blocks are transposed in registers; what is left is gathered.
SmallVector<Value> ContractionEmitter::buildColumns(const Tile &tile,
                                                    ValueRange accumulators) {
  int64_t loop = c.reductionLoops.back();
  Value size = sizes[loop], step = index(c.lanes);
  Value end = mul(div(size, step), step);
  SmallVector<Value> values = forRange(
      index(0), end, step, accumulators, [&](Value at, ValueRange values) {
        position[loop] = at;
        for (auto [input, access] : llvm::enumerate(c.accesses))
          for (int64_t row = 0;
               access == Access::Column &&
               row < (isPerRow(input) ? tile.rows : int64_t(1));
               ++row)
            blocks[input].push_back(loadBlock(tile, input, row));
        SmallVector<Value> next(values);
        for (nextColumn = 0; nextColumn < c.lanes; ++nextColumn) {
          position[loop] = add(at, nextColumn);
          next = buildRound(tile, next);
        }
        for (auto &block : blocks)
          block.clear();
        return next;
      });
  if (isConstantIntValue(sub(size, end), 0))
    return values;
  return forRange(end, size, values, [&](Value at, ValueRange values) {
    position[loop] = at;
    return buildRound(tile, values);
  });
}

/// One round of all reductions for all of a tile.
SmallVector<Value> ContractionEmitter::buildRound(const Tile &tile,
                                                  ValueRange accumulators) {
  // What differs neither from row to row nor from vector to vector is read
  // once.
  SmallVector<SmallVector<Value>> inputs(tile.rows * tile.vectors);
  for (auto [input, access] : llvm::enumerate(c.accesses)) {
    for (int64_t i = 0, end = inputs.size(); i < end; ++i) {
      int64_t row = i / tile.vectors, vector = i % tile.vectors;
      int64_t first = isPerRow(input) ? row * tile.vectors : 0;
      if (access == Access::Row)
        first += vector;
      inputs[i].push_back(first < i ? inputs[first][input]
                                    : loadInput(tile, input, row, vector));
    }
  }
  SmallVector<Value> results;
  for (auto [values, accumulator] : llvm::zip(inputs, accumulators))
    results.push_back(buildBody(values, accumulator));
  return results;
}

/// The op's body on vectors.
Value ContractionEmitter::buildBody(ArrayRef<Value> inputs, Value accumulator) {
  Block &body = *op.getBlock();
  IRMapping mapping;
  mapping.map(body.getArguments().drop_back(), inputs);
  mapping.map(body.getArguments().back(), accumulator);
  auto lookup = [&](Value value) {
    if (!mapping.contains(value))
      mapping.map(value, broadcast(value));
    return mapping.lookup(value);
  };
  for (Operation &inner : body.without_terminator()) {
    if (inner.hasTrait<OpTrait::ConstantLike>()) {
      mapping.map(inner.getResult(0), broadcast(clone(inner)->getResult(0)));
      continue;
    }
    SmallVector<Value> operands =
        llvm::map_to_vector(inner.getOperands(), lookup);
    Operation *copy =
        create(inner.getLoc(), inner.getName().getIdentifier(), operands,
               getVectorType(inner.getResult(0).getType()), inner.getAttrs());
    mapping.map(inner.getResult(0), copy->getResult(0));
  }
  return lookup(body.getTerminator()->getOperand(0));
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

/// Where `operand` is read for a lane and a row of the tile.
SmallVector<Value> ContractionEmitter::getIndices(int64_t operand, int64_t row,
                                                  Value lane) {
  AffineMap map = maps[operand];
  SmallVector<Value> indices;
  for (int64_t dim = 0, rank = map.getNumResults(); dim < rank; ++dim) {
    int64_t loop = map.getDimPosition(dim);
    if (loop == c.laneLoop)
      indices.push_back(lane);
    else if (c.rowLoop == loop)
      indices.push_back(add(position[loop], row));
    else
      indices.push_back(position[loop]);
  }
  return indices;
}

Value ContractionEmitter::loadRow(const Tile &tile, int64_t operand,
                                  int64_t row, int64_t vector) {
  Value buffer = op->getOperand(operand);
  VectorType type = getVectorType(getElementTypeOrSelf(buffer.getType()));
  SmallVector<Value> indices = getIndices(operand, row, getLane(vector));
  if (!tile.mask)
    return vector::LoadOp::create(*this, type, buffer, indices);
  Value zero = arith::ConstantOp::create(*this, getZeroAttr(type));
  return vector::MaskedLoadOp::create(*this, type, buffer, indices, tile.mask,
                                      zero);
}

void ContractionEmitter::storeRow(const Tile &tile, int64_t row, int64_t vector,
                                  Value value) {
  int64_t init = op.getNumDpsInputs();
  Value buffer = op->getOperand(init);
  SmallVector<Value> indices = getIndices(init, row, getLane(vector));
  if (tile.mask)
    vector::MaskedStoreOp::create(*this, buffer, indices, tile.mask, value);
  else
    vector::StoreOp::create(*this, value, buffer, indices);
}

Value ContractionEmitter::loadInput(const Tile &tile, int64_t input,
                                    int64_t row, int64_t vector) {
  switch (c.accesses[input]) {
  case Access::Scalar: {
    Value operand = op->getOperand(input);
    if (!isa<MemRefType>(operand.getType()))
      return broadcast(operand);
    return broadcast(memref::LoadOp::create(*this, operand,
                                            getIndices(input, row, Value())));
  }
  case Access::Row:
    return loadRow(tile, input, row, vector);
  case Access::Column:
    if (blocks[input].empty())
      return gatherColumn(tile, input, row);
    return blocks[input][isPerRow(input) ? row : 0][nextColumn];
  }
  llvm_unreachable("expected a way to read an input");
}

/// Lanes behind the last one read what the last one does.
Value ContractionEmitter::getColumnLane(const Tile &tile, int64_t lane) {
  Value at = add(position[c.laneLoop], lane);
  return tile.mask ? min(at, sub(sizes[c.laneLoop], index(1))) : at;
}

Value ContractionEmitter::gatherColumn(const Tile &tile, int64_t input,
                                       int64_t row) {
  Value buffer = op->getOperand(input);
  SmallVector<Value> elements;
  for (int64_t lane = 0; lane < c.lanes; ++lane)
    elements.push_back(memref::LoadOp::create(
        *this, buffer, getIndices(input, row, getColumnLane(tile, lane))));
  return vector::FromElementsOp::create(
      *this, getVectorType(elements[0].getType()), elements);
}

/// Loads the next summands of each lane and transposes them. Each step moves
/// the highest bit of a vector's number to the lowest of a lane's, and the
/// highest of a lane's to the lowest of a vector's.
SmallVector<Value> ContractionEmitter::loadBlock(const Tile &tile,
                                                 int64_t input, int64_t row) {
  Value buffer = op->getOperand(input);
  VectorType type = getVectorType(getElementTypeOrSelf(buffer.getType()));
  SmallVector<Value> vectors;
  for (int64_t lane = 0; lane < c.lanes; ++lane)
    vectors.push_back(vector::LoadOp::create(
        *this, type, buffer,
        getIndices(input, row, getColumnLane(tile, lane))));
  int64_t half = c.lanes / 2;
  SmallVector<int64_t> low, high;
  for (int64_t lane = 0; lane < half; ++lane) {
    low.append({lane, c.lanes + lane});
    high.append({half + lane, c.lanes + half + lane});
  }
  for (int64_t bit = 1; bit < c.lanes; bit *= 2) {
    SmallVector<Value> next;
    for (int64_t i = 0; i < half; ++i)
      for (ArrayRef<int64_t> lanes : {ArrayRef(low), ArrayRef(high)})
        next.push_back(vector::ShuffleOp::create(*this, vectors[i],
                                                 vectors[half + i], lanes));
    vectors = next;
  }
  return vectors;
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

namespace {

struct VectorizeContractions final
    : rint::impl::RintVectorizeContractionsPassBase<VectorizeContractions> {
  using RintVectorizeContractionsPassBase::RintVectorizeContractionsPassBase;

  void runOnOperation() override {
    SmallVector<linalg::LinalgOp> ops;
    getOperation()->walk([&](linalg::LinalgOp op) { ops.push_back(op); });
    for (linalg::LinalgOp op : ops) {
      std::optional<Contraction> contraction = Contraction::get(op);
      if (!contraction)
        continue;
      OpBuilder builder(op);
      ContractionEmitter(*contraction, builder).build(threads);
      op.erase();
    }
  }
};

} // namespace
