// Every option is checked before anything is done, and the error says what it
// may be.

// RUN: not rint-opt --rint-to-llvm=permute-bytes=7 %s 2>&1 | FileCheck %s --check-prefix=SEVEN
// RUN: not rint-opt --convert-rint-to-vector=permute-bytes=7 %s 2>&1 | FileCheck %s --check-prefix=SEVEN
// SEVEN: error: expected permute-bytes to be 0, 16 or 64, but got 7
// RUN: not rint-opt --rint-to-llvm=permute-bytes=-64 %s 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// NEGATIVE: error: expected permute-bytes to be 0, 16 or 64, but got -64
// RUN: not rint-opt --rint-to-llvm=permute-bytes=1048576 %s 2>&1 | FileCheck %s --check-prefix=LARGE
// LARGE: error: expected permute-bytes to be 0, 16 or 64, but got 1048576
// RUN: not rint-opt --rint-to-llvm=threads=-1 %s 2>&1 | FileCheck %s --check-prefix=THREADS
// THREADS: error: expected threads to be from 1 to 65536, but got -1
// RUN: not rint-opt --rint-to-llvm=streaming-bytes=-1 %s 2>&1 | FileCheck %s --check-prefix=STREAMING
// STREAMING: error: expected streaming-bytes to be at least 0, but got -1
// RUN: not rint-opt --convert-rint-to-vector=parallel-bytes=-1 %s 2>&1 | FileCheck %s --check-prefix=PARALLEL
// PARALLEL: error: expected parallel-bytes to be at least 0, but got -1
// RUN: not rint-opt --convert-rint-to-linalg=block-size=-1 %s 2>&1 | FileCheck %s --check-prefix=BLOCK
// BLOCK: error: expected block-size to be at least 0, but got -1
// RUN: not rint-opt --convert-rint-to-linalg="block-size=48 pack-counts" %s 2>&1 | FileCheck %s --check-prefix=PACK
// PACK: error: expected block-size to be a multiple of 32 with pack-counts, but got 48

// Passes that come too early say so.
// RUN: not rint-opt --convert-rint-to-linalg %s 2>&1 | FileCheck %s --check-prefix=EARLY
// EARLY: invalid-options.mlir:[[#@LINE+5]]:8: error: 'rint.repeat_interleave' op expected --rint-normalize to have run before --convert-rint-to-linalg, but got an op that is not normalized
// RUN: not rint-opt --rint-normalize --convert-rint-to-linalg --convert-rint-to-scf %s 2>&1 | FileCheck %s --check-prefix=TENSORS
// TENSORS: error: 'rint.scan_repeats' op expected bufferization to have run before --convert-rint-to-scf, but got an op on tensors

func.func @main(%x: tensor<3xf32>, %c: tensor<3xi64>) -> tensor<?xf32> {
  %y = rint.repeat_interleave %x repeats(%c : tensor<3xi64>) : tensor<3xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}
