//===- HeldRow.cpp - A row in registers -------------------------*- C++ -*-===//

#include "HeldRow.h"

using namespace mlir;
using namespace mlir::rint;

/// The vectors of a row that is kept in registers.
static constexpr int64_t kMaxRowVectors = 8;

bool rint::isHeldRow(const Copy &copy) {
  std::optional<int64_t> inner = copy.getKnownInner();
  int64_t lanes = copy.getLanes();
  return inner && *inner >= lanes && *inner <= kMaxRowVectors * lanes;
}

void rint::buildHeldRow(VectorEmitter &e, const Copy &copy, Value from,
                        Value to, Value copies, bool streams) {
  int64_t lanes = copy.getLanes(), inner = *copy.getKnownInner();
  SmallVector<int64_t> positions;
  for (int64_t at = 0; at < inner - lanes; at += lanes)
    positions.push_back(at);
  positions.push_back(inner - lanes);
  auto vectors = llvm::map_to_vector(positions, [&](int64_t at) {
    return e.loadVector(copy.source, e.add(from, at), lanes, copy.align);
  });
  e.forRange(e.index(0), copies, [&](Value j) {
    Value first = e.add(to, e.mul(j, copy.inner));
    for (auto [at, vector] : llvm::zip_equal(positions, vectors)) {
      if (streams)
        e.streamVector(vector, copy.dest, e.add(first, at));
      else
        e.storeVector(vector, copy.dest, e.add(first, at), copy.align);
    }
  });
}

void rint::buildHeldRows(VectorEmitter &e, const Copy &copy,
                         function_ref<void(bool)> build) {
  // Streams only where all vectors are aligned.
  if (!copy.streams || *copy.getKnownInner() % copy.getLanes() != 0)
    return build(/*streams=*/false);
  e.ifElse(
      copy.streams, [&] { build(/*streams=*/true); },
      [&] { build(/*streams=*/false); });
}
