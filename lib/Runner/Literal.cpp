//===- Literal.cpp - Nested lists of elements -------------------*- C++ -*-===//

#include "Literal.h"
#include "ElementText.h"
#include "rint/ExecutionEngine/Error.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::rint;
using llvm::Error;

namespace {
/// Reads nested lists without recursion: the depth is under the control of
/// whoever wrote the text.
class LiteralParser {
public:
  LiteralParser(StringRef text, HostTensor &tensor)
      : rest(text), tensor(tensor), rank(tensor.getShape().size()) {}

  Error parse();

private:
  Error openList();
  Error closeList();
  Error parseElement();

  bool consume(StringRef token) {
    rest = rest.ltrim();
    return rest.consume_front(token);
  }
  /// What stands where something else was expected.
  std::string describeRest() const {
    StringRef text = rest.ltrim();
    return text.empty() ? "the end" : ("'" + text.take_front(20) + "'").str();
  }
  /// Entries read so far of the innermost list, or of the whole.
  int64_t &getCount() { return counts.back(); }

  StringRef rest;
  HostTensor &tensor;
  size_t rank;
  /// One entry for the whole and one for each list that is open.
  SmallVector<int64_t> counts = {0};
  int64_t numElements = 0;
};
} // namespace

Error LiteralParser::openList() {
  if (counts.size() > rank)
    return makeError("expected lists nested {0} deep, but got more", rank);
  counts.push_back(0);
  return Error::success();
}

Error LiteralParser::closeList() {
  size_t dim = counts.size() - 2;
  int64_t size = tensor.getShape()[dim], count = counts.pop_back_val();
  // The shape says all about a tensor without elements.
  bool empty = tensor.getNumElements() == 0 && count == 0;
  if (count != size && !empty)
    return makeError("expected {0} entries in each list of dimension {1}, but "
                     "got {2}",
                     size, dim, count);
  ++getCount();
  return Error::success();
}

Error LiteralParser::parseElement() {
  if (counts.size() <= rank)
    return makeError("expected lists nested {0} deep, but got {1}", rank,
                     describeRest());
  // A complex number holds a comma of its own.
  rest = rest.ltrim();
  size_t from = rest.starts_with("(") ? rest.find(')') : 0;
  StringRef text = rest.take_front(rest.find_first_of(",]", from));
  rest = rest.drop_front(text.size());
  if (numElements == tensor.getNumElements())
    return makeError("expected {0} elements, but got more", numElements);
  ++getCount();
  return rint::parseElement(text.trim(), tensor.getLayout(),
                            tensor.getElement(numElements++));
}

Error LiteralParser::parse() {
  while (true) {
    // A value: a list, which may end at once, or an element.
    if (consume("[")) {
      if (Error error = openList())
        return error;
      if (!consume("]"))
        continue;
      if (Error error = closeList())
        return error;
    } else if (Error error = parseElement()) {
      return error;
    }
    // What may follow: the end of lists, then another value.
    while (counts.size() > 1 && consume("]"))
      if (Error error = closeList())
        return error;
    if (counts.size() == 1)
      break;
    if (!consume(","))
      return makeError("expected ',' or ']', but got {0}", describeRest());
  }
  if (!rest.ltrim().empty())
    return makeError("expected nothing after the value, but got {0}",
                     describeRest());
  return Error::success();
}

Error rint::parseLiteral(StringRef text, HostTensor &tensor) {
  return LiteralParser(text, tensor).parse();
}
