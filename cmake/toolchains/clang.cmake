# LLVM's own compiler, of the release that rint is written for.

include(${CMAKE_CURRENT_LIST_DIR}/../LLVMRelease.cmake)
set(CMAKE_C_COMPILER clang-${RINT_LLVM_MAJOR})
set(CMAKE_CXX_COMPILER clang++-${RINT_LLVM_MAJOR})
