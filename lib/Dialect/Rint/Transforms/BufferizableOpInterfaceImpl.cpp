//===- BufferizableOpInterfaceImpl.cpp - Bufferization of rint ops -*- C++ -*-//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.h"
#include "mlir/Dialect/Bufferization/IR/DstBufferizableOpInterfaceImpl.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Rewrite/FrozenRewritePatternSet.h"
#include "mlir/Rewrite/PatternApplicator.h"
#include "rint/Conversion/Passes.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Dialect/Rint/Transforms/AllInterfaces.h"
#include "rint/Dialect/Rint/Transforms/Passes.h"

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

/// A tensor op has a fresh buffer for its result. It takes one step of
/// --rint-normalize or --convert-rint-to-linalg; what that makes of it is
/// bufferized next, and ends in destination-passing ops.
template <typename OpTy>
struct TensorOpModel
    : BufferizableOpInterface::ExternalModel<TensorOpModel<OpTy>, OpTy> {
  bool bufferizesToAllocation(Operation *, Value) const { return true; }

  bool bufferizesToMemoryRead(Operation *, OpOperand &,
                              const AnalysisState &) const {
    return true;
  }

  bool bufferizesToMemoryWrite(Operation *, OpOperand &,
                               const AnalysisState &) const {
    return false;
  }

  AliasingValueList getAliasingValues(Operation *, OpOperand &,
                                      const AnalysisState &) const {
    return {};
  }

  FailureOr<BufferLikeType> getBufferType(Operation *op, Value value,
                                          const BufferizationOptions &options,
                                          const BufferizationState &,
                                          SmallVector<Value> &) const {
    auto type = cast<TensorType>(value.getType());
    std::optional<Attribute> space = options.defaultMemorySpaceFn(type);
    if (!space)
      return op->emitError("could not infer memory space");
    return cast<BufferLikeType>(
        getMemRefTypeWithStaticIdentityLayout(type, *space));
  }

  LogicalResult bufferize(Operation *op, RewriterBase &rewriter,
                          const BufferizationOptions &,
                          BufferizationState &) const {
    RewritePatternSet set(op->getContext());
    populateRintNormalizePatterns(set);
    populateRintToLinalgPatterns(set);
    FrozenRewritePatternSet patterns(std::move(set));
    PatternApplicator applicator(patterns);
    applicator.applyDefaultCostModel();
    // What the patterns build has to reach bufferization's own listener.
    PatternRewriter patternRewriter(op->getContext());
    patternRewriter.setListener(rewriter.getListener());
    patternRewriter.setInsertionPoint(op);
    return applicator.matchAndRewrite(op, patternRewriter);
  }
};

} // namespace

void rint::registerBufferizableOpInterfaceExternalModels(
    DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, RintDialect *) {
    ExpandIndicesOp::attachInterface<DestinationOpModel<ExpandIndicesOp>>(
        *context);
    ExpandRunsOp::attachInterface<DestinationOpModel<ExpandRunsOp>>(*context);
    ReduceSegmentsOp::attachInterface<DestinationOpModel<ReduceSegmentsOp>>(
        *context);
    ScanRepeatsOp::attachInterface<DestinationOpModel<ScanRepeatsOp>>(*context);
    OffsetsOp::attachInterface<TensorOpModel<OffsetsOp>>(*context);
    RepeatIndicesOp::attachInterface<TensorOpModel<RepeatIndicesOp>>(*context);
    RepeatInterleaveOp::attachInterface<TensorOpModel<RepeatInterleaveOp>>(
        *context);
    RepeatOp::attachInterface<TensorOpModel<RepeatOp>>(*context);
    SegmentReduceOp::attachInterface<TensorOpModel<SegmentReduceOp>>(*context);
    // What the tensor ops become.
    context->loadDialect<arith::ArithDialect, linalg::LinalgDialect,
                         tensor::TensorDialect>();
  });
}
