# What `cmake --install` puts where, and the package that find_package(Rint)
# finds. AddMLIR installs the tools itself, but would put the libraries into an
# export set of MLIR's, so they are made with DISABLE_INSTALL and found here. The
# library behind rint-runner is the tool's own affair and stays out.

include(CMakePackageConfigHelpers)

set(RINT_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/Rint)

# Collects the static libraries of a folder and of those below it.
function(find_rint_libraries folder out)
  get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
  get_property(folders DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
  set(found)
  foreach(target ${targets})
    get_target_property(type ${target} TYPE)
    if(type STREQUAL STATIC_LIBRARY)
      list(APPEND found ${target})
    endif()
  endforeach()
  foreach(below ${folders})
    find_rint_libraries(${below} more)
    list(APPEND found ${more})
  endforeach()
  set(${out} ${found} PARENT_SCOPE)
endfunction()

find_rint_libraries(${PROJECT_SOURCE_DIR}/lib RINT_LIBRARIES)
# librint has targets of its own, as it needs no MLIR.
list(REMOVE_ITEM RINT_LIBRARIES RintRunner rint_static)

# Who links a library of rint's finds its headers, and MLIR's. The names are the
# same here and after an install.
foreach(library ${RINT_LIBRARIES})
  target_include_directories(${library} INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
    $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>)
  target_include_directories(${library} SYSTEM INTERFACE
    ${LLVM_INCLUDE_DIRS} ${MLIR_INCLUDE_DIRS})
  add_library(Rint::${library} ALIAS ${library})
endforeach()

install(TARGETS ${RINT_LIBRARIES} EXPORT RintTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT RintTargets NAMESPACE Rint:: DESTINATION ${RINT_CMAKE_DIR})

install(DIRECTORY include/rint ${PROJECT_BINARY_DIR}/include/rint
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.h" PATTERN "*.def" PATTERN "*.td" PATTERN "*.inc"
  PATTERN CMakeFiles EXCLUDE
  PATTERN Runner EXCLUDE)
install(DIRECTORY include/rint-c DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

configure_package_config_file(cmake/RintConfig.cmake.in
  ${PROJECT_BINARY_DIR}/RintConfig.cmake
  INSTALL_DESTINATION ${RINT_CMAKE_DIR}
  PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_BINDIR)
# Before 1.0, a new minor version may break what was built on the one before.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/RintConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/RintConfig.cmake
  ${PROJECT_BINARY_DIR}/RintConfigVersion.cmake
  DESTINATION ${RINT_CMAKE_DIR})

# A package for Debian: `cpack -G DEB --config build/CPackConfig.cmake`. OpenMP is
# loaded where a program asks for threads, so nothing shows that it is needed.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME rint)
set(CPACK_PACKAGE_CONTACT "rint developers <rint@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
  "MLIR dialect, compiler and runner for repeat_interleave")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libomp-${RINT_LLVM_MAJOR}-dev")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libmlir-${RINT_LLVM_MAJOR}-dev")
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
include(CPack)
