/*===- CAPITest.c - rint from a program in C ----------------------*- C -*-===*/

#include "mlir-c/BuiltinTypes.h"
#include "mlir-c/Diagnostics.h"
#include "mlir-c/Pass.h"
#include "rint-c/Program.h"
#include "rint-c/Registration.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures = 0;

#define EXPECT(condition)                                                      \
  do {                                                                         \
    if (!(condition)) {                                                        \
      fprintf(stderr, "%s:%d: expected %s\n", __FILE__, __LINE__, #condition); \
      ++failures;                                                              \
    }                                                                          \
  } while (0)

static MlirStringRef text(const char *chars) {
  return mlirStringRefCreateFromCString(chars);
}

/* Appends to a buffer of 4096 characters. */
static void append(MlirStringRef part, void *buffer) {
  strncat(buffer, part.data, part.length);
}

static MlirLogicalResult keepError(MlirDiagnostic diagnostic, void *buffer) {
  mlirDiagnosticPrint(diagnostic, append, buffer);
  return mlirLogicalResultSuccess();
}

static const char repeat[] =
    "func.func @main(%x: tensor<?xi64>, %r: tensor<?xi64>) -> tensor<?xi64> {\n"
    "  %y = rint.repeat_interleave %x repeats(%r : tensor<?xi64>) dim(0)\n"
    "      : tensor<?xi64> -> tensor<?xi64>\n"
    "  return %y : tensor<?xi64>\n"
    "}\n";

static MlirContext createContext(void) {
  MlirDialectRegistry registry = mlirDialectRegistryCreate();
  rintRegisterAllDialects(registry);
  MlirContext context =
      mlirContextCreateWithRegistry(registry, /*threadingEnabled=*/false);
  mlirDialectRegistryDestroy(registry);
  return context;
}

/* An op in its generic form; the verifier knows the rules. */
static MlirOperation buildRepeat(MlirContext context, MlirValue source,
                                 const char *resultType) {
  MlirLocation loc = mlirLocationUnknownGet(context);
  MlirType type = mlirTypeParseGet(context, text(resultType));
  MlirNamedAttribute attributes[] = {
      mlirNamedAttributeGet(mlirIdentifierGet(context, text("static_repeats")),
                            mlirAttributeParseGet(context, text("2 : i64"))),
      mlirNamedAttributeGet(
          mlirIdentifierGet(context, text("operandSegmentSizes")),
          mlirAttributeParseGet(context, text("array<i32: 1, 0, 0, 0>")))};
  MlirOperationState state =
      mlirOperationStateGet(text("rint.repeat_interleave"), loc);
  mlirOperationStateAddOperands(&state, 1, &source);
  mlirOperationStateAddAttributes(&state, 2, attributes);
  mlirOperationStateAddResults(&state, 1, &type);
  return mlirOperationCreate(&state);
}

static void testBuild(MlirContext context) {
  mlirDialectHandleLoadDialect(mlirGetDialectHandle__rint__(), context);
  MlirLocation loc = mlirLocationUnknownGet(context);
  MlirType type = mlirTypeParseGet(context, text("tensor<3xi64>"));
  MlirBlock block = mlirBlockCreate(1, &type, &loc);
  MlirValue source = mlirBlockGetArgument(block, 0);
  MlirOperation op = buildRepeat(context, source, "tensor<6xi64>");
  EXPECT(mlirOperationVerify(op));
  mlirOperationDestroy(op);

  char errors[4096] = "";
  MlirDiagnosticHandlerID handler =
      mlirContextAttachDiagnosticHandler(context, keepError, errors, NULL);
  op = buildRepeat(context, source, "tensor<7xi64>");
  EXPECT(!mlirOperationVerify(op));
  EXPECT(
      strstr(errors, "expected dimension 0 of the result to be 6, but got 7"));
  mlirOperationDestroy(op);
  mlirContextDetachDiagnosticHandler(context, handler);
  mlirBlockDestroy(block);
}

static void testPipeline(MlirContext context) {
  char errors[4096] = "";
  MlirModule module = mlirModuleCreateParse(context, text(repeat));
  MlirPassManager passes = mlirPassManagerCreate(context);
  EXPECT(mlirLogicalResultIsSuccess(mlirParsePassPipeline(
      mlirPassManagerGetAsOpPassManager(passes),
      text("builtin.module(rint-to-llvm{threads=1})"), append, errors)));
  MlirOperation op = mlirModuleGetOperation(module);
  EXPECT(mlirLogicalResultIsSuccess(mlirPassManagerRunOnOp(passes, op)));
  char lowered[1 << 20] = "";
  mlirOperationPrint(op, append, lowered);
  EXPECT(strstr(lowered, "llvm.func @main("));
  EXPECT(!strstr(lowered, "rint.repeat_interleave %"));
  mlirPassManagerDestroy(passes);
  mlirModuleDestroy(module);
}

static RintTensor makeTensor(const int64_t *size, const int64_t *values) {
  RintTensor tensor = {1, size, NULL, values};
  return tensor;
}

/* Options change how the code works, and not what it gives. */
static void testOptions(MlirContext context) {
  RintProgramOptions options[] = {
      {2, false, NULL}, {0, true, NULL}, {0, false, "loops"}};
  for (int i = 0; i < 3; ++i) {
    MlirModule module = mlirModuleCreateParse(context, text(repeat));
    RintProgram program = rintProgramCompile(module, text("main"), &options[i]);
    mlirModuleDestroy(module);
    EXPECT(!rintProgramIsNull(program));
    if (rintProgramIsNull(program))
      continue;
    int64_t size = 2, x[] = {10, 20}, counts[] = {0, 3};
    RintTensor arguments[] = {makeTensor(&size, x), makeTensor(&size, counts)};
    RintCall call = rintProgramCall(program, 2, arguments, NULL, NULL);
    EXPECT(!rintCallIsNull(call));
    if (!rintCallIsNull(call)) {
      int64_t expected[] = {20, 20, 20};
      RintTensor result = rintCallGetResult(call, 0);
      EXPECT(result.shape[0] == 3);
      EXPECT(!memcmp(result.data, expected, sizeof(expected)));
      rintCallDestroy(call);
    }
    rintProgramDestroy(program);
  }
}

static void testProgram(MlirContext context) {
  MlirModule module = mlirModuleCreateParse(context, text(repeat));
  EXPECT(!mlirModuleIsNull(module));
  RintProgram program = rintProgramCompile(module, text(""), NULL);
  mlirModuleDestroy(module);
  EXPECT(!rintProgramIsNull(program));
  if (rintProgramIsNull(program))
    return;

  int64_t size = 3, x[] = {10, 20, 30}, counts[] = {1, 3, 2};
  RintTensor arguments[] = {makeTensor(&size, x), makeTensor(&size, counts)};
  char error[4096] = "";
  RintCall call = rintProgramCall(program, 2, arguments, append, error);
  EXPECT(!rintCallIsNull(call));
  if (!rintCallIsNull(call)) {
    int64_t expected[] = {10, 20, 20, 20, 30, 30};
    EXPECT(rintCallGetNumResults(call) == 1);
    RintTensor result = rintCallGetResult(call, 0);
    EXPECT(result.rank == 1 && result.shape[0] == 6 && result.strides[0] == 1);
    EXPECT(!memcmp(result.data, expected, sizeof(expected)));
    rintCallDestroy(call);
  }

  /* A broken rule is told, and the program can be called again. */
  counts[1] = -3;
  call = rintProgramCall(program, 2, arguments, append, error);
  EXPECT(rintCallIsNull(call));
  EXPECT(strstr(error, "'rint.repeat_interleave' op expected repeats[1] to be "
                       "non-negative, but got -3"));
  counts[1] = 0;
  call = rintProgramCall(program, 2, arguments, append, error);
  EXPECT(!rintCallIsNull(call));
  if (!rintCallIsNull(call)) {
    EXPECT(rintCallGetResult(call, 0).shape[0] == 3);
    rintCallDestroy(call);
  }

  error[0] = '\0';
  call = rintProgramCall(program, 1, arguments, append, error);
  EXPECT(rintCallIsNull(call));
  EXPECT(!strcmp(error, "expected 2 arguments, but got 1"));
  error[0] = '\0';
  int64_t sizes[] = {3, 1};
  arguments[1].rank = 2;
  arguments[1].shape = sizes;
  call = rintProgramCall(program, 2, arguments, append, error);
  EXPECT(rintCallIsNull(call));
  EXPECT(!strcmp(error, "argument 2: expected tensor<?xi64>, but got 3x1xi64"));
  rintProgramDestroy(program);
}

static void testCompileError(MlirContext context) {
  char errors[4096] = "";
  MlirDiagnosticHandlerID handler =
      mlirContextAttachDiagnosticHandler(context, keepError, errors, NULL);
  MlirModule module = mlirModuleCreateParse(context, text(repeat));
  RintProgram program = rintProgramCompile(module, text("missing"), NULL);
  EXPECT(rintProgramIsNull(program));
  EXPECT(strstr(errors, "missing"));
  RintProgramOptions options = {0, false, "fast"};
  errors[0] = '\0';
  program = rintProgramCompile(module, text("main"), &options);
  EXPECT(rintProgramIsNull(program));
  EXPECT(strstr(errors, "expected strategy to be one of loops, "));
  mlirModuleDestroy(module);
  mlirContextDetachDiagnosticHandler(context, handler);
}

int main(void) {
  rintRegisterAllPasses();
  MlirContext context = createContext();
  testBuild(context);
  testPipeline(context);
  testProgram(context);
  testOptions(context);
  testCompileError(context);
  mlirContextDestroy(context);
  printf("%d failures\n", failures);
  return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
