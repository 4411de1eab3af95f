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

std::string rint::getNpyDtype(const ElementFormat &format) {
  int64_t bytes = format.getBytes();
  if (format.isBool())
    return "|b1";
  bool isIEEE =
      format.isFloat() && (&format.getSemantics() == &APFloat::IEEEhalf() ||
                           &format.getSemantics() == &APFloat::IEEEsingle() ||
                           &format.getSemantics() == &APFloat::IEEEdouble());
  if (format.isComplex())
    return makeDtype(isIEEE && format.getBits() > 16 ? 'c' : 'V', bytes);
  if (bytes > 8)
    return makeDtype('V', bytes);
  if (isIEEE)
    return makeDtype('f', bytes);
  return makeDtype(format.isFloat() || format.isUnsigned() ? 'u' : 'i', bytes);
}

/// Whether an element takes fewer bits in memory than in a file, so that a file
/// may hold one that is out of range, or must be extended.
static bool hasPadding(const ElementFormat &format) {
  return format.getBits() != 8 * format.getPartBytes();
}

/// Moves one number from a file to memory; fails if it is out of range.
static Error importPart(const ElementFormat &format, const char *from,
                        char *to) {
  unsigned bytes = format.getPartBytes();
  APInt value(bytes * 8, 0);
  llvm::LoadIntFromMemory(value, reinterpret_cast<const uint8_t *>(from),
                          bytes);
  // NumPy takes every byte but 0 for True.
  if (format.isBool())
    value = APInt(bytes * 8, !value.isZero());
  bool isSigned = !format.isFloat() && !format.isUnsigned();
  if (isSigned ? !value.isSignedIntN(format.getBits())
               : !value.isIntN(format.getBits())) {
    SmallString<40> text;
    value.toString(text, 10, isSigned);
    return makeError("expected a value that {0} can hold, but got {1}",
                     format.getType(), text);
  }
  format.storeBits(value.trunc(format.getBits()), to);
  return Error::success();
}

static Error importElement(const ElementFormat &format, const char *from,
                           char *to) {
  int64_t bytes = format.getPartBytes();
  if (Error error = importPart(format, from, to))
    return error;
  if (format.isComplex())
    return importPart(format, from + bytes, to + bytes);
  return Error::success();
}

static void exportPart(const ElementFormat &format, const char *from,
                       raw_ostream &os) {
  unsigned bytes = format.getPartBytes();
  bool isSigned = !format.isFloat() && !format.isUnsigned();
  APInt value = format.loadBits(from);
  value = isSigned ? value.sext(bytes * 8) : value.zext(bytes * 8);
  SmallVector<char> buffer(bytes);
  llvm::StoreIntToMemory(value, reinterpret_cast<uint8_t *>(buffer.data()),
                         bytes);
  os.write(buffer.data(), bytes);
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

/// Fails unless a file of dtype `dtype` holds elements of the format.
static Error checkDtype(StringRef dtype, const ElementFormat &format) {
  std::string expected = getNpyDtype(format);
  // Packages that teach NumPy more floats store them as bytes without meaning.
  std::string opaque = makeDtype('V', format.getBytes());
  std::string ordered = "<" + opaque.substr(1);
  bool isForeignFloat = format.isFloat() && StringRef(expected)[1] == 'u';
  if (dtype == expected ||
      (isForeignFloat && (dtype == opaque || dtype == ordered)))
    return Error::success();
  return makeError("expected dtype '{0}' for {1}, but got '{2}'", expected,
                   format.getType(), dtype);
}

static Expected<HostTensor> readNpy(StringRef file, Type elementType) {
  Expected<NpyHeader> header = consumeNpyHeader(file);
  if (!header)
    return header.takeError();
  ElementFormat format = *ElementFormat::get(elementType);
  if (Error error = checkDtype(header->dtype, format))
    return error;
  Expected<HostTensor> tensor = HostTensor::allocate(format, header->shape);
  if (!tensor)
    return tensor;
  int64_t numBytes = tensor->getNumBytes();
  if (static_cast<int64_t>(file.size()) != numBytes)
    return makeError("expected {0} bytes of elements, but got {1}", numBytes,
                     file.size());

  if (!hasPadding(format) && !header->fortranOrder) {
    if (numBytes > 0)
      std::memcpy(tensor->getData(), file.data(), numBytes);
    return tensor;
  }
  // Walk the file as it lies in memory, and the tensor in row-major order.
  TensorView view = {format, header->shape, getRowMajorStrides(header->shape),
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
      error = importElement(format, element, tensor->getElement(i++));
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
  header.dtype = getNpyDtype(tensor.format);
  header.shape = tensor.shape;
  os << formatNpyHeader(header);

  const ElementFormat &format = tensor.format;
  if (!hasPadding(format) &&
      tensor.strides == getRowMajorStrides(tensor.shape)) {
    os.write(tensor.data, tensor.getNumElements() * format.getBytes());
    return;
  }
  forEachElement(tensor, [&](const char *element) {
    exportPart(format, element, os);
    if (format.isComplex())
      exportPart(format, element + format.getPartBytes(), os);
  });
}
