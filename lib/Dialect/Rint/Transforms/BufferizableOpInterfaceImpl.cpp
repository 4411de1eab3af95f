//===- BufferizableOpInterfaceImpl.cpp - Bufferization of rint ops -*- C++ -*-//

#include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.h"
#include "mlir/Dialect/Bufferization/IR/DstBufferizableOpInterfaceImpl.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Dialect/Rint/Transforms/AllInterfaces.h"

using namespace mlir;
using namespace mlir::rint;
using namespace mlir::bufferization;

namespace {

/// A destination-passing op on tensors becomes the same op on buffers. Inits
/// are overwritten whole, so their old contents need not be kept.
template <typename OpTy>
struct DestinationOpModel
    : DstBufferizableOpInterfaceExternalModel<DestinationOpModel<OpTy>, OpTy> {
  bool bufferizesToMemoryRead(Operation *op, OpOperand &operand,
                              const AnalysisState &) const {
    return !cast<DestinationStyleOpInterface>(op).isDpsInit(&operand);
  }

  LogicalResult bufferize(Operation *op, RewriterBase &rewriter,
                          const BufferizationOptions &options,
                          BufferizationState &state) const {
    auto dst = cast<DestinationStyleOpInterface>(op);
    if (dst.hasPureBufferSemantics())
      return success();
    SmallVector<Value> buffers;
    for (Value operand : op->getOperands()) {
      if (!isa<TensorType>(operand.getType())) {
        buffers.push_back(operand);
        continue;
      }
      FailureOr<Value> buffer = getBuffer(rewriter, operand, options, state);
      if (failed(buffer))
        return failure();
      buffers.push_back(*buffer);
    }
    auto init = dst.getDpsInitOperand(0)->getOperandNumber();
    OpTy::create(rewriter, op->getLoc(), TypeRange(), buffers, op->getAttrs());
    replaceOpWithBufferizedValues(rewriter, op, buffers[init]);
    return success();
  }
};

} // namespace

void rint::registerBufferizableOpInterfaceExternalModels(
    DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, RintDialect *) {
    ExpandIndicesOp::attachInterface<DestinationOpModel<ExpandIndicesOp>>(
        *context);
    ExpandRunsOp::attachInterface<DestinationOpModel<ExpandRunsOp>>(*context);
    ScanRepeatsOp::attachInterface<DestinationOpModel<ScanRepeatsOp>>(*context);
  });
}
