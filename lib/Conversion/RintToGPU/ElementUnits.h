//===- ElementUnits.h - Elements as what devices move -----------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOGPU_ELEMENTUNITS_H
#define RINT_LIB_CONVERSION_RINTTOGPU_ELEMENTUNITS_H

#include "KernelBuilder.h"
#include "mlir/IR/BuiltinTypes.h"

namespace mlir::rint {

/// How elements are moved: each is `count` units of an unsigned integer `type`.
struct ElementUnits {
  static ElementUnits get(Type elementType);

  /// How many units 16 bytes hold, and the type of a vector of that size: of
  /// words of at least 32 bits, as devices have vectors of no others.
  int64_t getPerVector() const;
  VectorType getVectorType() const;
  /// Builds such a vector of the units that `load` makes for each place. They
  /// are of `type`, or of type index where `type` has 64 bits.
  Value buildVector(KernelBuilder &kernel,
                    function_ref<Value(int64_t)> load) const;

  Type type;
  int64_t bytes;
  int64_t count;
};

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOGPU_ELEMENTUNITS_H
