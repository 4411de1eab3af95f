# Builds rint-opt where there is none, and sets RINT_OPT_EXECUTABLE to where it will be. It is
# kept beside other builds of the project, since it takes ten minutes and more.

find_package(MLIR ${RINT_LLVM_RELEASE} QUIET CONFIG PATHS ${RINT_LLVM_PREFIX})
if(NOT MLIR_FOUND)
  message(FATAL_ERROR
    "expected rint-opt, or MLIR ${RINT_LLVM_RELEASE} to build it with, but got "
    "neither; on Debian 12, scripts/build-wheel.sh installs what is missing, and "
    "elsewhere RINT_OPT names a rint-opt")
endif()

include(ExternalProject)
set(RINT_COMPILER_DIR ${RINT_ROOT}/build/python-compiler)
set(RINT_OPT_EXECUTABLE ${RINT_COMPILER_DIR}/bin/rint-opt
  CACHE FILEPATH "rint's compiler" FORCE)
ExternalProject_Add(rint-compiler
  SOURCE_DIR ${RINT_ROOT}
  BINARY_DIR ${RINT_COMPILER_DIR}
  PREFIX ${RINT_COMPILER_DIR}/steps
  CMAKE_ARGS
    -DCMAKE_BUILD_TYPE=Release
    -DCMAKE_TOOLCHAIN_FILE=${RINT_ROOT}/cmake/toolchains/clang.cmake
    -DLLVM_ENABLE_LLD=ON
    -DRINT_ENABLE_ASSERTIONS=OFF
    -DRINT_INCLUDE_TESTS=OFF
  BUILD_COMMAND ${CMAKE_COMMAND} --build ${RINT_COMPILER_DIR} --target rint-opt
  BUILD_BYPRODUCTS ${RINT_OPT_EXECUTABLE}
  USES_TERMINAL_BUILD TRUE
  INSTALL_COMMAND "")
