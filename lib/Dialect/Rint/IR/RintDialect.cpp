//===- RintDialect.cpp - The rint dialect -----------------------*- C++ -*-===//

#include "rint/Dialect/Rint/IR/Rint.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/RuntimeVerifiableOpInterface.h"
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
                            RepeatIndicesOp, RepeatInterleaveOp, RepeatOp>();
  declarePromisedInterfaces<bufferization::BufferizableOpInterface,
                            ExpandIndicesOp, ExpandRunsOp, ScanRepeatsOp>();
}

Operation *RintDialect::materializeConstant(OpBuilder &builder, Attribute value,
                                            Type type, Location loc) {
  return arith::ConstantOp::materialize(builder, value, type, loc);
}

int64_t rint::getElementBytes(Type type) {
  if (auto complex = dyn_cast<ComplexType>(type))
    return 2 * getElementBytes(complex.getElementType());
  if (isa<IndexType>(type))
    return 8;
  int64_t bytes = llvm::divideCeil(type.getIntOrFloatBitWidth(), 8);
  // LLVM aligns integers of more than 128 bits as it aligns those of 128.
  return bytes > 16 ? llvm::alignTo(bytes, 16) : llvm::PowerOf2Ceil(bytes);
}
