//===- FuzzTypes.h - Types of arguments to read for -------------*- C++ -*-===//

#ifndef RINT_FUZZ_FUZZTYPES_H
#define RINT_FUZZ_FUZZTYPES_H

#include "mlir/AsmParser/AsmParser.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/MLIRContext.h"

/// The type that `choice` stands for. Sizes are small, as a large tensor is no
/// error but takes time.
inline mlir::Type chooseFuzzType(uint8_t choice) {
  static mlir::MLIRContext context(mlir::MLIRContext::Threading::DISABLED);
  static constexpr const char *kTypes[] = {"i1",
                                           "i64",
                                           "index",
                                           "ui8",
                                           "si4",
                                           "i128",
                                           "f16",
                                           "bf16",
                                           "f32",
                                           "f64",
                                           "f80",
                                           "f128",
                                           "f8E4M3FN",
                                           "f8E8M0FNU",
                                           "f4E2M1FN",
                                           "complex<f32>",
                                           "complex<i8>",
                                           "tensor<f32>",
                                           "tensor<3xi64>",
                                           "tensor<2x2xf32>",
                                           "tensor<0xi1>",
                                           "memref<2xi7>",
                                           "tensor<2xbf16>",
                                           "tensor<2xcomplex<f64>>"};
  return mlir::parseType(kTypes[choice % std::size(kTypes)], &context);
}

#endif // RINT_FUZZ_FUZZTYPES_H
