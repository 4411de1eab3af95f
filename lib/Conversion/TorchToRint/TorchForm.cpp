//===- TorchForm.cpp - Reading the torch dialect in generic form *- C++ -*-===//

#include "TorchForm.h"

#include "mlir/AsmParser/AsmParser.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Diagnostics.h"

#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace mlir::rint;

/// How many operands the ops have at least that are read together with others.
static unsigned getLeastOperands(StringRef name) {
  return llvm::StringSwitch<unsigned>(name)
      .Cases({"torch.aten.Int.bool", "torch.aten.clone",
              "torch.aten.contiguous", "torch.bind_symbolic_shape"},
             1)
      .Cases({"torch.aten.broadcast_to", "torch.aten.expand",
              "torch.aten.ge.int", "torch.aten.mul.int", "torch.aten.repeat",
              "torch.aten.size.int", "torch.aten.sym_size.int",
              "torch.aten.tile", "torch.aten.unsqueeze"},
             2)
      .Default(0);
}

StringRef torch::getOpName(Operation *op) {
  StringRef name = op->getName().getStringRef();
  if (!name.starts_with("torch."))
    return {};
  if (name == "torch.operator")
    if (auto operatorName = op->getAttrOfType<StringAttr>("name"))
      name = operatorName.getValue();
  return op->getNumOperands() < getLeastOperands(name) ? StringRef() : name;
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

/// The text of the element type of a vtensor, and of its sizes.
static bool splitTensorType(Type type, StringRef &sizes, StringRef &element) {
  auto opaque = dyn_cast<OpaqueType>(type);
  if (!opaque || opaque.getDialectNamespace() != "torch")
    return false;
  StringRef text = opaque.getTypeData();
  if (!text.consume_front("vtensor<[") || !text.consume_back(">"))
    return false;
  std::tie(sizes, element) = text.split("],");
  return !element.empty();
}

RankedTensorType torch::getBuiltinType(Type type) {
  StringRef sizes, elementText;
  if (!splitTensorType(type, sizes, elementText) || elementText == "unk")
    return {};
  SmallVector<int64_t> shape;
  while (!sizes.empty()) {
    StringRef size;
    std::tie(size, sizes) = sizes.split(',');
    int64_t number;
    if (size == "?")
      shape.push_back(ShapedType::kDynamic);
    else if (!size.getAsInteger(10, number) && number >= 0)
      shape.push_back(number);
    else
      return {};
  }
  // Only names of numbers: other text would be an error to the parser.
  if (!llvm::all_of(elementText, [](char c) {
        return llvm::isAlnum(c) || c == '<' || c == '>';
      }))
    return {};
  // Names that are no types are none of this pass's errors.
  ScopedDiagnosticHandler silence(type.getContext(),
                                  [](Diagnostic &) { return success(); });
  size_t numRead = 0;
  Type element = parseType(elementText, type.getContext(), &numRead);
  if (!element || numRead != elementText.size() ||
      !RankedTensorType::isValidElementType(element))
    return {};
  // torch-mlir has signless integers.
  if (auto integer = dyn_cast<IntegerType>(element))
    element = IntegerType::get(type.getContext(), integer.getWidth());
  return RankedTensorType::get(shape, element);
}

bool torch::isSignedTensor(Type type) {
  StringRef sizes, element;
  return splitTensorType(type, sizes, element) && element.starts_with("si");
}

static bool isInt(Type type) {
  auto opaque = dyn_cast<OpaqueType>(type);
  return opaque && opaque.getDialectNamespace() == "torch" &&
         opaque.getTypeData() == "int";
}

//===----------------------------------------------------------------------===//
// Constants and lists
//===----------------------------------------------------------------------===//

bool torch::isNone(Value value) {
  return getOpName(value) == "torch.constant.none";
}

/// The attribute `value` of the constant op `name`.
static Attribute getConstant(Value value, StringRef name) {
  if (torch::getOpName(value) != name)
    return {};
  return value.getDefiningOp()->getAttr("value");
}

std::optional<int64_t> torch::getConstantInt(Value value) {
  auto attribute = dyn_cast_if_present<IntegerAttr>(
      getConstant(value, "torch.constant.int"));
  if (!attribute)
    return std::nullopt;
  return attribute.getValue().trySExtValue();
}

std::optional<bool> torch::getConstantBool(Value value) {
  Attribute attribute = getConstant(value, "torch.constant.bool");
  if (auto integer = dyn_cast_if_present<IntegerAttr>(attribute))
    return !integer.getValue().isZero();
  return std::nullopt;
}

std::optional<SmallVector<Value>> torch::getList(Value value) {
  if (getOpName(value) != "torch.prim.ListConstruct")
    return std::nullopt;
  return SmallVector<Value>(value.getDefiningOp()->getOperands());
}

std::optional<int64_t> torch::getDim(Value value, int64_t rank) {
  std::optional<int64_t> dim = getConstantInt(value);
  if (!dim || *dim < -rank || *dim >= rank)
    return std::nullopt;
  return *dim < 0 ? *dim + rank : *dim;
}

//===----------------------------------------------------------------------===//
// Sizes
//===----------------------------------------------------------------------===//

/// Whether a slice from `begin` to `end` by `step` is the whole, of any size.
static bool isWholeSlice(Operation *slice) {
  if (slice->getNumOperands() != 5)
    return false;
  Value begin = slice->getOperand(2), end = slice->getOperand(3);
  return (torch::isNone(begin) || torch::getConstantInt(begin) == 0) &&
         (torch::isNone(end) ||
          torch::getConstantInt(end) == std::numeric_limits<int64_t>::max()) &&
         torch::getConstantInt(slice->getOperand(4)) == 1;
}

Value torch::skipCopies(Value tensor) {
  while (Operation *op = tensor.getDefiningOp()) {
    StringRef name = getOpName(op);
    bool isCopy = name == "torch.aten.clone" ||
                  name == "torch.aten.contiguous" ||
                  (name == "torch.aten.slice.Tensor" && isWholeSlice(op));
    if (!isCopy || op->getOperand(0).getType() != tensor.getType())
      return tensor;
    tensor = op->getOperand(0);
  }
  return tensor;
}

/// The symbol that a dimension is bound to, if it is one and nothing else.
static Value getSymbol(Value tensor, int64_t dim) {
  for (Operation *user : tensor.getUsers()) {
    if (torch::getOpName(user) != "torch.bind_symbolic_shape" ||
        user->getOperand(0) != tensor)
      continue;
    auto map = user->getAttrOfType<AffineMapAttr>("shape_expressions");
    if (!map || dim >= map.getValue().getNumResults())
      continue;
    auto symbol = dyn_cast<AffineSymbolExpr>(map.getValue().getResult(dim));
    if (symbol && symbol.getPosition() + 1 < user->getNumOperands())
      return user->getOperand(symbol.getPosition() + 1);
  }
  return {};
}

Size torch::getSize(Value tensor, int64_t dim) {
  RankedTensorType type = getBuiltinType(tensor.getType());
  if (!type || dim < 0 || dim >= type.getRank())
    return Size::ofUnknown(tensor, dim);
  if (!type.isDynamicDim(dim))
    return Size::ofLiteral(type.getDimSize(dim));
  if (Value symbol = getSymbol(tensor, dim))
    return Size::ofUnknown(symbol, -1);
  Value source = skipCopies(tensor);
  if (source != tensor)
    return getSize(source, dim);
  Operation *op = tensor.getDefiningOp();
  if (op && getOpName(op) == "torch.aten.unsqueeze") {
    std::optional<int64_t> added = getDim(op->getOperand(1), type.getRank());
    if (added && *added != dim)
      return getSize(op->getOperand(0), dim < *added ? dim : dim - 1);
  }
  return Size::ofUnknown(tensor, dim);
}

Size torch::getSize(Value number) {
  if (std::optional<int64_t> literal = getConstantInt(number))
    return Size::ofLiteral(*literal);
  Operation *op = number.getDefiningOp();
  StringRef name = op ? getOpName(op) : StringRef();
  if (name == "torch.aten.size.int" || name == "torch.aten.sym_size.int") {
    RankedTensorType type = getBuiltinType(op->getOperand(0).getType());
    std::optional<int64_t> dim;
    if (type)
      dim = getDim(op->getOperand(1), type.getRank());
    if (dim)
      return getSize(op->getOperand(0), *dim);
  }
  if (name == "torch.aten.mul.int")
    if (auto product =
            getSize(op->getOperand(0)).times(getSize(op->getOperand(1))))
      return *product;
  return Size::ofUnknown(number, -1);
}

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

/// Builds an op of torch-mlir's conversions.
static Value buildCast(OpBuilder &builder, Location loc, StringRef name,
                       Value value, Type type) {
  OperationState state(loc, name);
  state.addOperands(value);
  state.addTypes(type);
  return builder.create(state)->getResult(0);
}

OpFoldResult torch::buildIndex(OpBuilder &builder, Location loc, Value number) {
  if (std::optional<int64_t> literal = getConstantInt(number))
    return builder.getIndexAttr(*literal);
  if (!isInt(number.getType()))
    return {};
  Value i64 =
      buildCast(builder, loc, "torch_c.to_i64", number, builder.getI64Type());
  return arith::IndexCastOp::create(builder, loc, builder.getIndexType(), i64)
      .getResult();
}

Value torch::buildToBuiltin(OpBuilder &builder, Location loc, Value tensor) {
  // What has just been converted needs no way there and back.
  Operation *op = tensor.getDefiningOp();
  if (op && op->getName().getStringRef() == "torch_c.from_builtin_tensor" &&
      op->getNumOperands() == 1)
    return op->getOperand(0);
  return buildCast(builder, loc, "torch_c.to_builtin_tensor", tensor,
                   getBuiltinType(tensor.getType()));
}

Value torch::buildFromBuiltin(OpBuilder &builder, Location loc, Value tensor,
                              Type type) {
  return buildCast(builder, loc, "torch_c.from_builtin_tensor", tensor, type);
}

/// Ops that compute their result and do nothing else.
static bool isPlain(Operation *op) {
  static const llvm::StringSet<> names = {"torch.constant.bool",
                                          "torch.constant.int",
                                          "torch.constant.none",
                                          "torch.constant.str",
                                          "torch.prim.ListConstruct",
                                          "torch.aten.unsqueeze",
                                          "torch.aten.expand",
                                          "torch.aten.broadcast_to",
                                          "torch.aten.clone",
                                          "torch.aten.contiguous",
                                          "torch.aten.slice.Tensor",
                                          "torch.aten.size.int",
                                          "torch.aten.mul.int",
                                          "torch.aten.ge.int",
                                          "torch.aten.Int.bool",
                                          "torch.symbolic_int",
                                          "torch_c.to_builtin_tensor",
                                          "torch_c.from_builtin_tensor",
                                          "torch_c.to_i64"};
  return names.contains(op->getName().getStringRef());
}

void torch::eraseUnused(Operation *root) {
  SmallVector<Operation *> ops;
  root->walk([&](Operation *op) { ops.push_back(op); });
  for (Operation *op : llvm::reverse(ops))
    if (op != root && op->use_empty() && isPlain(op))
      op->erase();
}
