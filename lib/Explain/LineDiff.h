//===- LineDiff.h - What a stage has changed --------------------*- C++ -*-===//

#ifndef RINT_LIB_EXPLAIN_LINEDIFF_H
#define RINT_LIB_EXPLAIN_LINEDIFF_H

#include "ModuleText.h"

namespace mlir::rint {

/// Lines of two texts that face each other: the same ones, or what one has in
/// place of the other. Either side may be empty where they differ.
struct Hunk {
  bool isSame;
  ArrayRef<TextLine> before;
  ArrayRef<TextLine> after;
};

/// Compares two texts, which the hunks refer to. Lines are the same if nothing
/// differs but the numbers of values, which change with whatever comes before
/// them. Takes time and memory in proportion to the texts, up to a constant.
std::vector<Hunk> diffLines(ArrayRef<TextLine> before,
                            ArrayRef<TextLine> after);

} // namespace mlir::rint

#endif // RINT_LIB_EXPLAIN_LINEDIFF_H
