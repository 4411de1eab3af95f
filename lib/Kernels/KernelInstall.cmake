# What `cmake --install` puts where for librint: the libraries, what pkg-config and
# find_package(Rint COMPONENTS rint) find, and the header, which is installed with
# the others where librint is a part of rint.
install(TARGETS rint rint_static EXPORT RintKernelsTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT RintKernelsTargets NAMESPACE Rint::
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Rint)

# Relative, so that an install can be moved.
file(RELATIVE_PATH RINT_PC_PREFIX /usr/${CMAKE_INSTALL_LIBDIR}/pkgconfig /usr)
configure_file(rint.pc.in rint.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/rint.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

if(RINT_IS_PART)
  return()
endif()
install(FILES ${RINT_SOURCE_DIR}/include/rint/rint.h
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/rint)
include(CMakePackageConfigHelpers)
configure_package_config_file(${RINT_SOURCE_DIR}/cmake/RintConfig.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/RintConfig.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Rint
  PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_BINDIR)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/RintConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/RintConfig.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/RintConfigVersion.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Rint)
