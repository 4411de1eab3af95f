//===- SmallCopies.h - What goes where, for small tensors -------*- C++ -*-===//
//
// A picture of a copy says more than its rule. To draw it, the values of an
// op's operands have to be known: they are where arguments of the program,
// constants and ops of rint make them, one after the other.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_EXPLAIN_SMALLCOPIES_H
#define RINT_LIB_EXPLAIN_SMALLCOPIES_H

#include "mlir/Interfaces/FunctionInterfaces.h"
#include <optional>
#include <string>
#include <vector>

namespace mlir::rint {

/// A tensor, row by row, with its elements as text. A number has rank 0.
struct SmallTensor {
  SmallVector<int64_t> shape;
  std::vector<std::string> elements;
};

/// What an op has copied where.
struct SmallCopy {
  Operation *op;
  SmallTensor source;
  SmallTensor result;
  /// The element of the source in each element of the result.
  std::vector<size_t> origins;
  /// The slice that each element of the source is part of.
  std::vector<size_t> slices;
  /// How often each slice comes, if that differs from slice to slice or may.
  std::vector<int64_t> counts;
  /// The repeated dimension of a matrix, or of a vector; nothing if the source
  /// is flattened or copied as a whole.
  std::optional<int64_t> dim;
};

/// The copies that the ops of rint in the body of `function` make, called with
/// `arguments`, of which some may be too large. Ops in regions are left out,
/// and so are those that break a rule.
std::vector<SmallCopy>
findSmallCopies(FunctionOpInterface function,
                ArrayRef<std::optional<SmallTensor>> arguments);

} // namespace mlir::rint

#endif // RINT_LIB_EXPLAIN_SMALLCOPIES_H
