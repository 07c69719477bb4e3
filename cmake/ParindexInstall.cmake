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

# For pkg-config. The prefix is relative to the file, so that an installed folder can be moved.
file(RELATIVE_PATH PARINDEX_PC_PREFIX "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
string(REGEX REPLACE "/$" "" PARINDEX_PC_PREFIX "\${pcfiledir}/${PARINDEX_PC_PREFIX}")
set(PARINDEX_PC_LIBS "")
if(NOT BUILD_SHARED_LIBS)
  set(PARINDEX_PC_LIBS " -pthread")
endif()
set(PARINDEX_PC_CFLAGS "")
if(PARINDEX_PORTABLE)
  set(PARINDEX_PC_CFLAGS " -DPARINDEX_PORTABLE")
endif()
set(_pc_files parindex)
if(PARINDEX_BUILD_C)
  list(APPEND _pc_files parindex_c)
endif()
foreach(name IN LISTS _pc_files)
  configure_file(cmake/${name}.pc.in ${name}.pc @ONLY)
  install(FILES "${CMAKE_CURRENT_BINARY_DIR}/${name}.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
endforeach()

# What is compiled in, and the texts of its licences.
include(ParindexSbom)
parindex_write_sbom("${CMAKE_CURRENT_BINARY_DIR}/parindex.cdx.json" boost nlohmann-json)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/parindex.cdx.json"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/parindex/sboms")
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DATADIR}/parindex/licenses" RENAME parindex.txt)
install(DIRECTORY licenses/ DESTINATION "${CMAKE_INSTALL_DATADIR}/parindex/licenses")

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
