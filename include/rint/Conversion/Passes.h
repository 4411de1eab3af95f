//===- Passes.h - Passes from rint to other dialects ------------*- C++ -*-===//

#ifndef RINT_CONVERSION_PASSES_H
#define RINT_CONVERSION_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir {
class LLVMTypeConverter;
class RewritePatternSet;
class SymbolTableCollection;
} // namespace mlir

namespace mlir::rint {

#define GEN_PASS_DECL
#include "rint/Conversion/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "rint/Conversion/Passes.h.inc"

/// The strategy that leaves everything to plain loops, which
/// --convert-rint-to-vector does not build.
inline constexpr StringLiteral kLoopsStrategy = "loops";

/// The function attribute of LLVM that the kernels of --convert-rint-to-vector
/// have: they are vectors already, and loops as they are meant to be.
inline constexpr StringLiteral kKernelAttribute = "rint-kernel";

/// Patterns of --convert-linalg-to-rint.
void populateLinalgToRintPatterns(RewritePatternSet &patterns);

/// Patterns of --convert-rint-to-linalg.
void populateRintToLinalgPatterns(RewritePatternSet &patterns);

/// Patterns of --convert-rint-to-scf.
void populateRintToSCFPatterns(RewritePatternSet &patterns);

/// Patterns of --convert-rint-to-llvm. With `symbolTables`, which has to know
/// of all that other patterns add, they find the functions and texts that they
/// share without a search through the module for each.
void populateRintToLLVMPatterns(const LLVMTypeConverter &converter,
                                RewritePatternSet &patterns,
                                SymbolTableCollection *symbolTables = nullptr);

/// Lets --convert-to-llvm lower rint's checks.
void registerConvertRintToLLVMInterface(DialectRegistry &registry);

} // namespace mlir::rint

#endif // RINT_CONVERSION_PASSES_H
