//===- EntryPoint.cpp - The function that is run ----------------*- C++ -*-===//

#include "rint/ExecutionEngine/EntryPoint.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/ExecutionEngine/ElementLayout.h"

using namespace mlir;
using namespace mlir::rint;

static constexpr StringRef kCInterfacePrefix = "_mlir_ciface_";

//===----------------------------------------------------------------------===//
// Choosing the function
//===----------------------------------------------------------------------===//

/// Whether a user who names no function may mean this one. Lowered modules hold
/// wrappers and the weak definitions of what the host may replace besides.
static bool isCandidate(FunctionOpInterface function) {
  if (function.isExternal() || !function.isPublic() ||
      function.getName().starts_with(kCInterfacePrefix))
    return false;
  auto lowered = dyn_cast<LLVM::LLVMFuncOp>(*function);
  return !lowered || lowered.getLinkage() == LLVM::Linkage::External;
}

static FailureOr<FunctionOpInterface> chooseFunction(ModuleOp module,
                                                     StringRef name) {
  StringRef wanted = name.empty() ? "main" : name;
  if (auto function = module.lookupSymbol<FunctionOpInterface>(wanted)) {
    if (!function.isExternal())
      return function;
    return function.emitError("expected '")
           << wanted << "' to have a body, but got a declaration";
  }
  if (!name.empty())
    return module.emitError("expected a function called '")
           << name << "', but got none";

  auto candidates =
      llvm::filter_to_vector(module.getOps<FunctionOpInterface>(), isCandidate);
  if (candidates.size() != 1)
    return module.emitError("expected a function called 'main', only one "
                            "public function, or --entry, but got ")
           << candidates.size() << " public functions";
  return candidates.front();
}

//===----------------------------------------------------------------------===//
// Its type
//===----------------------------------------------------------------------===//

/// Whether a row-major buffer, and nothing but the address, makes a value of
/// the type.
static bool hasRowMajorLayout(MemRefType type) {
  if (type.getMemorySpace())
    return false;
  if (type.getLayout().isIdentity())
    return true;
  auto strided = dyn_cast<StridedLayoutAttr>(type.getLayout());
  return strided && ShapedType::isDynamic(strided.getOffset()) &&
         llvm::all_of(strided.getStrides(), ShapedType::isDynamic);
}

static bool canBePassed(Type type) {
  if (auto tensor = dyn_cast<RankedTensorType>(type))
    return !tensor.getEncoding() && ElementLayout::get(tensor.getElementType());
  if (auto memref = dyn_cast<MemRefType>(type))
    return hasRowMajorLayout(memref) &&
           ElementLayout::get(memref.getElementType());
  return ElementLayout::get(type).has_value();
}

/// A result may have any strides: they are read, not chosen.
static bool canBeReturned(Type type) {
  if (auto memref = dyn_cast<MemRefType>(type))
    return !memref.getMemorySpace() && memref.isStrided() &&
           ElementLayout::get(memref.getElementType());
  return canBePassed(type);
}

static LogicalResult verifyTypes(const EntryPoint &entry) {
  constexpr StringRef kExpected =
      "to be a ranked tensor, a memref or a number, but got ";
  for (auto [i, type] : llvm::enumerate(entry.arguments))
    if (!canBePassed(type))
      return emitError(entry.argumentLocs[i], "expected argument ")
             << i + 1 << " of '" << entry.name << "' " << kExpected << type;
  for (auto [i, type] : llvm::enumerate(entry.results))
    if (!canBeReturned(type))
      return emitError(entry.loc, "expected result ")
             << i + 1 << " of '" << entry.name << "' " << kExpected << type;
  return success();
}

/// Reads the type of a function in the LLVM dialect that does not say which one
/// it had before: only numbers are the same in both.
static LogicalResult readPlainType(LLVM::LLVMFuncOp function,
                                   EntryPoint &entry) {
  entry.hasCInterface = false;
  LLVM::LLVMFunctionType type = function.getFunctionType();
  Type result = type.getReturnType();
  bool isNumber = result.isInteger(32) || result.isInteger(64) ||
                  result.isF32() || result.isF64();
  if (isNumber)
    entry.results.push_back(result);
  if (type.getNumParams() != 0 || type.isVarArg() ||
      !(isNumber || isa<LLVM::LLVMVoidType>(result)))
    return function.emitError("expected '")
           << entry.name << "' to have the attribute " << kSignatureAttrName
           << ", or the type of a function without arguments that returns "
              "nothing, i32, i64, f32 or f64, but got "
           << type;
  return success();
}

static LogicalResult readType(FunctionOpInterface function, ModuleOp module,
                              EntryPoint &entry) {
  Type type = function.getFunctionType();
  if (auto lowered = dyn_cast<LLVM::LLVMFuncOp>(*function)) {
    entry.isLowered = true;
    auto signature = function->getAttrOfType<TypeAttr>(kSignatureAttrName);
    if (!signature)
      return readPlainType(lowered, entry);
    type = signature.getValue();
  }
  auto functionType = dyn_cast<FunctionType>(type);
  if (!functionType)
    return function.emitError("expected '")
           << entry.name << "' to have a function type, but got " << type;
  if (entry.isLowered &&
      !module.lookupSymbol((kCInterfacePrefix + entry.name).str()))
    return function.emitError("expected '")
           << entry.name << "' to have a C interface, but got none";
  llvm::append_range(entry.arguments, functionType.getInputs());
  llvm::append_range(entry.results, functionType.getResults());
  // Lowering splits arguments, so their own locations are lost with it.
  entry.argumentLocs.assign(entry.arguments.size(), entry.loc);
  if (!entry.isLowered)
    for (auto [loc, argument] :
         llvm::zip_equal(entry.argumentLocs, function.getArguments()))
      loc = argument.getLoc();
  return verifyTypes(entry);
}

FailureOr<EntryPoint> rint::findEntryPoint(ModuleOp module, StringRef name) {
  FailureOr<FunctionOpInterface> function = chooseFunction(module, name);
  if (failed(function))
    return failure();
  EntryPoint entry{function->getName().str(), function->getLoc(), {}, {}, {}};
  if (failed(readType(*function, module, entry)))
    return failure();
  return entry;
}
