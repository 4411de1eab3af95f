//===- InputSpec.cpp - Arguments given on the command line ------*- C++ -*-===//

#include "InputSpec.h"
#include "Literal.h"
#include "NpyFile.h"
#include "mlir/AsmParser/AsmParser.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/TypeUtilities.h"
#include "rint/ExecutionEngine/Error.h"
#include "llvm/ADT/StringExtras.h"
#include <random>

using namespace mlir;
using namespace mlir::rint;
using llvm::Error;
using llvm::Expected;

//===----------------------------------------------------------------------===//
// The type of an argument
//===----------------------------------------------------------------------===//

/// Whether `text` is a type of one word, like f32 or complex<f32>. No other
/// text is handed to the parser, which recurses as deep as a text nests.
static bool isSimpleType(StringRef text) {
  if (text.consume_front("complex") && text.ltrim().starts_with("<") &&
      text.ends_with(">"))
    text = text.ltrim().drop_front().drop_back().trim();
  return llvm::all_of(text, llvm::isAlnum);
}

static Expected<Type> parseElementType(StringRef text, MLIRContext *context) {
  // A type that does not parse is reported below, with the argument.
  ScopedDiagnosticHandler silence(context, [](Diagnostic &) {});
  Type type;
  if (isSimpleType(text))
    type = parseType(text, context, /*numRead=*/nullptr,
                     /*isKnownNullTerminated=*/false);
  if (type && ElementFormat::get(type))
    return type;
  return makeError("expected an integer, index, floating-point or complex "
                   "type, but got '{0}'",
                   text);
}

/// Splits 2x3xf32 into the sizes and the type of the elements.
static Expected<std::pair<SmallVector<int64_t>, Type>>
parseTensorType(StringRef text, MLIRContext *context) {
  SmallVector<int64_t> shape;
  StringRef rest = text;
  while (!rest.empty() &&
         (llvm::isDigit(rest.front()) || rest.front() == '?')) {
    int64_t size;
    StringRef from = rest;
    if (rest.consumeInteger(10, size) || !rest.consume_front("x"))
      return makeError("expected a size of at most 63 bits and 'x', but got "
                       "'{0}'",
                       from);
    shape.push_back(size);
  }
  Expected<Type> elementType = parseElementType(rest, context);
  if (!elementType)
    return elementType.takeError();
  return std::pair(shape, *elementType);
}

/// Fails unless a tensor of `shape` and `elementType` can be passed for
/// `argumentType`.
static Error checkCompatible(ArrayRef<int64_t> shape, Type elementType,
                             Type argumentType) {
  auto shaped = dyn_cast<ShapedType>(argumentType);
  ArrayRef<int64_t> expected = shaped ? shaped.getShape() : ArrayRef<int64_t>();
  Type expectedElement = getElementTypeOrSelf(argumentType);
  if (elementType != expectedElement)
    return makeError("expected the element type to be {0}, but got {1}",
                     expectedElement, elementType);
  if (shape.size() != expected.size())
    return makeError("expected the rank to be {0}, but got {1}",
                     expected.size(), shape.size());
  for (auto [dim, size] : llvm::enumerate(expected))
    if (!ShapedType::isDynamic(size) && size != shape[dim])
      return makeError("expected dimension {0} to be {1}, but got {2}", dim,
                       size, shape[dim]);
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Generated values
//===----------------------------------------------------------------------===//

static void fillIota(HostTensor &tensor) {
  for (int64_t i = 0, e = tensor.getNumElements(); i < e; ++i)
    tensor.getFormat().storeConverted(i, tensor.getElement(i));
}

/// The C++ standard fixes every number that std::mt19937_64 draws, but not what
/// its distributions make of them. So the range is cut here: numbers from the
/// last multiple of its size on are drawn again, the others taken modulo.
static Error fillRandom(StringRef arguments, HostTensor &tensor) {
  SmallVector<StringRef> parts;
  arguments.split(parts, ':');
  int64_t low, high;
  uint64_t seed;
  if (parts.size() != 3 || parts[0].getAsInteger(10, low) ||
      parts[1].getAsInteger(10, high) || parts[2].getAsInteger(10, seed))
    return makeError("expected random:LO:HI:SEED with integers of 64 bits, but "
                     "got 'random:{0}'",
                     arguments);
  if (low >= high)
    return makeError("expected LO of random:LO:HI:SEED to be less than HI, but "
                     "got {0} and {1}",
                     low, high);
  const ElementFormat &format = tensor.getFormat();
  for (int64_t bound : {low, high - 1})
    if (!format.canHold(bound))
      return makeError("expected a value that {0} can hold, but got {1}",
                       format.getType(), bound);

  std::mt19937_64 generator(seed);
  uint64_t size = static_cast<uint64_t>(high) - static_cast<uint64_t>(low);
  // 2^64 mod size: so many numbers at the top have no full range.
  uint64_t excess = (0 - size) % size;
  for (int64_t i = 0, e = tensor.getNumElements(); i < e; ++i) {
    uint64_t drawn = generator();
    while (drawn > UINT64_MAX - excess)
      drawn = generator();
    format.storeConverted(low + drawn % size, tensor.getElement(i));
  }
  return Error::success();
}

/// Sets all elements to one; it is read even where there are none.
static Error fillSplat(StringRef text, HostTensor &tensor) {
  const ElementFormat &format = tensor.getFormat();
  SmallVector<char> element(format.getBytes());
  if (Error error = format.parse(text, element.data()))
    return error;
  for (int64_t i = 0, e = tensor.getNumElements(); i < e; ++i)
    std::memcpy(tensor.getElement(i), element.data(), element.size());
  return Error::success();
}

static Error fill(StringRef value, HostTensor &tensor) {
  if (value == "iota") {
    fillIota(tensor);
    return Error::success();
  }
  if (value.consume_front("random:"))
    return fillRandom(value, tensor);
  if (value.starts_with("["))
    return parseLiteral(value, tensor);
  return fillSplat(value, tensor);
}

//===----------------------------------------------------------------------===//
// Entry point
//===----------------------------------------------------------------------===//

Expected<HostTensor> rint::parseInputSpec(StringRef spec, Type argumentType) {
  if (spec.consume_front("@")) {
    Expected<HostTensor> tensor =
        readNpyFile(spec, getElementTypeOrSelf(argumentType));
    if (!tensor)
      return tensor;
    if (Error error = checkCompatible(
            tensor->getShape(), tensor->getFormat().getType(), argumentType))
      return error;
    return tensor;
  }

  auto [typeText, value] = spec.split('=');
  if (typeText.size() == spec.size())
    return makeError("expected TYPE=VALUE or @FILE, but got '{0}'", spec);
  auto type = parseTensorType(typeText.trim(), argumentType.getContext());
  if (!type)
    return type.takeError();
  auto [shape, elementType] = *type;
  if (Error error = checkCompatible(shape, elementType, argumentType))
    return error;
  auto tensor = HostTensor::allocate(*ElementFormat::get(elementType), shape);
  if (!tensor)
    return tensor;
  if (Error error = fill(value.trim(), *tensor))
    return error;
  return tensor;
}
