//===- Program.cpp - Modules that are compiled and called, for C -*- C++
//-*-===//

#include "rint-c/Program.h"

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"
#include "rint/ExecutionEngine/Error.h"
#include "rint/ExecutionEngine/Program.h"

using namespace mlir;
using namespace mlir::rint;

namespace {

/// What a RintProgram points to.
struct CompiledProgram {
  EntryPoint entry;
  std::unique_ptr<Program> program;
};

/// What a RintCall points to. The results may be views of the arguments.
struct FinishedCall {
  FinishedCall(const EntryPoint &entry, std::vector<HostTensor> arguments)
      : arguments(std::move(arguments)), frame(entry, this->arguments) {}

  std::vector<HostTensor> arguments;
  CallFrame frame;
  SmallVector<TensorView> results;
};

} // namespace

static CompiledProgram *unwrap(RintProgram program) {
  return static_cast<CompiledProgram *>(program.ptr);
}

static FinishedCall *unwrap(RintCall call) {
  return static_cast<FinishedCall *>(call.ptr);
}

//===----------------------------------------------------------------------===//
// Compilation
//===----------------------------------------------------------------------===//

static ProgramOptions makeOptions(const RintProgramOptions *options) {
  ProgramOptions result;
  result.target = llvm::cantFail(lookupTarget("cpu"));
  if (!options)
    return result;
  result.codegen.checks = !options->omitsChecks;
  if (options->threads > 0)
    result.codegen.threads = options->threads;
  if (options->strategy)
    result.codegen.strategy = options->strategy;
  return result;
}

RintProgram rintProgramCompile(MlirModule module, MlirStringRef entry,
                               const RintProgramOptions *options) {
  FailureOr<EntryPoint> found = findEntryPoint(unwrap(module), unwrap(entry));
  if (failed(found))
    return {nullptr};
  auto result =
      std::make_unique<CompiledProgram>(CompiledProgram{std::move(*found), {}});
  FailureOr<std::unique_ptr<Program>> program =
      Program::compile(unwrap(module), result->entry, makeOptions(options));
  if (failed(program))
    return {nullptr};
  result->program = std::move(*program);
  return {result.release()};
}

void rintProgramDestroy(RintProgram program) { delete unwrap(program); }

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// A copy of `argument`, which has to be of `type`.
static llvm::Expected<HostTensor> readArgument(const RintTensor &argument,
                                               Type type, intptr_t number) {
  auto shaped = dyn_cast<ShapedType>(type);
  ArrayRef<int64_t> declared = shaped ? shaped.getShape() : ArrayRef<int64_t>();
  ArrayRef<int64_t> shape(argument.shape, argument.rank);
  Type element = shaped ? shaped.getElementType() : type;
  bool fits =
      shape.size() == declared.size() &&
      llvm::all_of(llvm::zip(shape, declared), [](auto sizes) {
        auto [size, known] = sizes;
        return size >= 0 && (ShapedType::isDynamic(known) || size == known);
      });
  if (!fits) {
    std::string text;
    llvm::raw_string_ostream(text) << type;
    return makeError("argument {0}: expected {1}, but got {2}", number + 1,
                     text, formatTensorType(shape, element));
  }
  std::optional<ElementLayout> layout = ElementLayout::get(element);
  if (!layout)
    return makeError("argument {0}: expected elements that can be moved",
                     number + 1);
  llvm::Expected<HostTensor> tensor = HostTensor::allocate(*layout, shape);
  if (tensor && tensor->getNumBytes() > 0)
    std::memcpy(tensor->getData(), argument.data, tensor->getNumBytes());
  return tensor;
}

static llvm::Expected<std::unique_ptr<FinishedCall>>
performCall(const CompiledProgram &program, ArrayRef<RintTensor> arguments) {
  ArrayRef<Type> types = program.entry.arguments;
  if (arguments.size() != types.size())
    return makeError("expected {0} arguments, but got {1}", types.size(),
                     arguments.size());
  std::vector<HostTensor> tensors;
  for (auto [i, argument] : llvm::enumerate(arguments)) {
    llvm::Expected<HostTensor> tensor = readArgument(argument, types[i], i);
    if (!tensor)
      return tensor.takeError();
    tensors.push_back(std::move(*tensor));
  }
  auto call = std::make_unique<FinishedCall>(program.entry, std::move(tensors));
  if (llvm::Error error = program.program->tryCall(call->frame))
    return std::move(error);
  call->results = call->frame.getResults();
  return call;
}

RintCall rintProgramCall(RintProgram program, intptr_t numArguments,
                         const RintTensor *arguments,
                         MlirStringCallback onError, void *userData) {
  auto call = performCall(*unwrap(program), {arguments, size_t(numArguments)});
  if (call)
    return {call->release()};
  std::string text = llvm::toString(call.takeError());
  if (onError)
    onError(wrap(StringRef(text)), userData);
  return {nullptr};
}

intptr_t rintCallGetNumResults(RintCall call) {
  return unwrap(call)->results.size();
}

RintTensor rintCallGetResult(RintCall call, intptr_t i) {
  const TensorView &view = unwrap(call)->results[i];
  return {intptr_t(view.shape.size()), view.shape.data(), view.strides.data(),
          view.data};
}

void rintCallDestroy(RintCall call) { delete unwrap(call); }
