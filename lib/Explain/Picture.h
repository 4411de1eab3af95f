//===- Picture.h - What goes where, as a picture ----------------*- C++ -*-===//

#ifndef RINT_LIB_EXPLAIN_PICTURE_H
#define RINT_LIB_EXPLAIN_PICTURE_H

#include "SmallCopies.h"
#include "llvm/Support/raw_ostream.h"

namespace mlir::rint {

/// Hues that are far from the red and green of changes, and each from the next.
inline constexpr unsigned kHues[] = {215, 40, 285, 180, 315, 60, 250, 22};

/// Whether a picture of `copy` would be clear: nothing but vectors and matrices
/// has one.
bool canBeDrawn(const SmallCopy &copy);

/// Writes `copy` as SVG for the page: each slice of the source and all its
/// copies in one colour.
void drawCopy(const SmallCopy &copy, raw_ostream &os);

} // namespace mlir::rint

#endif // RINT_LIB_EXPLAIN_PICTURE_H
