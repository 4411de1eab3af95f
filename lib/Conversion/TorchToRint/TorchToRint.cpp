//===- TorchToRint.cpp - Repeats of the torch dialect -----------*- C++ -*-===//

#include "../LinalgToRint/Broadcast.h"
#include "TorchForm.h"
#include "rint/Conversion/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "rint/Dialect/Rint/IR/Rint.h"

#include "llvm/ADT/StringSwitch.h"

namespace mlir::rint {
#define GEN_PASS_DEF_CONVERTTORCHTORINTPASS
#include "rint/Conversion/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;
using torch::getBuiltinType;

/// Replaces the only result of `op` by `value`, a builtin tensor.
static void replace(RewriterBase &rewriter, Operation *op, Value value) {
  auto type = getBuiltinType(op->getResult(0).getType());
  if (value.getType() != type)
    value = tensor::CastOp::create(rewriter, op->getLoc(), type, value);
  rewriter.replaceOp(op, torch::buildFromBuiltin(rewriter, op->getLoc(), value,
                                                 op->getResult(0).getType()));
}

/// Erases an op whose result has gone into another one, with its errors.
static void eraseIfConsumed(RewriterBase &rewriter, Operation *op) {
  if (op && op->use_empty())
    rewriter.eraseOp(op);
}

//===----------------------------------------------------------------------===//
// repeat_interleave
//===----------------------------------------------------------------------===//

/// Reads the optional operands `dim` and `output_size`; fails where they are
/// not what rint's are.
static LogicalResult readOptions(RewriterBase &rewriter, Operation *op,
                                 Value dimOperand, Value sizeOperand,
                                 int64_t rank, std::optional<int64_t> &dim,
                                 OpFoldResult &size) {
  if (!torch::isNone(dimOperand)) {
    // A dim out of range is an error of rint's, with torch's place.
    dim = torch::getConstantInt(dimOperand);
    if (!dim || rank == 0)
      return failure();
  }
  if (torch::isNone(sizeOperand))
    return success();
  size = torch::buildIndex(rewriter, op->getLoc(), sizeOperand);
  return success(static_cast<bool>(size));
}

/// A tensor of counts, which torch has of signed integers.
static bool isCounts(Value value) {
  RankedTensorType type = getBuiltinType(value.getType());
  return type && torch::isSignedTensor(value.getType());
}

/// repeat_interleave(x, repeats, dim, output_size), with one count or a tensor.
static LogicalResult convertRepeatInterleave(RewriterBase &rewriter,
                                             Operation *op, bool isScalar) {
  if (op->getNumOperands() != 4 || op->getNumResults() != 1)
    return failure();
  Value x = op->getOperand(0), repeats = op->getOperand(1);
  RankedTensorType type = getBuiltinType(x.getType());
  RankedTensorType resultType = getBuiltinType(op->getResult(0).getType());
  std::optional<int64_t> dim;
  OpFoldResult size;
  if (!type || !resultType || (!isScalar && !isCounts(repeats)) ||
      failed(readOptions(rewriter, op, op->getOperand(2), op->getOperand(3),
                         type.getRank(), dim, size)))
    return failure();
  Location loc = op->getLoc();
  CountClause clause = CountClause::repeats(Value());
  if (isScalar) {
    OpFoldResult count = torch::buildIndex(rewriter, loc, repeats);
    if (!count)
      return failure();
    auto literal = dyn_cast<Attribute>(count);
    clause = literal ? CountClause::repeats(rewriter.getI64IntegerAttr(
                           cast<IntegerAttr>(literal).getInt()))
                     : CountClause::repeats(cast<Value>(count));
  } else {
    clause =
        CountClause::repeats(torch::buildToBuiltin(rewriter, loc, repeats));
  }
  Value source = torch::buildToBuiltin(rewriter, loc, x);
  replace(rewriter, op,
          RepeatInterleaveOp::create(rewriter, loc, resultType, source, clause,
                                     dim, size));
  return success();
}

/// repeat_interleave(repeats, output_size), the index form.
static LogicalResult convertRepeatIndices(RewriterBase &rewriter,
                                          Operation *op) {
  if (op->getNumOperands() != 2 || op->getNumResults() != 1)
    return failure();
  RankedTensorType type = getBuiltinType(op->getResult(0).getType());
  Value repeats = op->getOperand(0);
  OpFoldResult size;
  if (!type || !isCounts(repeats) ||
      getBuiltinType(repeats.getType()).getRank() != 1)
    return failure();
  if (!torch::isNone(op->getOperand(1))) {
    size = torch::buildIndex(rewriter, op->getLoc(), op->getOperand(1));
    if (!size)
      return failure();
  }
  Value counts = torch::buildToBuiltin(rewriter, op->getLoc(), repeats);
  replace(rewriter, op,
          RepeatIndicesOp::create(rewriter, op->getLoc(), type,
                                  CountClause::repeats(counts), size));
  return success();
}

/// index_select(x, dim, repeat_interleave(repeats)), what torch's
/// decompositions make of repeat_interleave(x, repeats, dim).
static LogicalResult convertIndexSelect(RewriterBase &rewriter, Operation *op) {
  if (op->getNumOperands() != 3 || op->getNumResults() != 1)
    return failure();
  Value x = op->getOperand(0);
  Operation *indices = op->getOperand(2).getDefiningOp();
  RankedTensorType type = getBuiltinType(x.getType());
  RankedTensorType resultType = getBuiltinType(op->getResult(0).getType());
  if (!type || !resultType || !indices || indices->getNumOperands() != 2 ||
      torch::getOpName(indices) != "torch.aten.repeat_interleave.Tensor")
    return failure();
  std::optional<int64_t> dim = torch::getDim(op->getOperand(1), type.getRank());
  Value repeats = indices->getOperand(0);
  // As many counts as slices, so that each has its own in both.
  if (!dim || !isCounts(repeats) ||
      getBuiltinType(repeats.getType()).getRank() != 1 ||
      torch::getSize(x, *dim) != torch::getSize(repeats, 0))
    return failure();
  OpFoldResult size;
  if (!torch::isNone(indices->getOperand(1))) {
    size = torch::buildIndex(rewriter, op->getLoc(), indices->getOperand(1));
    if (!size)
      return failure();
  }
  Location loc = op->getLoc();
  Value counts = torch::buildToBuiltin(rewriter, loc, repeats);
  Value source = torch::buildToBuiltin(rewriter, loc, x);
  replace(rewriter, op,
          RepeatInterleaveOp::create(rewriter, loc, resultType, source,
                                     CountClause::repeats(counts), dim, size));
  eraseIfConsumed(rewriter, indices);
  return success();
}

//===----------------------------------------------------------------------===//
// repeat and tile
//===----------------------------------------------------------------------===//

/// The counts of repeat or tile for a tensor of `rank` dimensions, as ints;
/// tile takes fewer, for the last dimensions.
static std::optional<SmallVector<OpFoldResult>>
readCounts(RewriterBase &rewriter, Operation *op, bool isTile, int64_t rank) {
  std::optional<SmallVector<Value>> list = torch::getList(op->getOperand(1));
  if (!list)
    return std::nullopt;
  SmallVector<OpFoldResult> counts;
  if (isTile)
    for (int64_t i = list->size(); i < rank; ++i)
      counts.push_back(rewriter.getIndexAttr(1));
  for (Value member : *list) {
    counts.push_back(torch::buildIndex(rewriter, op->getLoc(), member));
    if (!counts.back())
      return std::nullopt;
  }
  return counts;
}

static LogicalResult convertRepeat(RewriterBase &rewriter, Operation *op,
                                   bool isTile) {
  if (op->getNumOperands() != 2 || op->getNumResults() != 1)
    return failure();
  RankedTensorType type = getBuiltinType(op->getOperand(0).getType());
  RankedTensorType resultType = getBuiltinType(op->getResult(0).getType());
  if (!type || !resultType)
    return failure();
  auto counts = readCounts(rewriter, op, isTile, type.getRank());
  if (!counts)
    return failure();
  Value source =
      torch::buildToBuiltin(rewriter, op->getLoc(), op->getOperand(0));
  replace(
      rewriter, op,
      RepeatOp::create(rewriter, op->getLoc(), resultType, source, *counts));
  return success();
}

//===----------------------------------------------------------------------===//
// Views of broadcasts
//===----------------------------------------------------------------------===//

namespace {

/// A tensor with dimensions of one element added.
struct Unsqueezed {
  Value source;
  /// For each dimension, that of the source, or -1 for one that was added.
  SmallVector<int64_t> dims;
};

} // namespace

static std::optional<Unsqueezed> readUnsqueezed(Value tensor) {
  tensor = torch::skipCopies(tensor);
  RankedTensorType type = getBuiltinType(tensor.getType());
  if (!type)
    return std::nullopt;
  if (torch::getOpName(tensor) == "torch.aten.unsqueeze") {
    Operation *op = tensor.getDefiningOp();
    std::optional<int64_t> dim =
        torch::getDim(op->getOperand(1), type.getRank());
    auto below = readUnsqueezed(op->getOperand(0));
    if (!dim || !below || int64_t(below->dims.size()) + 1 != type.getRank())
      return std::nullopt;
    below->dims.insert(below->dims.begin() + *dim, -1);
    return below;
  }
  return Unsqueezed{tensor,
                    llvm::to_vector(llvm::seq<int64_t>(0, type.getRank()))};
}

/// An int of the list of an expand as a number of copies.
static BroadcastPart getCopies(RewriterBase &rewriter, Operation *op,
                               RankedTensorType type, int64_t dim, Value size) {
  OpFoldResult count;
  if (!type.isDynamicDim(dim))
    count = rewriter.getIndexAttr(type.getDimSize(dim));
  else
    count = torch::buildIndex(rewriter, op->getLoc(), size);
  return {-1, count, {}, 0};
}

/// expand: a dimension stays, or has one element and is copied.
static std::optional<Broadcast> readExpand(RewriterBase &rewriter,
                                           Operation *op) {
  RankedTensorType type = getBuiltinType(op->getResult(0).getType());
  Value input = op->getOperand(0);
  RankedTensorType inputType = getBuiltinType(input.getType());
  std::optional<SmallVector<Value>> sizes = torch::getList(op->getOperand(1));
  std::optional<Unsqueezed> unsqueezed = readUnsqueezed(input);
  if (!type || !inputType || !sizes || !unsqueezed ||
      int64_t(sizes->size()) != type.getRank())
    return std::nullopt;
  int64_t numNew = type.getRank() - inputType.getRank();
  Broadcast broadcast{unsqueezed->source, {}};
  for (auto [dim, size] : llvm::enumerate(*sizes)) {
    SmallVector<BroadcastPart> &parts = broadcast.dims.emplace_back();
    int64_t from = int64_t(dim) - numNew;
    bool isKept =
        from >= 0 && (torch::getConstantInt(size) == -1 ||
                      torch::getSize(size) == torch::getSize(input, from) ||
                      (!type.isDynamicDim(dim) &&
                       inputType.getDimSize(from) == type.getDimSize(dim)));
    if (isKept && unsqueezed->dims[from] >= 0) {
      parts.push_back({unsqueezed->dims[from], {}, {}, 0});
      continue;
    }
    // One element, added or of the source, which is left out then.
    if (!isKept && from >= 0 && inputType.getDimSize(from) != 1)
      return std::nullopt;
    parts.push_back(isKept ? BroadcastPart{-1, rewriter.getIndexAttr(1), {}, 0}
                           : getCopies(rewriter, op, type, dim, size));
    if (!parts.back().count)
      return std::nullopt;
  }
  return broadcast;
}

/// repeat or tile of a tensor with dimensions of one element added.
static std::optional<Broadcast> readRepeat(RewriterBase &rewriter,
                                           Operation *op, bool isTile) {
  std::optional<Unsqueezed> unsqueezed = readUnsqueezed(op->getOperand(0));
  if (!unsqueezed)
    return std::nullopt;
  int64_t rank = unsqueezed->dims.size();
  auto counts = readCounts(rewriter, op, isTile, rank);
  if (!counts || int64_t(counts->size()) < rank)
    return std::nullopt;
  Broadcast broadcast{unsqueezed->source, {}};
  int64_t numNew = counts->size() - rank;
  for (auto [dim, count] : llvm::enumerate(*counts)) {
    SmallVector<BroadcastPart> &parts = broadcast.dims.emplace_back();
    parts.push_back({-1, count, {}, 0});
    int64_t from = int64_t(dim) - numNew;
    if (from >= 0 && unsqueezed->dims[from] >= 0)
      parts.push_back({unsqueezed->dims[from], {}, {}, 0});
  }
  return broadcast;
}

/// How a view merges the dimensions of `source`.
static std::optional<SmallVector<ReassociationIndices>>
readView(Operation *op, Value source, RankedTensorType type) {
  std::optional<SmallVector<Value>> sizes = torch::getList(op->getOperand(1));
  RankedTensorType sourceType = getBuiltinType(source.getType());
  if (!sizes || !sourceType || int64_t(sizes->size()) != type.getRank())
    return std::nullopt;
  SmallVector<Size> from, to;
  // The sizes that an expand was told are those that it has.
  std::optional<SmallVector<Value>> told;
  Operation *producer = torch::skipCopies(source).getDefiningOp();
  StringRef name = producer ? torch::getOpName(producer) : StringRef();
  if (name == "torch.aten.expand" || name == "torch.aten.broadcast_to")
    told = torch::getList(producer->getOperand(1));
  for (int64_t dim = 0; dim < sourceType.getRank(); ++dim) {
    bool isTold = told && sourceType.isDynamicDim(dim) &&
                  int64_t(told->size()) == sourceType.getRank();
    if (isTold && torch::getConstantInt((*told)[dim]) == -1)
      from.push_back(torch::getSize(producer->getOperand(0), dim));
    else
      from.push_back(isTold ? torch::getSize((*told)[dim])
                            : torch::getSize(source, dim));
  }
  std::optional<size_t> inferred;
  for (auto [dim, size] : llvm::enumerate(*sizes)) {
    if (type.isDynamicDim(dim) && torch::getConstantInt(size) == -1)
      inferred = dim;
    to.push_back(type.isDynamicDim(dim)
                     ? torch::getSize(size)
                     : Size::ofLiteral(type.getDimSize(dim)));
  }
  return findMergedDims(from, to, inferred);
}

/// view(expand(unsqueeze(x))), as transformers write grouped heads, and
/// view(repeat(unsqueeze(x))).
static LogicalResult convertView(RewriterBase &rewriter, Operation *op) {
  if (op->getNumOperands() != 2 || op->getNumResults() != 1)
    return failure();
  RankedTensorType type = getBuiltinType(op->getResult(0).getType());
  Value source = torch::skipCopies(op->getOperand(0));
  Operation *producer = source.getDefiningOp();
  if (!type || !producer)
    return failure();
  std::optional<Broadcast> broadcast;
  StringRef name = torch::getOpName(producer);
  bool isRepeat = name == "torch.aten.repeat" || name == "torch.aten.tile";
  auto groups = readView(op, source, type);
  if (!groups)
    return failure();
  if (name == "torch.aten.expand" || name == "torch.aten.broadcast_to")
    broadcast = readExpand(rewriter, producer);
  else if (isRepeat)
    broadcast = readRepeat(rewriter, producer, name == "torch.aten.tile");
  if (!broadcast)
    return failure();
  broadcast->source =
      torch::buildToBuiltin(rewriter, op->getLoc(), broadcast->source);
  Broadcast merged = mergeDims(*broadcast, *groups);
  // What is a repeat of the whole stays one.
  if (!rint::isRepeat(merged, /*canTile=*/!isRepeat))
    return failure();
  Value repeat = buildRepeat(rewriter, op->getLoc(), merged, type);
  if (!repeat)
    return failure();
  replace(rewriter, op, repeat);
  if (isRepeat)
    eraseIfConsumed(rewriter, producer);
  return success();
}

//===----------------------------------------------------------------------===//
// Assertions
//===----------------------------------------------------------------------===//

/// torch.export asserts of a size that only the run knows that it is not
/// negative.
static LogicalResult convertAssertScalar(RewriterBase &rewriter,
                                         Operation *op) {
  if (op->getNumOperands() == 0 || op->getNumResults() != 0)
    return failure();
  Operation *toInt = op->getOperand(0).getDefiningOp();
  if (!toInt || torch::getOpName(toInt) != "torch.aten.Int.bool")
    return failure();
  Operation *compare = toInt->getOperand(0).getDefiningOp();
  if (!compare || torch::getOpName(compare) != "torch.aten.ge.int")
    return failure();
  std::optional<int64_t> least = torch::getConstantInt(compare->getOperand(1));
  StringRef name = torch::getOpName(compare->getOperand(0));
  if (!least || *least > 0 ||
      (name != "torch.aten.size.int" && name != "torch.aten.sym_size.int"))
    return failure();
  rewriter.eraseOp(op);
  return success();
}

namespace {

struct ConvertTorchToRint final
    : rint::impl::ConvertTorchToRintPassBase<ConvertTorchToRint> {
  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    // What only assertions read is not read then.
    getOperation()->walk([&](Operation *op) {
      if (torch::getOpName(op) == "torch.aten._assert_scalar")
        (void)convertAssertScalar(rewriter, op);
    });
    torch::eraseUnused(getOperation());

    // From the last to the first: an op that reads a broadcast or indices is
    // converted together with what makes them.
    SmallVector<Operation *> ops;
    getOperation()->walk([&](Operation *op) {
      if (!torch::getOpName(op).empty())
        ops.push_back(op);
    });
    llvm::SmallPtrSet<Operation *, 16> erased;
    ErasedListener listener(erased);
    rewriter.setListener(&listener);
    for (Operation *op : llvm::reverse(ops)) {
      if (erased.contains(op))
        continue;
      rewriter.setInsertionPoint(op);
      (void)convert(rewriter, op);
    }
    dropSymbols();
    torch::eraseUnused(getOperation());
  }

private:
  struct ErasedListener final : RewriterBase::Listener {
    explicit ErasedListener(llvm::SmallPtrSetImpl<Operation *> &erased)
        : erased(erased) {}
    void notifyOperationErased(Operation *op) override { erased.insert(op); }
    llvm::SmallPtrSetImpl<Operation *> &erased;
  };

