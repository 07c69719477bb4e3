# SPDX-License-Identifier: MIT
include(CMakePackageConfigHelpers)
set(_parindex_cmake_dir "${CMAKE_INSTALL_LIBDIR}/cmake/parindex")

install(
  DIRECTORY include/parindex
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.hpp" PATTERN "*.ipp" PATTERN "*.h")
install(TARGETS parindex EXPORT parindexTargets)
if(PARINDEX_BUILD_C)
  install(TARGETS parindex_c EXPORT parindexTargets)
endif()
install(EXPORT parindexTargets NAMESPACE parindex:: DESTINATION "${_parindex_cmake_dir}")

configure_package_config_file(
  cmake/parindexConfig.cmake.in "${CMAKE_CURRENT_BINARY_DIR}/parindexConfig.cmake"
  INSTALL_DESTINATION "${_parindex_cmake_dir}"
  PATH_VARS CMAKE_INSTALL_INCLUDEDIR)
# Before 1.0 a minor version may be incompatible; SameMinorVersion tells find_package.
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/parindexConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/parindexConfig.cmake"
              "${CMAKE_CURRENT_BINARY_DIR}/parindexConfigVersion.cmake"
              cmake/ParindexDependencies.cmake cmake/ParindexCases.cmake cmake/case_runner.cpp
              src/header_only.cpp src/header_only_testing.cpp
        DESTINATION "${_parindex_cmake_dir}")
install(
  DIRECTORY rubrics
  DESTINATION "${CMAKE_INSTALL_DATADIR}/parindex"
  FILES_MATCHING PATTERN "*.json")
