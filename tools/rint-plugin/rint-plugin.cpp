//===- rint-plugin.cpp - rint for a compiler that is built already -*- C++ -*-//
//
// mlir-opt and other tools that load plugins get the rint dialect with its
// interfaces, passes and pipelines without being built again.
//
//===----------------------------------------------------------------------===//

#include "mlir/Pass/PassRegistry.h"
#include "mlir/Tools/Plugins/DialectPlugin.h"
#include "mlir/Tools/Plugins/PassPlugin.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/InitAll.h"

using namespace mlir;

static constexpr char kName[] = "Rint";

/// A tool that has rint built in keeps its own: a process can't hold two
/// dialects of one name.
static void registerDialects(DialectRegistry *registry) {
  if (!registry->getDialectAllocator(rint::RintDialect::getDialectNamespace()))
    rint::registerAllDialects(*registry);
}

/// The same for passes and pipelines, of which a tool has all or none.
static void registerPasses() {
  if (!PassPipelineInfo::lookup("rint-to-llvm"))
    rint::registerAllPasses();
}

extern "C" LLVM_ATTRIBUTE_WEAK DialectPluginLibraryInfo
mlirGetDialectPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, kName, RINT_VERSION, registerDialects};
}

extern "C" LLVM_ATTRIBUTE_WEAK PassPluginLibraryInfo mlirGetPassPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, kName, RINT_VERSION, registerPasses};
}
