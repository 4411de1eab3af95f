//===- host.cpp - A program that compiles and calls a function --*- C++ -*-===//
//
// What docs/runner.md says about hosts: a call that fails is a value.
//
//===----------------------------------------------------------------------===//

#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Parser/Parser.h"
#include "rint/ExecutionEngine/Program.h"
#include "rint/InitAll.h"
#include <cstdio>

using namespace mlir;
using namespace mlir::rint;

static constexpr char source[] = R"mlir(
func.func @main(%x: tensor<?xi64>, %r: i64) -> tensor<?xi64> {
  %y = rint.repeat_interleave %x repeats(%r : i64) : tensor<?xi64> -> tensor<?xi64>
  return %y : tensor<?xi64>
}
)mlir";

int main() {
  DialectRegistry registry;
  mlir::registerAllDialects(registry);
  registerAllExtensions(registry);
  rint::registerAllDialects(registry);
  registerProgramDialects(registry);
  MLIRContext context(registry);

  auto module = parseSourceString<ModuleOp>(source, &context);
  FailureOr<EntryPoint> entry = findEntryPoint(*module, "main");
  ProgramOptions options;
  options.target = llvm::cantFail(lookupTarget("cpu"));
  auto program = Program::compile(*module, *entry, options);
  if (failed(program))
    return 1;

  ElementLayout layout = *ElementLayout::get(IntegerType::get(&context, 64));
  std::vector<HostTensor> arguments;
  arguments.push_back(llvm::cantFail(HostTensor::allocate(layout, {2})));
  arguments.push_back(llvm::cantFail(HostTensor::allocate(layout, {})));
  auto *x = reinterpret_cast<int64_t *>(arguments[0].getData());
  auto *r = reinterpret_cast<int64_t *>(arguments[1].getData());
  x[0] = 5;
  x[1] = 6;
  for (int64_t count : {2, -1}) {
    *r = count;
    CallFrame frame(*entry, arguments);
    if (llvm::Error error = (*program)->tryCall(frame)) {
      std::printf("%s\n", llvm::toString(std::move(error)).c_str());
      return count == -1 ? 0 : 1;
    }
    TensorView result = frame.getResults().front();
    auto *data = reinterpret_cast<const int64_t *>(result.data);
    for (int64_t i = 0; i < result.getNumElements(); ++i)
      std::printf("%ld ", long(data[i]));
  }
  return 1;
}
