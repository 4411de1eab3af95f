//===- RintSyntax.h - The clauses of rint ops as text -----------*- C++ -*-===//
//
// The custom directives of the assembly formats in RintOps.td.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_DIALECT_RINT_IR_RINTSYNTAX_H
#define RINT_LIB_DIALECT_RINT_IR_RINTSYNTAX_H

#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {

using OptionalOperand = std::optional<OpAsmParser::UnresolvedOperand>;

/// repeats ::= `repeats` `(` (integer | `[` integers `]` | value `:` type) `)`
ParseResult parseRepeats(OpAsmParser &parser, OptionalOperand &repeats,
                         Type &type, Attribute &literal);
void printRepeats(OpAsmPrinter &printer, Operation *op, Value repeats,
                  Type type, Attribute literal);

/// counts ::= repeats | `offsets` `(` value `:` type `)`
ParseResult parseCounts(OpAsmParser &parser, OptionalOperand &repeats,
                        Type &repeatsType, Attribute &literal,
                        OptionalOperand &offsets, Type &offsetsType);
void printCounts(OpAsmPrinter &printer, Operation *op, Value repeats,
                 Type repeatsType, Attribute literal, Value offsets,
                 Type offsetsType);

/// What stands between the parentheses of `output_size`: an integer or a value.
ParseResult parseOutputSize(OpAsmParser &parser, OptionalOperand &outputSize,
                            IntegerAttr &literal);
void printOutputSize(OpAsmPrinter &printer, Operation *op, Value outputSize,
                     IntegerAttr literal);

/// What stands between the parentheses of `dim`.
ParseResult parseDim(OpAsmParser &parser, IntegerAttr &dim);
void printDim(OpAsmPrinter &printer, Operation *op, IntegerAttr dim);

/// count-list ::= `counts` `(` (integer | value) list `)`
ParseResult
parseCountList(OpAsmParser &parser,
               SmallVectorImpl<OpAsmParser::UnresolvedOperand> &counts,
               DenseI64ArrayAttr &literals);
void printCountList(OpAsmPrinter &printer, Operation *op, OperandRange counts,
                    DenseI64ArrayAttr literals);

} // namespace mlir::rint

#endif // RINT_LIB_DIALECT_RINT_IR_RINTSYNTAX_H
