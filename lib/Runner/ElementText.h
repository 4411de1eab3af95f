//===- ElementText.h - Elements as text -------------------------*- C++ -*-===//

#ifndef RINT_LIB_RUNNER_ELEMENTTEXT_H
#define RINT_LIB_RUNNER_ELEMENTTEXT_H

#include "rint/ExecutionEngine/ElementLayout.h"
#include "llvm/Support/Error.h"

namespace mlir::rint {

/// Reads an element from its textual form, which has no space around it, and
/// stores it at `to`. Fails for text that is no element of the type, and for a
/// number that the type cannot hold.
llvm::Error parseElement(StringRef text, const ElementLayout &layout, char *to);

/// Writes the element at `from` so that reading the text back gives the same
/// bits.
void printElement(const char *from, const ElementLayout &layout,
                  raw_ostream &os);

} // namespace mlir::rint

#endif // RINT_LIB_RUNNER_ELEMENTTEXT_H
