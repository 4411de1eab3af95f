//===- SmallCopies.cpp - What goes where, for small tensors -----*- C++ -*-===//

#include "SmallCopies.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Explain/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::rint;

namespace {
/// Follows the ops of a function in their order.
class Evaluator {
public:
  Evaluator(FunctionOpInterface function,
            ArrayRef<std::optional<SmallTensor>> arguments);

  void visit(Operation &op);

  std::vector<SmallCopy> copies;

private:
  void evaluate(arith::ConstantOp op);
  void evaluate(RepeatInterleaveOp op);
  void evaluate(RepeatOp op);
  void evaluate(RepeatIndicesOp op);
  void evaluate(OffsetsOp op);

  const SmallTensor *find(Value value) const;
  std::optional<std::vector<int64_t>> readIntegers(Value value) const;
  std::optional<std::vector<int64_t>>
  readCounts(const CountClause &clause) const;
  void keep(SmallCopy copy);

  llvm::DenseMap<Value, SmallTensor> values;
};
} // namespace

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

static int64_t getNumElements(ArrayRef<int64_t> shape) {
  int64_t count = 1;
  for (int64_t size : shape) {
    if (size == 0)
      return 0;
    // More is too many, however many more.
    count = std::min<int64_t>(size, kMaxDrawnElements + 1) * count;
    count = std::min<int64_t>(count, kMaxDrawnElements + 1);
  }
  return count;
}

Evaluator::Evaluator(FunctionOpInterface function,
                     ArrayRef<std::optional<SmallTensor>> arguments) {
  for (auto [value, tensor] :
       llvm::zip(function.getFunctionBody().getArguments(), arguments))
    if (tensor)
      values[value] = *tensor;
}

const SmallTensor *Evaluator::find(Value value) const {
  auto entry = values.find(value);
  return entry == values.end() ? nullptr : &entry->second;
}

std::optional<std::vector<int64_t>> Evaluator::readIntegers(Value value) const {
  const SmallTensor *tensor = find(value);
  if (!tensor)
    return std::nullopt;
  std::vector<int64_t> integers;
  for (StringRef text : tensor->elements) {
    int64_t integer = text == "true";
    if (text != "true" && text != "false" && text.getAsInteger(10, integer))
      return std::nullopt;
    integers.push_back(integer);
  }
  return integers;
}

/// The counts of a clause, of which one may stand for all slices.
std::optional<std::vector<int64_t>>
Evaluator::readCounts(const CountClause &clause) const {
  if (DenseI64ArrayAttr list = clause.getList())
    return std::vector<int64_t>(list.asArrayRef().begin(),
                                list.asArrayRef().end());
  if (auto one = dyn_cast_if_present<IntegerAttr>(clause.getLiteral()))
    return std::vector<int64_t>{one.getInt()};
  if (clause.getRepeats())
    return readIntegers(clause.getRepeats());
  auto offsets = readIntegers(clause.getOffsets());
  if (!offsets || offsets->empty())
    return std::nullopt;
  std::vector<int64_t> counts;
  for (size_t i = 1; i < offsets->size(); ++i)
    counts.push_back((*offsets)[i] - (*offsets)[i - 1]);
  return counts;
}

/// `counts` for `slices` slices; fails where they break a rule.
static LogicalResult spread(std::vector<int64_t> &counts, int64_t slices) {
  if (counts.size() == 1 && slices >= 0 && slices <= kMaxDrawnElements)
    counts.assign(slices, counts.front());
  return success(static_cast<int64_t>(counts.size()) == slices &&
                 llvm::all_of(counts, [](int64_t count) {
                   return count >= 0 && count <= kMaxDrawnElements;
                 }));
}

void Evaluator::keep(SmallCopy copy) {
  for (size_t origin : copy.origins)
    copy.result.elements.push_back(copy.source.elements[origin]);
  values[copy.op->getResult(0)] = copy.result;
  copies.push_back(std::move(copy));
}

//===----------------------------------------------------------------------===//
// Ops
//===----------------------------------------------------------------------===//

void Evaluator::evaluate(arith::ConstantOp op) {
  SmallTensor tensor;
  if (auto integer = dyn_cast<IntegerAttr>(op.getValue())) {
    tensor.elements.push_back(llvm::toString(integer.getValue(), 10, true));
  } else if (auto dense = dyn_cast<DenseElementsAttr>(op.getValue())) {
    tensor.shape.assign(dense.getType().getShape());
    if (dense.getNumElements() > kMaxDrawnElements)
      return;
    if (dense.getElementType().isIntOrIndex()) {
      for (const APInt &value : dense.getValues<APInt>())
        tensor.elements.push_back(llvm::toString(value, 10, true));
    } else if (isa<FloatType>(dense.getElementType())) {
      for (const APFloat &value : dense.getValues<APFloat>()) {
        SmallString<16> text;
        value.toString(text, /*FormatPrecision=*/4);
        tensor.elements.push_back(text.str().str());
      }
    } else {
      return;
    }
  } else {
    return;
  }
  values[op.getResult()] = std::move(tensor);
}

