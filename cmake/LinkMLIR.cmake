# Whether MLIR is linked as one shared library, which keeps the tools small and
# their links short, or as its archives, for who links those as well: a program must
# not hold MLIR twice. LLVM is what the package of MLIR was built on.

set(MLIR_LINK_MLIR_DYLIB ${RINT_LINK_MLIR_DYLIB})
if(NOT RINT_LINK_MLIR_DYLIB AND NOT TARGET MLIRIR)
  message(FATAL_ERROR "expected MLIR's archives for RINT_LINK_MLIR_DYLIB=OFF, but "
    "got a package without them in ${MLIR_DIR}")
endif()
