//===- VerifySymbols.cpp - Names that lowered code needs --------*- C++ -*-===//
//
// Lowered code calls functions of the C library and of the run-time by their
// names. A function of the program that has such a name would be called in
// their place.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/Passes.h"

#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringSet.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTVERIFYSYMBOLSPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

namespace {
/// A function of the C library or the run-time. Types are letters: p for a
/// pointer, l for 64 bits, i for 32, b for one and v for none; the result comes
/// first. A function of a variable number of arguments ends with a dot.
struct Known {
  StringRef name, type;
};
} // namespace

static constexpr Known kKnown[] = {{"aligned_alloc", "pll"},
                                   {"calloc", "pll"},
                                   {"dprintf", "iip."},
                                   {"exit", "vi"},
                                   {"free", "vp"},
                                   {"malloc", "pl"},
                                   {"memcpy", "pppl"},
                                   {"memmove", "pppl"},
                                   {"memrefCopy", "vlpp"},
                                   {"memset", "ppil"},
                                   {"posix_memalign", "ipll"},
                                   {"rintFitsDeviceMemory", "bl"},
                                   {"rintFitsMemory", "bl"},
                                   {"rintReportError", "vp"},
                                   {"snprintf", "iplp."}};

/// The functions of the C library that math and complex ops become, for f64;
/// the names of those for f32 end in f.
static constexpr StringRef kMath[] = {
    "acos",     "acosh", "asin", "asinh", "atan",      "atan2", "atanh",
    "cabs",     "carg",  "cbrt", "ccos",  "ceil",      "cexp",  "clog",
    "copysign", "cos",   "cosh", "cpow",  "csin",      "csqrt", "ctan",
    "ctanh",    "erf",   "erfc", "exp",   "exp2",      "expm1", "fabs",
    "floor",    "fma",   "fmod", "ldexp", "log",       "log10", "log1p",
    "log2",     "pow",   "rint", "round", "roundeven", "sin",   "sincos",
    "sinh",     "sqrt",  "tan",  "tanh",  "trunc"};

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

static char getLetter(Type type) {
  if (isa<LLVM::LLVMPointerType>(type))
    return 'p';
  if (isa<LLVM::LLVMVoidType>(type))
    return 'v';
  if (type.isIndex() || type.isInteger(64))
    return 'l';
  if (type.isInteger(32))
    return 'i';
  return type.isInteger(1) ? 'b' : '?';
}

static std::string getLetters(Operation *op) {
  std::string letters;
  if (auto function = dyn_cast<LLVM::LLVMFuncOp>(op)) {
    letters += getLetter(function.getFunctionType().getReturnType());
    for (Type type : function.getFunctionType().getParams())
      letters += getLetter(type);
    return function.isVarArg() ? letters + '.' : letters;
  }
  auto type = cast<func::FuncOp>(op).getFunctionType();
  letters += type.getNumResults() == 1 ? getLetter(type.getResult(0)) : 'v';
  for (Type input : type.getInputs())
    letters += getLetter(input);
  return type.getNumResults() > 1 ? "?" : letters;
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

/// Whether calls by name would still reach what they mean. A function of the
/// LLVM dialect may take the place of one of the same type on purpose.
static bool isHarmless(Operation *op, StringRef type) {
  auto function = dyn_cast<func::FuncOp>(op);
  bool isDefinition = function && !function.isExternal();
  bool isFunction = isa<func::FuncOp, LLVM::LLVMFuncOp>(op);
  return isFunction && !isDefinition && getLetters(op) == type;
}

static bool usesMath(Operation *root) {
  return root
      ->walk([](Operation *op) {
        return isa_and_nonnull<math::MathDialect, complex::ComplexDialect>(
                   op->getDialect())
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

static LogicalResult verifyMath(Operation *symbol, StringRef name) {
  name.consume_back("f");
  auto function = dyn_cast<func::FuncOp>(symbol);
  bool isDeclaration = function && function.isExternal();
  return success(isDeclaration || !llvm::is_contained(kMath, name));
}

namespace {

struct VerifySymbols final
    : rint::impl::RintVerifySymbolsPassBase<VerifySymbols> {
  void runOnOperation() override {
    markAllAnalysesPreserved();
    bool hasMath = usesMath(getOperation());
    for (Operation &op : getOperation().getOps()) {
      auto name =
          op.getAttrOfType<StringAttr>(SymbolTable::getSymbolAttrName());
      if (name && failed(verify(&op, name.getValue(), hasMath))) {
        emitError(op.getLoc(),
                  "expected symbols of the program to have other names than "
                  "functions that compiled code calls, but got '")
            << name.getValue() << "'";
        return signalPassFailure();
      }
    }
  }

private:
  static LogicalResult verify(Operation *op, StringRef name, bool hasMath) {
    const auto *known = llvm::find_if(
        kKnown, [&](const Known &known) { return known.name == name; });
    if (known != std::end(kKnown))
      return success(isHarmless(op, known->type));
    auto function = dyn_cast<func::FuncOp>(op);
    bool isDefinition = function && !function.isExternal();
    if (isDefinition &&
        (name.starts_with("_mlir_ciface_") || name.starts_with("mgpu")))
      return failure();
    return hasMath && isDefinition ? verifyMath(op, name) : success();
  }
};

} // namespace
