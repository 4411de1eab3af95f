# g++, which would link with another release's lld unless it is told where the
# right one is.

include(${CMAKE_CURRENT_LIST_DIR}/../LLVMRelease.cmake)
set(CMAKE_C_COMPILER gcc)
set(CMAKE_CXX_COMPILER g++)
foreach(kind EXE SHARED MODULE)
  set(CMAKE_${kind}_LINKER_FLAGS_INIT -B${RINT_LLVM_PREFIX}/bin)
endforeach()
