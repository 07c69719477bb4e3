# SPDX-License-Identifier: MIT
# parindex::c, the C interface as a shared library that exports nothing else. Its SONAME is the version of
# the interface.
file(STRINGS "${PROJECT_SOURCE_DIR}/include/parindex/parindex.h" _c_version
     REGEX "^#define PARINDEX_C_VERSION [0-9]+$")
string(REGEX MATCH "[0-9]+$" PARINDEX_C_VERSION "${_c_version}")
if(NOT PARINDEX_C_VERSION)
  message(FATAL_ERROR "include/parindex/parindex.h holds no PARINDEX_C_VERSION")
endif()

add_library(parindex_c SHARED "${PROJECT_SOURCE_DIR}/src/c/parindex.cpp")
add_library(parindex::c ALIAS parindex_c)
target_include_directories(
  parindex_c INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
                       $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_link_libraries(parindex_c PRIVATE parindex::parindex)
target_compile_options(parindex_c PRIVATE ${PARINDEX_EXACT_FLAGS})
parindex_warnings(parindex_c)
set_target_properties(
  parindex_c PROPERTIES EXPORT_NAME c CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
                        VERSION ${PARINDEX_C_VERSION}.${PROJECT_VERSION} SOVERSION ${PARINDEX_C_VERSION})
if(BUILD_SHARED_LIBS AND NOT APPLE AND NOT WIN32)
  # Languages load it by its path, so it has to find parindex beside it.
  set_target_properties(parindex_c PROPERTIES INSTALL_RPATH "$ORIGIN")
endif()
# The symbols of a static parindex::parindex, and of the standard library in headers, stay inside.
if(CMAKE_SYSTEM_NAME MATCHES "Linux|FreeBSD")
  set(_exports "${CMAKE_CURRENT_BINARY_DIR}/parindex_c.map")
  file(CONFIGURE OUTPUT "${_exports}" CONTENT "{ global: parindex_*; local: *; };\n")
  target_link_options(parindex_c PRIVATE "LINKER:--version-script=${_exports}")
  set_target_properties(parindex_c PROPERTIES LINK_DEPENDS "${_exports}")
endif()

# A program in strict C99 that uses the interface.
if(PARINDEX_BUILD_EXAMPLES OR PARINDEX_BUILD_TESTS)
  enable_language(C)
endif()
function(parindex_c99_program name source)
  add_executable(${name} ${source})
  target_link_libraries(${name} PRIVATE parindex::c)
  set_target_properties(${name} PROPERTIES C_STANDARD 99 C_STANDARD_REQUIRED ON C_EXTENSIONS OFF
                                           COMPILE_WARNING_AS_ERROR ${PARINDEX_WERROR})
  if(CMAKE_C_COMPILER_ID MATCHES "GNU|Clang")
    target_compile_options(${name} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes)
  endif()
endfunction()
