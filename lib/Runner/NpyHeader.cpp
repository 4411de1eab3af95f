//===- NpyHeader.cpp - The header of a NumPy file ---------------*- C++ -*-===//

#include "NpyHeader.h"
#include "rint/ExecutionEngine/Error.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mlir::rint;
using llvm::Error;
using llvm::Expected;

static constexpr StringRef kMagic("\x93NUMPY", 6);
/// Elements start at a multiple of this.
static constexpr size_t kHeaderAlignment = 64;

namespace {
/// Reads the Python dictionary {'descr': '<f4', 'fortran_order': False,
/// 'shape': (3, 4), }, whose keys come in any order, each once.
class DictionaryParser {
public:
  explicit DictionaryParser(StringRef text) : rest(text) {}

  Expected<NpyHeader> parse();

private:
  bool consume(StringRef token) {
    rest = rest.ltrim(" \n\t");
    return rest.consume_front(token);
  }
  bool parseEntry();
  bool parseString(StringRef &text);
  bool parseBool();
  bool parseShape();

  StringRef rest;
  NpyHeader header;
  bool hasDtype = false, hasOrder = false, hasShape = false;
};
} // namespace

bool DictionaryParser::parseString(StringRef &text) {
  StringRef quote = consume("'") ? "'" : consume("\"") ? "\"" : "";
  if (quote.empty() || !rest.contains(quote))
    return false;
  std::tie(text, rest) = rest.split(quote);
  // Errors quote the text, and they have one line.
  return llvm::all_of(text, llvm::isPrint);
}

bool DictionaryParser::parseBool() {
  header.fortranOrder = consume("True");
  return header.fortranOrder || consume("False");
}

bool DictionaryParser::parseShape() {
  if (!consume("("))
    return false;
  while (!consume(")")) {
    int64_t size;
    rest = rest.ltrim();
    if (rest.consumeInteger(10, size) || size < 0)
      return false;
    header.shape.push_back(size);
    // A comma may follow the last size, and must follow an only one.
    if (!consume(",") && (header.shape.size() == 1 || !rest.starts_with(")")))
      return false;
  }
  return true;
}

bool DictionaryParser::parseEntry() {
  StringRef key, dtype;
  if (!parseString(key) || !consume(":"))
    return false;
  if (key == "descr" && !hasDtype) {
    hasDtype = parseString(dtype);
    header.dtype = dtype.str();
    return hasDtype;
  }
  if (key == "fortran_order" && !hasOrder)
    return hasOrder = parseBool();
  if (key == "shape" && !hasShape)
    return hasShape = parseShape();
  return false;
}

Expected<NpyHeader> DictionaryParser::parse() {
  bool wellFormed = consume("{");
  while (wellFormed && !consume("}")) {
    wellFormed = parseEntry();
    if (!consume(","))
      wellFormed &= rest.ltrim().starts_with("}");
  }
  if (!wellFormed || !hasDtype || !hasOrder || !hasShape ||
      !rest.trim().empty())
    return makeError("expected a header with a simple dtype, an order and a "
                     "shape");
  return header;
}

static Error makeTruncatedError() {
  return makeError("expected a whole NumPy file, but got a truncated one");
}

Expected<NpyHeader> rint::consumeNpyHeader(StringRef &file) {
  if (!file.consume_front(kMagic))
    return makeError("expected a NumPy file, but got something else");
  if (file.size() < 2)
    return makeTruncatedError();
  unsigned version = file.bytes_begin()[0];
  if (version < 1 || version > 3)
    return makeError("expected version 1, 2 or 3 of the NumPy format, but got "
                     "{0}",
                     version);
  // The length of the header takes 2 bytes in version 1, else 4.
  size_t lengthBytes = version == 1 ? 2 : 4;
  file = file.drop_front(2);
  if (file.size() < lengthBytes)
    return makeTruncatedError();
  size_t length = version == 1 ? llvm::support::endian::read16le(file.data())
                               : llvm::support::endian::read32le(file.data());
  file = file.drop_front(lengthBytes);
  if (file.size() < length)
    return makeTruncatedError();
  StringRef dictionary = file.take_front(length);
  file = file.drop_front(length);
  return DictionaryParser(dictionary).parse();
}

std::string rint::formatNpyHeader(const NpyHeader &header) {
  std::string dictionary;
  llvm::raw_string_ostream os(dictionary);
  os << "{'descr': '" << header.dtype
     << "', 'fortran_order': " << (header.fortranOrder ? "True" : "False")
     << ", 'shape': (";
  llvm::interleaveComma(header.shape, os);
  os << (header.shape.size() == 1 ? ",), }" : "), }");
  // Spaces and a newline pad magic, version, length and dictionary.
  size_t prefix = kMagic.size() + 2 + 2;
  size_t total =
      llvm::alignTo(prefix + dictionary.size() + 1, kHeaderAlignment);
  os.indent(total - prefix - dictionary.size() - 1) << '\n';

  char length[2];
  llvm::support::endian::write16le(length, dictionary.size());
  return (kMagic + StringRef("\x01\x00", 2) + StringRef(length, 2) + dictionary)
      .str();
}
