//===- InputSpec.cpp - Arguments given on the command line ------*- C++ -*-===//

#include "InputSpec.h"
#include "ElementText.h"
#include "GeneratedInputs.h"
#include "Literal.h"
#include "NpyFile.h"
#include "mlir/AsmParser/AsmParser.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/TypeUtilities.h"
#include "rint/ExecutionEngine/Error.h"
#include "llvm/ADT/StringExtras.h"

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
  if (type && ElementLayout::get(type))
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
// Values
//===----------------------------------------------------------------------===//

/// Sets all elements to one; it is read even where there are none.
static Error fillSplat(StringRef text, HostTensor &tensor) {
  const ElementLayout &layout = tensor.getLayout();
  SmallVector<char> element(layout.getBytes());
  if (Error error = parseElement(text, layout, element.data()))
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
            tensor->getShape(), tensor->getLayout().getType(), argumentType))
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
  auto tensor = HostTensor::allocate(*ElementLayout::get(elementType), shape);
  if (!tensor)
    return tensor;
  if (Error error = fill(value.trim(), *tensor))
    return error;
  return tensor;
}
