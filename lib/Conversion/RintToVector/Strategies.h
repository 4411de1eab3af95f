//===- Strategies.h - The ways to write a copy ------------------*- C++ -*-===//
//
// Each strategy is an object with a name, and each list is in the order in
// which its strategies are tried: the first that serves writes the copy. This
// is the one place that knows the order. Adding a strategy is a file under
// Kernels/, a line in the list and a row in the table of the pass's
// documentation.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_STRATEGIES_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_STRATEGIES_H

#include "Copy.h"
#include "RunCopy.h"
#include "SegmentReduction.h"
#include "rint/Conversion/Passes.h"

namespace mlir::rint {

//===----------------------------------------------------------------------===//
// One count
//===----------------------------------------------------------------------===//

/// How a copy with one count is written.
class CopyStrategy {
public:
  explicit CopyStrategy(StringLiteral name) : name(name) {}
  virtual ~CopyStrategy() = default;

  /// The forms of `copy` that the strategy serves, which may know more of it:
  /// none where what is known of the shape or the target rules it out. If the
  /// strategy `isForced`, what it could serve, and not only what it is good
  /// for.
  virtual SmallVector<Copy> getForms(VectorEmitter &e, const Copy &copy,
                                     bool isForced) const = 0;

  /// A condition on sizes that are not known: whether `copy` is to be written
  /// as `form`.
  virtual Value buildServes(VectorEmitter &e, const Copy &copy,
                            const Copy &form) const;

  /// A condition: whether all vectors that are stored are aligned if the first
  /// one is.
  virtual Value buildIsAligned(VectorEmitter &e, const Copy &form) const;

  /// Whether the kernel stores past the caches where `streams` says so; else it
  /// never does.
  virtual bool choosesStores() const { return true; }

  /// Whether the kernel reads `masks`.
  virtual bool usesMasks() const { return false; }

  /// Builds the body of the kernel.
  virtual void build(VectorEmitter &e, const Copy &form) const = 0;

  const StringLiteral name;
};

/// The strategies for one count, in the order in which they are tried.
ArrayRef<const CopyStrategy *> getCopyStrategies();

/// The choice among the strategies for copies of one shape.
class CopyChoice {
public:
  /// `copy` tells what is known of the shape.
  CopyChoice(VectorEmitter &e, const Copy &copy);

  /// Calls the kernel of the first strategy that serves `copy`.
  void build(VectorEmitter &e, const Copy &copy) const;

  /// Whether all vectors that `build` stores are aligned if the first one is.
  Value buildIsAligned(VectorEmitter &e, const Copy &copy) const;

private:
  /// A strategy and what it is specialised to.
  struct Candidate {
    const CopyStrategy *strategy;
    Copy form;
    /// `copy` with what `form` knows of it.
    Copy specialise(VectorEmitter &e, const Copy &copy) const;
  };

  static void build(VectorEmitter &e, const Copy &copy,
                    ArrayRef<Candidate> candidates);

  SmallVector<Candidate> candidates;
};

//===----------------------------------------------------------------------===//
// A count for each slice
//===----------------------------------------------------------------------===//

/// How runs of different lengths are written.
class RunStrategy {
public:
  explicit RunStrategy(StringLiteral name) : name(name) {}
  virtual ~RunStrategy() = default;

  /// Whether the strategy can serve rows of that shape.
  virtual bool mayServe(const RunCopy &copy) const = 0;

  /// A condition on what is not known: whether it serves `copy`.
  virtual Value buildServes(VectorEmitter &e, const RunCopy &copy) const;

  /// Whether the kernel stores past the caches where `streams` says so; else it
  /// is always the same.
  virtual bool choosesStores() const { return true; }

  /// Builds the body of the kernel that writes `part`, which is not empty.
  virtual void build(VectorEmitter &e, const RunCopy &copy,
                     const RowRange &part) const = 0;

  const StringLiteral name;
};

/// The strategies for a count for each slice, in the order in which they are
/// tried.
ArrayRef<const RunStrategy *> getRunStrategies();

/// Calls the kernel of the first strategy that serves `copy` for `part`.
void buildRuns(VectorEmitter &e, const RunCopy &copy, const RowRange &part);

//===----------------------------------------------------------------------===//
// Segments
//===----------------------------------------------------------------------===//

/// How segments are reduced.
class SegmentStrategy {
public:
  explicit SegmentStrategy(StringLiteral name) : name(name) {}
  virtual ~SegmentStrategy() = default;

  /// A condition: whether the strategy serves rows of that size.
  virtual Value buildServes(VectorEmitter &e,
                            const SegmentReduction &shape) const = 0;

  /// Builds the body of the kernel that reduces the segments of `part`.
  virtual void build(VectorEmitter &e, const SegmentReduction &shape,
                     const SegmentRange &part) const = 0;

  const StringLiteral name;
};

/// The strategies for segments, in the order in which they are tried. The last
/// serves what the others do not.
ArrayRef<const SegmentStrategy *> getSegmentStrategies();

/// Calls the kernel of the first strategy that serves `shape` for `part`.
void buildSegments(VectorEmitter &e, const SegmentReduction &shape,
                   const SegmentRange &part);

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

/// The names that the option `strategy` takes, in the order of the lists.
SmallVector<StringRef> getStrategyNames();

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_STRATEGIES_H
