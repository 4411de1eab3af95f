//===- RowCopy.h - Rows by the units that fit them --------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOGPU_ROWCOPY_H
#define RINT_LIB_CONVERSION_RINTTOGPU_ROWCOPY_H

#include "ElementUnits.h"

#include <string>

namespace mlir::rint {

/// How rows are copied: by 16-byte units where their size is a multiple of
/// that, else by the units of their elements. The host decides, at compile time
/// if it can. Part of what a kernel is passed.
class RowCopy {
public:
  /// `rowUnits` is the size of a row in units of its elements.
  RowCopy(IndexEmitter &host, Value rowUnits, const ElementUnits &units,
          Value sourceBytes, Value resultBytes);
  void list(KernelFields &fields) {
    fields.append(
        {&narrow.source, &narrow.result, &wide.source, &wide.result, &isWide});
  }

  /// The size of a row in the units by which it is copied.
  Value getRowUnits() const { return rowUnits; }
  /// Names what is copied in the name of a kernel.
  std::string getName() const;
  /// Builds `body`, which gets the source and the result, for each unit that
  /// the kernel may have to copy by.
  void build(KernelBuilder &kernel,
             function_ref<void(Value, Value)> body) const;

private:
  struct Buffers {
    Value source, result;
  };

  int64_t elementBytes;
  Value rowUnits;
  /// As units of elements and as 16-byte units; null where there is no need.
  Buffers narrow, wide;
  /// 1 for 16-byte units, or 0; null where that is known.
  Value isWide;
};

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOGPU_ROWCOPY_H
