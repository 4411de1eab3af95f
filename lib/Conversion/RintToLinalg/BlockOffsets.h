//===- BlockOffsets.h - Row offsets of blocks of slices ---------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOLINALG_BLOCKOFFSETS_H
#define RINT_LIB_CONVERSION_RINTTOLINALG_BLOCKOFFSETS_H

#include "mlir/Support/LLVM.h"

namespace mlir {
class Operation;
} // namespace mlir

namespace mlir::rint {

/// Lowers every `rint.offsets` in `root` whose users need no more than the
/// offset of each block of `blockSize` slices and the total, together with its
/// users, to destination-passing ops on those. With `packCounts`, their counts
/// are packed where a copy of single elements reads them.
void convertOffsetsToBlocks(Operation *root, int64_t blockSize,
                            bool packCounts);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOLINALG_BLOCKOFFSETS_H
