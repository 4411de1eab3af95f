//===- Strategies.cpp - The ways to write a copy ----------------*- C++ -*-===//

#include "Strategies.h"

#include "KernelLibrary.h"
#include "Kernels/Kernels.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// The lists
//===----------------------------------------------------------------------===//

ArrayRef<const CopyStrategy *> rint::getCopyStrategies() {
  static const CopyStrategy *const strategies[] = {
      &getTileStrategy(),        &getShuffleStrategy(),
      &getPermuteStrategy(),     &getFillStrategy(),
      &getShortRunsStrategy(),   &getHeldRowsStrategy(),
      &getBlockedRowsStrategy(), &getDoubledRowStrategy(),
      &getShortRowsStrategy(),   &getElementsStrategy(),
  };
  return strategies;
}

ArrayRef<const RunStrategy *> rint::getRunStrategies() {
  static const RunStrategy *const strategies[] = {
      &getTinyRunsStrategy(),    &getStagedRunsStrategy(),
      &getGroupedRunsStrategy(), &getHeldRowRunsStrategy(),
      &getRowRunsStrategy(),
  };
  return strategies;
}

ArrayRef<const SegmentStrategy *> rint::getSegmentStrategies() {
  static const SegmentStrategy *const strategies[] = {
      &getLaneSegmentsStrategy(),
      &getRowSegmentsStrategy(),
      &getNarrowSegmentsStrategy(),
  };
  return strategies;
}

SmallVector<StringRef> rint::getStrategyNames() {
  SmallVector<StringRef> names = {kLoopsStrategy};
  for (const CopyStrategy *strategy : getCopyStrategies())
    names.push_back(strategy->name);
  for (const RunStrategy *strategy : getRunStrategies())
    names.push_back(strategy->name);
  for (const SegmentStrategy *strategy : getSegmentStrategies())
    names.push_back(strategy->name);
  return names;
}

/// `strategies` with the one that is forced in front.
template <typename StrategyTy>
static SmallVector<const StrategyTy *>
getOrder(VectorEmitter &e, ArrayRef<const StrategyTy *> strategies) {
  SmallVector<const StrategyTy *> order(strategies);
  auto *forced = llvm::find_if(order, [&](const StrategyTy *strategy) {
    return strategy->name == e.kernels.options.strategy;
  });
  if (forced != order.end())
    std::rotate(order.begin(), forced, forced + 1);
  return order;
}

//===----------------------------------------------------------------------===//
// One count
//===----------------------------------------------------------------------===//

Value CopyStrategy::buildServes(VectorEmitter &e, const Copy &,
                                const Copy &) const {
  return arith::ConstantIntOp::create(e, 1, 1);
}

Value CopyStrategy::buildIsAligned(VectorEmitter &e, const Copy &form) const {
  if (form.hasWholeRows)
    return arith::ConstantIntOp::create(e, 1, 1);
  Value size = form.getKnownInner() == 1 ? form.r : form.inner;
  Value rest = e.rem(size, e.index(form.getLanes()));
  return e.isEqual(rest, e.index(0));
}

CopyChoice::CopyChoice(VectorEmitter &e, const Copy &copy) {
  for (const CopyStrategy *strategy : getOrder(e, getCopyStrategies())) {
    bool isForced = strategy->name == e.kernels.options.strategy;
    for (const Copy &form : strategy->getForms(e, copy, isForced)) {
      candidates.push_back({strategy, form});
      // What always serves leaves nothing to the others.
      Value serves = strategy->buildServes(e, copy, form);
      if (getConstantCondition(serves) == true)
        return;
    }
  }
}

Copy CopyChoice::Candidate::specialise(VectorEmitter &e,
                                       const Copy &copy) const {
  Copy result = copy;
  if (std::optional<int64_t> r = form.getKnownR())
    result.r = e.index(*r);
  result.leastR = form.leastR;
  if (!strategy->usesMasks())
    result.masks.reset();
  if (!strategy->choosesStores())
    result.streams = Value();
  return result;
}

void CopyChoice::build(VectorEmitter &e, const Copy &copy,
                       ArrayRef<Candidate> candidates) {
  const Candidate &first = candidates.front();
  Copy form = first.specialise(e, copy);
  auto buildFirst = [&] {
    callCopyKernel(e, first.strategy->name, form,
                   [&](VectorEmitter &e, const Copy &callee) {
                     first.strategy->build(e, callee);
                   });
  };
  ArrayRef<Candidate> rest = candidates.drop_front();
  if (rest.empty())
    return buildFirst();
  e.ifElse(first.strategy->buildServes(e, copy, form), buildFirst,
           [&] { build(e, copy, rest); });
}

void CopyChoice::build(VectorEmitter &e, const Copy &copy) const {
  build(e, copy, candidates);
}

Value CopyChoice::buildIsAligned(VectorEmitter &e, const Copy &copy) const {
  Value result;
  for (const Candidate &candidate : llvm::reverse(candidates)) {
    Copy form = candidate.specialise(e, copy);
    Value isAligned = candidate.strategy->buildIsAligned(e, form);
    if (result)
      result = e.select(candidate.strategy->buildServes(e, copy, form),
                        isAligned, result);
    else
      result = isAligned;
  }
  return result;
}

//===----------------------------------------------------------------------===//
// A count for each slice
//===----------------------------------------------------------------------===//

Value RunStrategy::buildServes(VectorEmitter &e, const RunCopy &) const {
  return arith::ConstantIntOp::create(e, 1, 1);
}

static void buildRuns(VectorEmitter &e, const RunCopy &copy,
                      const RowRange &part,
                      ArrayRef<const RunStrategy *> strategies) {
  const RunStrategy *first = strategies.front();
  ArrayRef<const RunStrategy *> rest = strategies.drop_front();
  if (!first->mayServe(copy))
    return buildRuns(e, copy, part, rest);
  RunCopy form = copy;
  if (!first->choosesStores())
    form.rows.streams = Value();
  auto buildFirst = [&] {
    callRunKernel(e, first->name, form, part,
                  [&](VectorEmitter &e, const RunCopy &callee,
                      const RowRange &part) { first->build(e, callee, part); });
  };
  e.ifElse(first->buildServes(e, copy), buildFirst,
           [&] { buildRuns(e, copy, part, rest); });
}

void rint::buildRuns(VectorEmitter &e, const RunCopy &copy,
                     const RowRange &part) {
  ::buildRuns(e, copy, part, getOrder(e, getRunStrategies()));
}

//===----------------------------------------------------------------------===//
// Segments
//===----------------------------------------------------------------------===//

static void buildSegments(VectorEmitter &e, const SegmentReduction &shape,
                          const SegmentRange &part,
                          ArrayRef<const SegmentStrategy *> strategies) {
  const SegmentStrategy *first = strategies.front();
  ArrayRef<const SegmentStrategy *> rest = strategies.drop_front();
  auto buildFirst = [&] {
    callSegmentKernel(
        e, first->name, shape, part,
        [&](VectorEmitter &e, const SegmentReduction &callee,
            const SegmentRange &part) { first->build(e, callee, part); });
  };
  if (rest.empty())
    return buildFirst();
  e.ifElse(first->buildServes(e, shape), buildFirst,
           [&] { buildSegments(e, shape, part, rest); });
}

void rint::buildSegments(VectorEmitter &e, const SegmentReduction &shape,
                         const SegmentRange &part) {
  ::buildSegments(e, shape, part, getOrder(e, getSegmentStrategies()));
}
