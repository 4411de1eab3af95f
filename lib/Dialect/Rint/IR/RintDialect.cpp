//===- RintDialect.cpp - The rint dialect -----------------------*- C++ -*-===//

#include "rint/Dialect/Rint/IR/Rint.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.h"
#include "mlir/Dialect/Shard/Interfaces/ShardingInterface.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/RuntimeVerifiableOpInterface.h"
#include "mlir/Interfaces/TilingInterface.h"
#include "mlir/Interfaces/ValueBoundsOpInterface.h"
#include "mlir/Transforms/InliningUtils.h"

using namespace mlir;
using namespace mlir::rint;

#include "rint/Dialect/Rint/IR/RintDialect.cpp.inc"

namespace {

/// Calls of functions with rint ops can be inlined: an op means the same
/// wherever it stands.
struct RintInlinerInterface final : DialectInlinerInterface {
  using DialectInlinerInterface::DialectInlinerInterface;

  bool isLegalToInline(Operation *, Region *, bool,
                       IRMapping &) const override {
    return true;
  }
};

} // namespace

void RintDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "rint/Dialect/Rint/IR/RintOps.cpp.inc"
      >();
  addInterfaces<RintInlinerInterface>();
  declarePromisedInterfaces<RuntimeVerifiableOpInterface, OffsetsOp,
                            RepeatIndicesOp, RepeatInterleaveOp, RepeatOp,
                            SegmentReduceOp>();
  declarePromisedInterfaces<ValueBoundsOpInterface, OffsetsOp, RepeatIndicesOp,
                            RepeatInterleaveOp, RepeatOp, SegmentReduceOp>();
  declarePromisedInterfaces<
      bufferization::BufferizableOpInterface, ExpandIndicesOp, ExpandRunsOp,
      OffsetsOp, ReduceSegmentsOp, RepeatIndicesOp, RepeatInterleaveOp,
      RepeatOp, ScanRepeatsOp, SegmentReduceOp>();
  declarePromisedInterfaces<TilingInterface, ExpandRunsOp, OffsetsOp,
                            ReduceSegmentsOp, RepeatIndicesOp,
                            RepeatInterleaveOp, RepeatOp, SegmentReduceOp>();
  declarePromisedInterfaces<shard::ShardingInterface, OffsetsOp,
                            RepeatIndicesOp, RepeatInterleaveOp, RepeatOp,
                            SegmentReduceOp>();
}

Operation *RintDialect::materializeConstant(OpBuilder &builder, Attribute value,
                                            Type type, Location loc) {
  return arith::ConstantOp::materialize(builder, value, type, loc);
}
