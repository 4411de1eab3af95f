//===- ModuleText.h - Modules as text for readers ---------------*- C++ -*-===//

#ifndef RINT_LIB_EXPLAIN_MODULETEXT_H
#define RINT_LIB_EXPLAIN_MODULETEXT_H

#include "mlir/IR/BuiltinOps.h"
#include <string>
#include <vector>

namespace mlir::rint {

/// A line of a printed module.
struct TextLine {
  std::string text;
  /// The line of the user's file that it comes from, from 1 on; 0 if none.
  unsigned source = 0;

  bool operator==(const TextLine &other) const {
    return text == other.text && source == other.source;
  }
};

/// A function, a module of kernels and the like, or all that a module declares.
struct SymbolText {
  std::string name;
  std::vector<TextLine> lines;

  bool operator==(const SymbolText &other) const {
    return name == other.name && lines == other.lines;
  }
};

using ModuleText = std::vector<SymbolText>;

/// Declarations, constants and aliases of a module, which are shown as one.
inline constexpr StringRef kDeclarations = "declarations";

/// Prints `module`, whose values are called as their locations say, and leaves
/// out what helps compilers but no readers. `module` stays as it is.
ModuleText printForReaders(ModuleOp module);

} // namespace mlir::rint

#endif // RINT_LIB_EXPLAIN_MODULETEXT_H
