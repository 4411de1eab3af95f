//===- AllInterfaces.cpp - External models of the rint ops ------*- C++ -*-===//

#include "rint/Dialect/Rint/Transforms/AllInterfaces.h"

void mlir::rint::registerAllInterfaceExternalModels(DialectRegistry &registry) {
  registerBufferizableOpInterfaceExternalModels(registry);
  registerRuntimeVerifiableOpInterfaceExternalModels(registry);
  registerValueBoundsOpInterfaceExternalModels(registry);
  registerTilingInterfaceExternalModels(registry);
  registerShardingInterfaceExternalModels(registry);
}
