//===- NpyFile.cpp - NumPy's file format ------------------------*- C++ -*-===//

#include "NpyFile.h"
#include "NpyHeader.h"
#include "mlir/IR/BuiltinTypes.h"
#include "rint/ExecutionEngine/Error.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace mlir;
using namespace mlir::rint;
using llvm::Error;
using llvm::Expected;

//===----------------------------------------------------------------------===//
// Elements in a file
//===----------------------------------------------------------------------===//

/// Bytes of an element in a file: those in memory, as widths that NumPy lacks
/// are stored in the next that it has.
static std::string makeDtype(char kind, int64_t bytes) {
  // Bytes without an order of their own have the mark |.
  char order = kind == 'V' || bytes == 1 ? '|' : '<';
  return llvm::formatv("{0}{1}{2}", order, kind, bytes);
}

std::string rint::getNpyDtype(const ElementLayout &layout) {
  int64_t bytes = layout.getBytes();
  if (layout.isBool())
    return "|b1";
  bool isIEEE =
      layout.isFloat() && (&layout.getSemantics() == &APFloat::IEEEhalf() ||
                           &layout.getSemantics() == &APFloat::IEEEsingle() ||
                           &layout.getSemantics() == &APFloat::IEEEdouble());
  if (layout.isComplex())
    return makeDtype(isIEEE && layout.getBits() > 16 ? 'c' : 'V', bytes);
  if (bytes > 8)
    return makeDtype('V', bytes);
  if (isIEEE)
    return makeDtype('f', bytes);
  return makeDtype(layout.isFloat() || layout.isUnsigned() ? 'u' : 'i', bytes);
}

/// Whether an element takes fewer bits in memory than in a file, so that a file
/// may hold one that is out of range, or must be extended.
static bool hasPadding(const ElementLayout &layout) {
  return layout.getBits() != 8 * layout.getPartBytes();
}

/// Moves one number from a file to memory; fails if it is out of range.
static Error importPart(const ElementLayout &layout, const char *from,
                        char *to) {
  unsigned bytes = layout.getPartBytes();
  APInt value(bytes * 8, 0);
  llvm::LoadIntFromMemory(value, reinterpret_cast<const uint8_t *>(from),
                          bytes);
  // NumPy takes every byte but 0 for True.
  if (layout.isBool())
    value = APInt(bytes * 8, !value.isZero());
  bool isSigned = !layout.isFloat() && !layout.isUnsigned();
  if (isSigned ? !value.isSignedIntN(layout.getBits())
               : !value.isIntN(layout.getBits())) {
    SmallString<40> text;
    value.toString(text, 10, isSigned);
    return makeError("expected a value that {0} can hold, but got {1}",
                     layout.getType(), text);
  }
  layout.storeBits(value.trunc(layout.getBits()), to);
  return Error::success();
}

static Error importElement(const ElementLayout &layout, const char *from,
                           char *to) {
  int64_t bytes = layout.getPartBytes();
  if (Error error = importPart(layout, from, to))
    return error;
  if (layout.isComplex())
    return importPart(layout, from + bytes, to + bytes);
  return Error::success();
}

static void exportPart(const ElementLayout &layout, const char *from,
                       raw_ostream &os) {
  unsigned bytes = layout.getPartBytes();
  bool isSigned = !layout.isFloat() && !layout.isUnsigned();
  APInt value = layout.loadBits(from);
  value = isSigned ? value.sext(bytes * 8) : value.zext(bytes * 8);
  SmallVector<char> buffer(bytes);
  llvm::StoreIntToMemory(value, reinterpret_cast<uint8_t *>(buffer.data()),
                         bytes);
  os.write(buffer.data(), bytes);
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

/// Fails unless a file of dtype `dtype` holds elements of the layout.
static Error checkDtype(StringRef dtype, const ElementLayout &layout) {
  std::string expected = getNpyDtype(layout);
  // Packages that teach NumPy more floats store them as bytes without meaning.
  std::string opaque = makeDtype('V', layout.getBytes());
  std::string ordered = "<" + opaque.substr(1);
  bool isForeignFloat = layout.isFloat() && StringRef(expected)[1] == 'u';
  if (dtype == expected ||
      (isForeignFloat && (dtype == opaque || dtype == ordered)))
    return Error::success();
  return makeError("expected dtype '{0}' for {1}, but got '{2}'", expected,
                   layout.getType(), dtype);
}

Expected<HostTensor> rint::readNpy(StringRef file, Type elementType) {
  Expected<NpyHeader> header = consumeNpyHeader(file);
  if (!header)
    return header.takeError();
  ElementLayout layout = *ElementLayout::get(elementType);
  if (Error error = checkDtype(header->dtype, layout))
    return error;
  Expected<HostTensor> tensor = HostTensor::allocate(layout, header->shape);
  if (!tensor)
    return tensor;
  int64_t numBytes = tensor->getNumBytes();
  if (static_cast<int64_t>(file.size()) != numBytes)
    return makeError("expected {0} bytes of elements, but got {1}", numBytes,
                     file.size());

  if (!hasPadding(layout) && !header->fortranOrder) {
    if (numBytes > 0)
      std::memcpy(tensor->getData(), file.data(), numBytes);
    return tensor;
  }
  // Walk the file as it lies in memory, and the tensor in row-major order.
  TensorView view = {layout, header->shape, getRowMajorStrides(header->shape),
                     file.data()};
  if (header->fortranOrder) {
    SmallVector<int64_t> reversed = llvm::to_vector(llvm::reverse(view.shape));
    view.strides = getRowMajorStrides(reversed);
    std::reverse(view.strides.begin(), view.strides.end());
  }
  int64_t i = 0;
  Error error = Error::success();
  forEachElement(view, [&](const char *element) {
    if (!error)
      error = importElement(layout, element, tensor->getElement(i++));
  });
  if (error)
    return error;
  return tensor;
}

Expected<HostTensor> rint::readNpyFile(StringRef path, Type elementType) {
  // Some devices have no end.
  llvm::sys::fs::file_status status;
  if (!llvm::sys::fs::status(path, status) &&
      status.type() == llvm::sys::fs::file_type::character_file)
    return makeError("expected a readable file, but got '{0}': Is a device",
                     path);
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer)
    return makeError("expected a readable file, but got '{0}': {1}", path,
                     buffer.getError().message());
  Expected<HostTensor> tensor = readNpy((*buffer)->getBuffer(), elementType);
  if (!tensor)
    return makeError("'{0}': {1}", path, llvm::toString(tensor.takeError()));
  return tensor;
}

void rint::writeNpy(const TensorView &tensor, raw_ostream &os) {
  NpyHeader header;
  header.dtype = getNpyDtype(tensor.layout);
  header.shape = tensor.shape;
  os << formatNpyHeader(header);

  const ElementLayout &layout = tensor.layout;
  if (!hasPadding(layout) &&
      tensor.strides == getRowMajorStrides(tensor.shape)) {
    os.write(tensor.data, tensor.getNumElements() * layout.getBytes());
    return;
  }
  forEachElement(tensor, [&](const char *element) {
    exportPart(layout, element, os);
    if (layout.isComplex())
      exportPart(layout, element + layout.getPartBytes(), os);
  });
}
