# What `cmake --install` puts where, and the package that find_package(Rint)
# finds. AddMLIR installs the tools itself, but would put the libraries into an
# export set of MLIR's, so they are made with DISABLE_INSTALL and listed here. The
# library behind rint-runner is the tool's own affair and stays out.

include(CMakePackageConfigHelpers)

set(RINT_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/Rint)

install(TARGETS
  RintConversionUtils
  RintGPUTransforms
  RintIR
  RintPipelines
  RintToGPU
  RintToLLVM
  RintToLinalg
  RintToSCF
  RintToVector
  RintTransforms
  EXPORT RintTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT RintTargets DESTINATION ${RINT_CMAKE_DIR})

install(DIRECTORY include/rint ${PROJECT_BINARY_DIR}/include/rint
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.h" PATTERN "*.td" PATTERN "*.inc"
  PATTERN CMakeFiles EXCLUDE
  PATTERN ExecutionEngine EXCLUDE
  PATTERN Runner EXCLUDE
  PATTERN Runtime EXCLUDE)
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
