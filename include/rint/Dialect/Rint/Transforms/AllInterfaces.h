//===- AllInterfaces.h - External models of the rint ops --------*- C++ -*-===//

#ifndef RINT_DIALECT_RINT_TRANSFORMS_ALLINTERFACES_H
#define RINT_DIALECT_RINT_TRANSFORMS_ALLINTERFACES_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace mlir::rint {

/// Lets one-shot bufferization take the ops on tensors.
void registerBufferizableOpInterfaceExternalModels(DialectRegistry &registry);

/// Lets run-time verification check the tensor ops.
void registerRuntimeVerifiableOpInterfaceExternalModels(
    DialectRegistry &registry);

/// Lets bounds of sizes be computed through the tensor ops.
void registerValueBoundsOpInterfaceExternalModels(DialectRegistry &registry);

/// Lets the transforms of loops tile and fuse the tensor ops and
/// rint.expand_runs. Needs the run-time verification above.
void registerTilingInterfaceExternalModels(DialectRegistry &registry);

/// Lets upstream's shard dialect divide the tensor ops among processes.
void registerShardingInterfaceExternalModels(DialectRegistry &registry);

/// All of the above: what the dialect promises.
void registerAllInterfaceExternalModels(DialectRegistry &registry);

} // namespace mlir::rint

#endif // RINT_DIALECT_RINT_TRANSFORMS_ALLINTERFACES_H