void Evaluator::evaluate(RepeatInterleaveOp op) {
  const SmallTensor *source = find(op.getSource());
  auto counts = readCounts(op.getClause());
  if (!source || !counts)
    return;
  std::optional<int64_t> dim = op.getNormalizedDim();
  SmallVector<int64_t> shape = source->shape;
  if (!dim)
    shape = {static_cast<int64_t>(source->elements.size())};
  int64_t axis = dim.value_or(0), slices = shape[axis];
  if (failed(spread(*counts, slices)))
    return;
  int64_t inner = 1;
  for (int64_t size : ArrayRef(shape).drop_front(axis + 1))
    inner *= size;

  SmallCopy copy{op, *source, {}, {}, {}, *counts, dim};
  if (shape.size() == 1)
    copy.dim = source->shape.size() == 1 ? std::optional<int64_t>(0) : dim;
  copy.result.shape = shape;
  copy.result.shape[axis] = llvm::sum_of(*counts, int64_t(0));
  if (getNumElements(copy.result.shape) > kMaxDrawnElements)
    return;
  size_t outer =
      slices * inner == 0 ? 0 : source->elements.size() / (slices * inner);
  for (size_t o = 0; o < outer; ++o)
    for (int64_t slice = 0; slice < slices; ++slice) {
      size_t begin = (o * slices + slice) * inner;
      for (int64_t i = 0; i < inner; ++i)
        copy.slices.push_back(slice);
      for (int64_t times = 0; times < (*counts)[slice]; ++times)
        for (int64_t i = 0; i < inner; ++i)
          copy.origins.push_back(begin + i);
    }
  keep(std::move(copy));
}

void Evaluator::evaluate(RepeatOp op) {
  const SmallTensor *source = find(op.getSource());
  if (!source)
    return;
  // The shape of the source with the dimensions that are added.
  SmallVector<OpFoldResult> counts = op.getMixedCounts();
  SmallVector<int64_t> shape(counts.size() - source->shape.size(), 1);
  llvm::append_range(shape, source->shape);
  SmallCopy copy{op, *source, {}, {}, {}, {}, std::nullopt};
  for (auto [count, size] : llvm::zip_equal(counts, shape)) {
    std::optional<int64_t> times = getConstantIntValue(count);
    if (!times) {
      auto read = readIntegers(cast<Value>(count));
      if (!read)
        return;
      times = read->front();
    }
    if (*times < 0 || *times > kMaxDrawnElements)
      return;
    copy.result.shape.push_back(*times * size);
  }
  int64_t total = getNumElements(copy.result.shape);
  if (total > kMaxDrawnElements)
    return;
  for (int64_t i = 0; i < total; ++i) {
    // From the last dimension to the first.
    int64_t rest = i, origin = 0, step = 1;
    for (size_t d = shape.size(); d-- > 0;) {
      origin += rest % copy.result.shape[d] % shape[d] * step;
      rest /= copy.result.shape[d];
      step *= shape[d];
    }
    copy.origins.push_back(origin);
  }
  for (size_t i = 0; i < source->elements.size(); ++i)
    copy.slices.push_back(i);
  keep(std::move(copy));
}

void Evaluator::evaluate(RepeatIndicesOp op) {
  auto counts = readCounts(op.getClause());
  if (!counts || failed(spread(*counts, counts->size())))
    return;
  SmallCopy copy{op, {}, {}, {}, {}, *counts, 0};
  copy.source.shape = {static_cast<int64_t>(counts->size())};
  for (auto [i, count] : llvm::enumerate(*counts)) {
    copy.source.elements.push_back(std::to_string(i));
    copy.slices.push_back(i);
    copy.origins.insert(copy.origins.end(), count, i);
  }
  copy.result.shape = {static_cast<int64_t>(copy.origins.size())};
  if (getNumElements(copy.result.shape) <= kMaxDrawnElements)
    keep(std::move(copy));
}

void Evaluator::evaluate(OffsetsOp op) {
  auto counts = readCounts(op.getClause());
  // How many slices one count is for may be said elsewhere.
  if (!counts || op.getSize() || failed(spread(*counts, counts->size())))
    return;
  SmallTensor tensor{{static_cast<int64_t>(counts->size()) + 1}, {"0"}};
  int64_t offset = 0;
  for (int64_t count : *counts)
    tensor.elements.push_back(std::to_string(offset += count));
  values[op.getResult()] = std::move(tensor);
}

void Evaluator::visit(Operation &op) {
  llvm::TypeSwitch<Operation *>(&op)
      .Case<arith::ConstantOp, RepeatInterleaveOp, RepeatOp, RepeatIndicesOp,
            OffsetsOp>([&](auto op) { evaluate(op); });
}

std::vector<SmallCopy>
rint::findSmallCopies(FunctionOpInterface function,
                      ArrayRef<std::optional<SmallTensor>> arguments) {
  Evaluator evaluator(function, arguments);
  for (Operation &op : function.getFunctionBody().front())
    evaluator.visit(op);
  return std::move(evaluator.copies);
}
