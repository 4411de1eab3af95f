//===- RintSyntax.cpp - The clauses of rint ops as text ---------*- C++ -*-===//

#include "RintSyntax.h"

#include "rint/Dialect/Rint/IR/Messages.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::rint;

/// Parses the integer literal of the clause `name`. One that 63 bits and a sign
/// cannot hold breaks a rule, whatever the op is.
static ParseResult parseInt64(OpAsmParser &parser, StringRef name,
                              int64_t &result, bool isSigned = false) {
  SMLoc loc = parser.getCurrentLocation();
  APInt value;
  OptionalParseResult parsed = parser.parseOptionalInteger(value);
  if (!parsed.has_value())
    return parser.emitError(loc, "expected an integer");
  if (failed(*parsed))
    return failure();
  // The least 64-bit integer is left out: it stands for a dynamic count.
  if (value.getSignificantBits() <= 64 &&
      !ShapedType::isDynamic(value.getSExtValue())) {
    result = value.getSExtValue();
    return success();
  }
  SmallString<24> text;
  value.toStringSigned(text);
  const char *message = value.isNegative() && !isSigned
                            ? messages::kLiteralNegative
                            : messages::kLiteralOverflow;
  return parser.emitError(loc, llvm::formatv(message, name, text.str()).str());
}

/// Parses an SSA operand with its type behind a colon.
static ParseResult parseTypedOperand(OpAsmParser &parser,
                                     OptionalOperand &operand, Type &type) {
  operand.emplace();
  return failure(parser.parseOperand(*operand) || parser.parseColonType(type));
}

/// Parses what stands between the parentheses of `repeats`.
static ParseResult parseRepeatsBody(OpAsmParser &parser,
                                    OptionalOperand &repeats, Type &type,
                                    Attribute &literal) {
  Builder &builder = parser.getBuilder();
  OpAsmParser::UnresolvedOperand operand;
  OptionalParseResult parsed = parser.parseOptionalOperand(operand);
  if (parsed.has_value()) {
    repeats = operand;
    return failure(failed(*parsed) || parser.parseColonType(type));
  }
  if (succeeded(parser.parseOptionalLSquare())) {
    SmallVector<int64_t> counts;
    if (failed(parser.parseOptionalRSquare())) {
      if (parser.parseCommaSeparatedList([&] {
            std::string name = llvm::formatv("repeats[{0}]", counts.size());
            return parseInt64(parser, name, counts.emplace_back());
          }) ||
          parser.parseRSquare())
        return failure();
    }
    literal = builder.getDenseI64ArrayAttr(counts);
    return success();
  }
  int64_t count;
  if (parseInt64(parser, "repeats", count))
    return failure();
  literal = builder.getI64IntegerAttr(count);
  return success();
}

ParseResult rint::parseRepeats(OpAsmParser &parser, OptionalOperand &repeats,
                               Type &type, Attribute &literal) {
  return failure(parser.parseKeyword("repeats") || parser.parseLParen() ||
                 parseRepeatsBody(parser, repeats, type, literal) ||
                 parser.parseRParen());
}

void rint::printRepeats(OpAsmPrinter &printer, Operation *, Value repeats,
                        Type type, Attribute literal) {
  printer << "repeats(";
  if (repeats) {
    printer << repeats << " : " << type;
  } else if (auto list = dyn_cast<DenseI64ArrayAttr>(literal)) {
    printer << '[';
    llvm::interleaveComma(list.asArrayRef(), printer);
    printer << ']';
  } else {
    printer << cast<IntegerAttr>(literal).getInt();
  }
  printer << ')';
}

ParseResult rint::parseCounts(OpAsmParser &parser, OptionalOperand &repeats,
                              Type &repeatsType, Attribute &literal,
                              OptionalOperand &offsets, Type &offsetsType) {
  if (failed(parser.parseOptionalKeyword("offsets")))
    return parseRepeats(parser, repeats, repeatsType, literal);
  return failure(parser.parseLParen() ||
                 parseTypedOperand(parser, offsets, offsetsType) ||
                 parser.parseRParen());
}

void rint::printCounts(OpAsmPrinter &printer, Operation *op, Value repeats,
                       Type repeatsType, Attribute literal, Value offsets,
                       Type offsetsType) {
  if (offsets)
    printer << "offsets(" << offsets << " : " << offsetsType << ')';
  else
    printRepeats(printer, op, repeats, repeatsType, literal);
}

ParseResult rint::parseOutputSize(OpAsmParser &parser,
                                  OptionalOperand &outputSize,
                                  IntegerAttr &literal) {
  OpAsmParser::UnresolvedOperand operand;
  OptionalParseResult parsed = parser.parseOptionalOperand(operand);
  if (parsed.has_value()) {
    outputSize = operand;
    return *parsed;
  }
  int64_t size;
  if (parseInt64(parser, "output_size", size))
    return failure();
  literal = parser.getBuilder().getI64IntegerAttr(size);
  return success();
}

void rint::printOutputSize(OpAsmPrinter &printer, Operation *, Value outputSize,
                           IntegerAttr literal) {
  if (outputSize)
    printer << outputSize;
  else
    printer << literal.getInt();
}

ParseResult rint::parseDim(OpAsmParser &parser, IntegerAttr &dim) {
  int64_t value;
  if (parseInt64(parser, "dim", value, /*isSigned=*/true))
    return failure();
  dim = parser.getBuilder().getI64IntegerAttr(value);
  return success();
}

void rint::printDim(OpAsmPrinter &printer, Operation *, IntegerAttr dim) {
  printer << dim.getInt();
}

ParseResult
rint::parseCountList(OpAsmParser &parser,
                     SmallVectorImpl<OpAsmParser::UnresolvedOperand> &counts,
                     DenseI64ArrayAttr &literals) {
  SmallVector<int64_t> integers;
  auto parseCount = [&]() -> ParseResult {
    OpAsmParser::UnresolvedOperand operand;
    OptionalParseResult parsed = parser.parseOptionalOperand(operand);
    if (!parsed.has_value()) {
      std::string name = llvm::formatv("counts[{0}]", integers.size());
      return parseInt64(parser, name, integers.emplace_back());
    }
    counts.push_back(operand);
    integers.push_back(ShapedType::kDynamic);
    return *parsed;
  };
  if (parser.parseKeyword("counts") ||
      parser.parseCommaSeparatedList(AsmParser::Delimiter::Paren, parseCount))
    return failure();
  literals = parser.getBuilder().getDenseI64ArrayAttr(integers);
  return success();
}

void rint::printCountList(OpAsmPrinter &printer, Operation *,
                          OperandRange counts, DenseI64ArrayAttr literals) {
  printer << "counts(";
  auto operand = counts.begin();
  llvm::interleaveComma(literals.asArrayRef(), printer, [&](int64_t count) {
    if (ShapedType::isDynamic(count))
      printer << *operand++;
    else
      printer << count;
  });
  printer << ')';
}
