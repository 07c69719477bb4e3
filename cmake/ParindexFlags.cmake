# SPDX-License-Identifier: MIT
# Compiler flags, for targets of this project only.

set(PARINDEX_EXACT_FLAGS "")
set(PARINDEX_SPEED_FLAGS "")
set(PARINDEX_SIZE_FLAGS "")
set(PARINDEX_SECTION_FLAGS "")
set(_parindex_warning_flags "")
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang" AND NOT MSVC)
  # Fusing a*b+c into one rounding would make results depend on the compiler and the processor.
  set(PARINDEX_EXACT_FLAGS -ffp-contract=off)
  # errno and traps prevent the vectorisation of loops of doubles; neither can change a value.
  set(PARINDEX_SPEED_FLAGS -fno-math-errno -fno-trapping-math)
  set(PARINDEX_SIZE_FLAGS $<$<CONFIG:Release>:-Os>)
  # The linker of the Python module leaves out the functions that it does not call.
  set(PARINDEX_SECTION_FLAGS $<$<CONFIG:Release>:-ffunction-sections>)
  # clang counts signedness of container indices under -Wconversion, g++ does not: off for both.
  set(_parindex_warning_flags -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor
                              -Woverloaded-virtual -Wno-sign-conversion)
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    # The kernels combine masks with &, both vectors and booleans.
    list(APPEND _parindex_warning_flags -Wno-bitwise-instead-of-logical)
  endif()
elseif(MSVC)
  # /bigobj: one file of templates has more sections than an object has by default.
  set(PARINDEX_EXACT_FLAGS /fp:precise /utf-8 /bigobj)
  set(_parindex_warning_flags /W4)
endif()

# Exactness cannot be guaranteed under -ffast-math, so the build refuses it instead of being sometimes wrong.
string(TOUPPER "${CMAKE_BUILD_TYPE}" _parindex_build_type)
if("${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${_parindex_build_type}}"
   MATCHES "-ffast-math|-Ofast|/fp:fast")
  message(FATAL_ERROR "parindex is exact and cannot be built with -ffast-math or -Ofast")
endif()

if(PARINDEX_SANITIZE)
  add_compile_options(-fsanitize=${PARINDEX_SANITIZE} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${PARINDEX_SANITIZE})
endif()

function(parindex_warnings target)
  target_compile_options(${target} PRIVATE ${_parindex_warning_flags})
  if(PARINDEX_WERROR)
    set_target_properties(${target} PROPERTIES COMPILE_WARNING_AS_ERROR ON)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      # g++ 12 reports false positives in inlined library code (PR 105329, 105651).
      foreach(warning IN ITEMS array-bounds free-nonheap-object maybe-uninitialized restrict
                               stringop-overflow)
        target_compile_options(${target} PRIVATE -Wno-error=${warning})
      endforeach()
    endif()
  endif()
endfunction()
