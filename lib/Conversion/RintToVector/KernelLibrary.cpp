//===- KernelLibrary.cpp - The kernels of a module --------------*- C++ -*-===//

#include "KernelLibrary.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

using namespace mlir;
using namespace mlir::rint;

func::FuncOp KernelLibrary::create(StringRef name, TypeRange operands,
                                   BodyFn build) {
  MLIRContext *context = symbols.getOp()->getContext();
  Location loc = NameLoc::get(StringAttr::get(context, name));
  OpBuilder builder(context);
  auto kernel = func::FuncOp::create(
      builder, loc, name, FunctionType::get(context, operands, TypeRange()));
  kernel.setPrivate();
  // Lets LLVM inline what has one caller, and drop it.
  kernel->setAttr("llvm.linkage",
                  LLVM::LinkageAttr::get(context, LLVM::Linkage::Internal));
  kernel->setAttr("passthrough", builder.getStrArrayAttr({kKernelAttribute}));
  builder.setInsertionPointToStart(kernel.addEntryBlock());
  VectorEmitter e(loc, builder, *this);
  SmallVector<Value> results = build(e, kernel.getArguments());
  func::ReturnOp::create(e, results);
  kernel.setType(
      FunctionType::get(context, operands, ValueRange(results).getTypes()));
  // A name that the program has already gets a number behind it.
  symbols.insert(kernel);
  return kernel;
}

SmallVector<Value> KernelLibrary::call(VectorEmitter &e, const Twine &name,
                                       ValueRange operands, BodyFn build) {
  std::string key = name.str();
  func::FuncOp kernel = kernels.lookup(key);
  if (!kernel) {
    // Not yet in the table while it is built: kernels do not call themselves.
    kernel = create(key, operands.getTypes(), build);
    kernels[key] = kernel;
  }
  assert(TypeRange(kernel.getArgumentTypes()) == operands.getTypes() &&
         "the name of a kernel has to tell the types of its operands");
  auto call = func::CallOp::create(e, kernel, operands);
  return llvm::to_vector_of<Value>(call.getResults());
}

Value KernelLibrary::getTable(VectorEmitter &e, const Twine &name,
                              ArrayRef<uint8_t> bytes) {
  std::string key = name.str();
  Type i8 = e.getI8Type();
  auto type = MemRefType::get({int64_t(bytes.size())}, i8);
  memref::GlobalOp &table = tables[key];
  if (!table) {
    auto contents = DenseElementsAttr::get(
        RankedTensorType::get(type.getShape(), i8), bytes);
    OpBuilder builder(e.getContext());
    table = memref::GlobalOp::create(
        builder, e.getLoc(), key, builder.getStringAttr("private"), type,
        contents, /*constant=*/true, builder.getI64IntegerAttr(kVectorBytes));
    symbols.insert(table);
  }
  return memref::GetGlobalOp::create(e, type, table.getSymName());
}
