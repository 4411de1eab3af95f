//===- RowLoop.cpp - The runs of rows, one by one ---------------*- C++ -*-===//

#include "RowLoop.h"

using namespace mlir;
using namespace mlir::rint;

void rint::forRows(VectorEmitter &e, const RunCopy &copy, const RowRange &part,
                   function_ref<void(Value, Value, Value)> body) {
  forSlices(
      e, copy, part, e.index(0), [&](const SliceRange &slices, Value none) {
        e.forRange(slices.begin, slices.end, ValueRange{slices.from},
                   [&](Value slice, ValueRange at) -> SmallVector<Value> {
                     Value behind = e.add(at[0], copy.loadCount(e, slice));
                     Value row = e.add(part.sourceBase, slice);
                     body(e.mul(row, copy.rows.inner), e.max(at[0], part.first),
                          e.min(behind, part.last));
                     return {behind};
                   });
        return none;
      });
}
