//===- FloatText.h - Floating-point numbers as text -------------*- C++ -*-===//

#ifndef RINT_LIB_RUNNER_FLOATTEXT_H
#define RINT_LIB_RUNNER_FLOATTEXT_H

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/Support/Error.h"

namespace mlir::rint {

/// Reads a decimal number, `inf`, `nan` or `nan(0xBITS)`, each with an optional
/// sign, and rounds it once, to the nearest. Fails for other text and for a
/// number out of the range of the type.
llvm::Expected<APFloat> parseFloat(StringRef text, FloatType type);

/// Writes the shortest decimal number that `parseFloat` turns into the same
/// bits: in full for exponents from -4 to 15, like Python, and without a
/// fraction where there is none. Types narrower than f32 keep all digits of
/// integers. A NaN other than the usual ones is written as `nan(0xBITS)`.
void printFloat(const APFloat &value, raw_ostream &os);

} // namespace mlir::rint

#endif // RINT_LIB_RUNNER_FLOATTEXT_H
