//===- Options.h - What the options may be ----------------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_OPTIONS_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_OPTIONS_H

#include "rint/Conversion/Passes.h"

namespace mlir::rint {

/// Emits an error that says what is allowed if one of the options of
/// --convert-rint-to-vector is not.
LogicalResult verifyOptions(MLIRContext *context,
                            const ConvertRintToVectorPassOptions &options);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_OPTIONS_H
