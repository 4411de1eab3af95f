//===- ProgramTest.cpp - Modules that a host compiles and calls -*- C++ -*-===//

#include "rint/ExecutionEngine/Program.h"
#include "rint/InitAll.h"
#include "rint/Runtime/BufferPool.h"

#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Parser/Parser.h"
#include "gmock/gmock.h"
#include <thread>

using namespace mlir;
using namespace mlir::rint;
using testing::ElementsAre;

static constexpr char kRepeat[] = R"mlir(
func.func @main(%x: tensor<?xi64>, %counts: tensor<?xi64>)
    -> (tensor<?xi64>, tensor<?xi64>) {
  %y = rint.repeat_interleave %x repeats(2) : tensor<?xi64> -> tensor<?xi64>
  %z = rint.repeat_interleave %x repeats(%counts : tensor<?xi64>) dim(0)
      : tensor<?xi64> -> tensor<?xi64>
  return %y, %z : tensor<?xi64>, tensor<?xi64>
}
)mlir";

static DialectRegistry makeRegistry() {
  DialectRegistry registry;
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  rint::registerAllDialects(registry);
  registerProgramDialects(registry);
  return registry;
}

namespace {
class ProgramTest : public testing::Test {
protected:
  /// Compiles a module; the errors that it emits are in `errors`.
  void compile(StringRef text) {
    ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
      errors += diagnostic.str() + "\n";
    });
    module = parseSourceString<ModuleOp>(text, &context);
    ASSERT_TRUE(module);
    FailureOr<EntryPoint> found = findEntryPoint(*module, "");
    ASSERT_TRUE(succeeded(found));
    entry.emplace(std::move(*found));
    ProgramOptions options;
    options.target = llvm::cantFail(lookupTarget("cpu"));
    FailureOr<std::unique_ptr<Program>> compiled =
        Program::compile(*module, *entry, options);
    if (succeeded(compiled))
      program = std::move(*compiled);
  }

  HostTensor makeTensor(ArrayRef<int64_t> values) {
    ElementLayout layout = *ElementLayout::get(IntegerType::get(&context, 64));
    HostTensor tensor = llvm::cantFail(
        HostTensor::allocate(layout, static_cast<int64_t>(values.size())));
    llvm::copy(values, reinterpret_cast<int64_t *>(tensor.getData()));
    return tensor;
  }

  /// Calls the program and returns its second result, or the error.
  llvm::Expected<std::vector<int64_t>> call(ArrayRef<int64_t> x,
                                            ArrayRef<int64_t> counts) {
    std::vector<HostTensor> arguments;
    arguments.push_back(makeTensor(x));
    arguments.push_back(makeTensor(counts));
    CallFrame frame(*entry, arguments);
    if (llvm::Error error = program->tryCall(frame))
      return error;
    TensorView result = frame.getResults().back();
    auto *data = reinterpret_cast<const int64_t *>(result.data);
    return std::vector<int64_t>(data, data + result.getNumElements());
  }
  std::string getError(ArrayRef<int64_t> x, ArrayRef<int64_t> counts) {
    llvm::Expected<std::vector<int64_t>> result = call(x, counts);
    return result ? "" : llvm::toString(result.takeError());
  }

  MLIRContext context{makeRegistry()};
  OwningOpRef<ModuleOp> module;
  std::optional<EntryPoint> entry;
  std::unique_ptr<Program> program;
  std::string errors;
};
} // namespace

TEST_F(ProgramTest, CallsAFunction) {
  compile(kRepeat);
  ASSERT_TRUE(program) << errors;
  EXPECT_THAT(llvm::cantFail(call({5, 6}, {0, 2})), ElementsAre(6, 6));
}

TEST_F(ProgramTest, ReturnsFailedChecksAndGoesOn) {
  compile(kRepeat);
  ASSERT_TRUE(program) << errors;
  EXPECT_EQ(
      getError({5, 6}, {3, -1}),
      "-:5:8: error: 'rint.repeat_interleave' op expected repeats[1] to be "
      "non-negative, but got -1");
  EXPECT_EQ(getError({5, 6}, {1, 1, 1}),
            "-:5:8: error: 'rint.repeat_interleave' op expected the number of "
            "elements of repeats to be 1 or 2, but got 3");
  EXPECT_THAT(llvm::cantFail(call({5, 6}, {1, 1})), ElementsAre(5, 6));
}

TEST_F(ProgramTest, FreesWhatAFailedCallHasAllocated) {
  compile(kRepeat);
  ASSERT_TRUE(program) << errors;
  // The first op allocates 16 MiB before the counts of the second are checked.
  std::vector<int64_t> x(1 << 20, 7), counts(1 << 20, 1);
  counts.back() = -1;
  size_t used = rintPoolGetStatistics().usedBytes;
  for (int turn = 0; turn < 20; ++turn)
    ASSERT_NE(getError(x, counts), "");
  EXPECT_EQ(rintPoolGetStatistics().usedBytes, used);
}

TEST_F(ProgramTest, ServesThreads) {
  compile(kRepeat);
  ASSERT_TRUE(program) << errors;
  std::vector<std::thread> threads;
  for (int64_t i = 0; i < 8; ++i)
    threads.emplace_back([&, i] {
      for (int turn = 0; turn < 100; ++turn) {
        EXPECT_THAT(llvm::cantFail(call({i}, {2})), ElementsAre(i, i));
        EXPECT_NE(getError({i}, {-i - 1}), "");
      }
    });
  for (std::thread &thread : threads)
    thread.join();
}

TEST_F(ProgramTest, EmitsErrorsOfTheCompiler) {
  compile("func.func private @missing(i64) -> i64\n"
          "func.func @main(%x: i64) -> i64 {\n"
          "  %y = func.call @missing(%x) : (i64) -> i64\n"
          "  return %y : i64\n"
          "}\n");
  EXPECT_FALSE(program);
  EXPECT_EQ(
      errors,
      "expected 'missing' to be defined in the module or in a library given "
      "by --shared-libs, but got a declaration only\n");
}
