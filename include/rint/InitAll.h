//===- InitAll.h - Registration of all of rint ------------------*- C++ -*-===//

#ifndef RINT_INITALL_H
#define RINT_INITALL_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace mlir::rint {

/// Registers the rint dialect with everything that it promises.
void registerAllDialects(DialectRegistry &registry);

/// Registers the models of upstream's interfaces that rint's pipelines need,
/// for compilers that do not register all of upstream's dialects and
/// extensions.
void registerPipelineDependencies(DialectRegistry &registry);

/// Registers the passes and pipelines of rint. Called before upstream's passes
/// are registered, it also makes `canonicalize` and `inline` leave out
/// upstream's one canonical form that changes the values of loops whose tensors
/// grow.
void registerAllPasses();

} // namespace mlir::rint

#endif // RINT_INITALL_H
