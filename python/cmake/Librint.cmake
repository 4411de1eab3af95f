# Defines the target `rint`, the shared librint that the wheel carries, and installs
# it beside the fronts: RINT_LIBRARY if that is given, else made here with rint-opt.

set(RINT_LIBRARY "" CACHE FILEPATH "A librint.so that is built already")
if(RINT_LIBRARY)
  add_library(rint SHARED IMPORTED)
  set_target_properties(rint PROPERTIES
    IMPORTED_LOCATION ${RINT_LIBRARY}
    IMPORTED_SONAME librint.so.0
    INTERFACE_INCLUDE_DIRECTORIES ${RINT_ROOT}/include)
  get_filename_component(library ${RINT_LIBRARY} REALPATH)
  install(PROGRAMS ${library} DESTINATION rint RENAME librint.so.0)
  return()
endif()

include(${RINT_ROOT}/cmake/LLVMRelease.cmake)

# The compiler: the one that is named, that the project has built, or on the path.
if(DEFINED ENV{RINT_OPT})
  set(RINT_OPT_EXECUTABLE $ENV{RINT_OPT} CACHE FILEPATH "rint's compiler")
endif()
find_program(RINT_OPT_EXECUTABLE rint-opt HINTS ${RINT_ROOT}/build/bin
  DOC "rint's compiler")
if(NOT RINT_OPT_EXECUTABLE)
  include(${CMAKE_CURRENT_LIST_DIR}/Compiler.cmake)
endif()
message(STATUS "Making the kernels with ${RINT_OPT_EXECUTABLE}")

add_subdirectory(${RINT_ROOT}/lib/Kernels ${CMAKE_CURRENT_BINARY_DIR}/kernels
  EXCLUDE_FROM_ALL)
# A wheel holds no symbolic links: the library is there by the name that it is
# loaded by.
install(PROGRAMS $<TARGET_FILE:rint> DESTINATION rint RENAME librint.so.0)
