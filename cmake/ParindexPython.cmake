# SPDX-License-Identifier: MIT
# The extension module parindex._core, and the files of a wheel besides the Python sources.
find_package(Python 3.10 REQUIRED COMPONENTS Interpreter Development.Module)
if(NOT DEFINED SKBUILD AND NOT pybind11_DIR)
  # Outside a wheel build, the pybind11 of this Python reports its location.
  execute_process(
    COMMAND "${Python_EXECUTABLE}" -m pybind11 --cmakedir
    OUTPUT_VARIABLE pybind11_DIR
    OUTPUT_STRIP_TRAILING_WHITESPACE
    ERROR_QUIET)
endif()
find_package(pybind11 3.1 CONFIG REQUIRED)

file(GLOB _core_sources CONFIGURE_DEPENDS bindings/python/*.cpp)
# NO_EXTRAS: link-time optimisation is slow and gains nothing, because the kernels are in one file.
pybind11_add_module(_core MODULE NO_EXTRAS ${_core_sources})
target_link_libraries(_core PRIVATE parindex::parindex)
target_compile_options(_core PRIVATE ${PARINDEX_EXACT_FLAGS})
# This is glue code without loops.
target_compile_options(_core PRIVATE ${PARINDEX_SIZE_FLAGS})
if(CMAKE_SYSTEM_NAME MATCHES "Linux|FreeBSD")
  # Functions of the standard library that are compiled into it are not exported either: those that nothing
  # calls are left out.
  set(_exports "${CMAKE_CURRENT_BINARY_DIR}/_core.map")
  file(CONFIGURE OUTPUT "${_exports}" CONTENT "{ global: PyInit__core; local: *; };\n")
  target_link_options(_core PRIVATE LINKER:--gc-sections "LINKER:--version-script=${_exports}")
  set_target_properties(_core PROPERTIES LINK_DEPENDS "${_exports}")
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang" AND NOT MSVC)
  # A precompiled pybind11 halves the build time of a wheel.
  target_precompile_headers(_core PRIVATE bindings/python/convert.hpp)
endif()
set_target_properties(_core PROPERTIES UNITY_BUILD ${PARINDEX_UNITY} UNITY_BUILD_BATCH_SIZE 4)
parindex_warnings(_core)

install(TARGETS _core DESTINATION parindex COMPONENT python)
# Their cases are in the source distribution: they test the rubrics, and nothing reads them later.
install(DIRECTORY rubrics DESTINATION parindex COMPONENT python FILES_MATCHING PATTERN "*.json"
        PATTERN "cases" EXCLUDE)
install(DIRECTORY examples/data/ DESTINATION parindex/examples COMPONENT python)

# Wheels keep it where PEP 770 says; pyproject.toml names the texts of the licences.
if(DEFINED SKBUILD_METADATA_DIR)
  include(ParindexSbom)
  parindex_write_sbom("${CMAKE_CURRENT_BINARY_DIR}/parindex.cdx.json" boost nlohmann-json pybind11)
  install(FILES "${CMAKE_CURRENT_BINARY_DIR}/parindex.cdx.json"
          DESTINATION "${SKBUILD_METADATA_DIR}/sboms" COMPONENT python)
endif()