  /// torch-mlir has no lowering of what binds sizes to symbols.
  void dropSymbols() {
    getOperation()->walk([](Operation *op) {
      if (torch::getOpName(op) == "torch.bind_symbolic_shape" &&
          op->use_empty())
        op->erase();
    });
  }

  static LogicalResult convert(RewriterBase &rewriter, Operation *op) {
    using Convert = LogicalResult (*)(RewriterBase &, Operation *);
    auto convert =
        llvm::StringSwitch<Convert>(torch::getOpName(op))
            .Case("torch.aten.repeat_interleave.self_int",
                  [](RewriterBase &rewriter, Operation *op) {
                    return convertRepeatInterleave(rewriter, op, true);
                  })
            .Case("torch.aten.repeat_interleave.self_Tensor",
                  [](RewriterBase &rewriter, Operation *op) {
                    return convertRepeatInterleave(rewriter, op, false);
                  })
            .Case("torch.aten.repeat_interleave.Tensor", convertRepeatIndices)
            .Case("torch.aten.index_select", convertIndexSelect)
            .Case("torch.aten.repeat",
                  [](RewriterBase &rewriter, Operation *op) {
                    return convertRepeat(rewriter, op, false);
                  })
            .Case("torch.aten.tile",
                  [](RewriterBase &rewriter, Operation *op) {
                    return convertRepeat(rewriter, op, true);
                  })
            .Cases({"torch.aten.view", "torch.aten.reshape",
                    "torch.aten._unsafe_view"},
                   convertView)
            .Default(nullptr);
    return convert ? convert(rewriter, op) : failure();
  }
};

} // namespace
