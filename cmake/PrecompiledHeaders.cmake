# One precompiled header of what MLIR's headers cost most: a file of ours that
# includes them takes about 10 s to compile without it, and 1 to 2 with it.

# Whether files include all that they use shows only without: scripts/check-release.sh
# builds with g++, which has none.
if(PROJECT_IS_TOP_LEVEL AND CMAKE_CXX_COMPILER_ID MATCHES Clang)
  set(default ON)
else()
  set(default OFF)
endif()
option(RINT_PRECOMPILE_HEADERS "Compile the headers of MLIR once for all files" ${default})

# Gives the targets of `directory`, and of those below, the header.
function(rint_use_precompiled_header directory)
  get_property(targets DIRECTORY ${directory} PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target IN LISTS targets)
    get_target_property(type ${target} TYPE)
    get_target_property(sources ${target} SOURCES)
    # Not those in C.
    if(type MATCHES "^(OBJECT|MODULE|SHARED)_LIBRARY$|^EXECUTABLE$" AND
       sources MATCHES "\\.cpp")
      target_precompile_headers(${target} REUSE_FROM RintPrecompiledHeader)
    endif()
  endforeach()
  get_property(folders DIRECTORY ${directory} PROPERTY SUBDIRECTORIES)
  foreach(folder IN LISTS folders)
    # What compiled code calls, and librint, need no MLIR.
    if(NOT folder MATCHES "/(Kernels|Runtime)$")
      rint_use_precompiled_header(${folder})
    endif()
  endforeach()
endfunction()

# To be called where all targets are there.
function(rint_precompile_headers)
  if(NOT RINT_PRECOMPILE_HEADERS)
    return()
  endif()
  set(source ${PROJECT_BINARY_DIR}/RintPrecompiledHeader.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "// The header is all.\n")
  add_library(RintPrecompiledHeader OBJECT ${source})
  llvm_update_compile_flags(RintPrecompiledHeader)
  # As the libraries of the project.
  set_target_properties(RintPrecompiledHeader PROPERTIES
    POSITION_INDEPENDENT_CODE ON)
  # Lets ccache find what it has compiled with an equal header.
  target_compile_options(RintPrecompiledHeader PRIVATE
    "$<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>")
  target_precompile_headers(RintPrecompiledHeader PRIVATE
    ${PROJECT_SOURCE_DIR}/cmake/PrecompiledHeaders.h)
  foreach(folder lib tools unittests)
    if(IS_DIRECTORY ${PROJECT_BINARY_DIR}/${folder})
      rint_use_precompiled_header(${PROJECT_SOURCE_DIR}/${folder})
    endif()
  endforeach()
endfunction()
