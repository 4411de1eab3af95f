//===- Highlight.h - Code as HTML -------------------------------*- C++ -*-===//

#ifndef RINT_LIB_EXPLAIN_HIGHLIGHT_H
#define RINT_LIB_EXPLAIN_HIGHLIGHT_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace mlir::rint {

enum class Language { MLIR, Assembly };

/// Writes `text` so that HTML shows it as it is.
void printEscaped(StringRef text, raw_ostream &os);

/// Writes a line of code with its parts marked by the class of what they are:
/// c comment, s string, v value or register, y symbol, o op, t type, n number.
void printHighlighted(StringRef line, Language language, raw_ostream &os);

} // namespace mlir::rint

#endif // RINT_LIB_EXPLAIN_HIGHLIGHT_H
