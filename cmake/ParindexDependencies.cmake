# SPDX-License-Identifier: MIT
# Finds the two header-only libraries of the implementation of parindex: Boost.Multiprecision and
# nlohmann/json. Each is taken, in this order, from the variable PARINDEX_BOOST_INCLUDE_DIR or
# PARINDEX_NLOHMANN_INCLUDE_DIR, the system, or the PyPI packages `boost-headers` and
# `nlohmann-json` of a Python. The same file serves the build and the installed package, so it must
# not depend on anything else here.
#
#   parindex_find_dependencies(<result>)   sets <result> to the include directories; if something
#                                          is missing, sets <result>_MISSING to what to install.

# Folders of Python packages that may contain the headers, nearest first. The interpreter is queried,
# because an isolated build puts its packages where only its own interpreter finds them.
function(_parindex_python_package_dirs result)
  set(pythons "")
  foreach(candidate IN ITEMS "${PARINDEX_PYTHON}" "${Python_EXECUTABLE}" "${Python3_EXECUTABLE}"
                             "$ENV{VIRTUAL_ENV}/bin/python")
    if(candidate AND EXISTS "${candidate}")
      list(APPEND pythons "${candidate}")
    endif()
  endforeach()
  find_program(_parindex_path_python NAMES python3 python NO_CACHE)
  if(_parindex_path_python)
    list(APPEND pythons "${_parindex_path_python}")
  endif()
  list(REMOVE_DUPLICATES pythons)
  set(dirs "")
  foreach(python IN LISTS pythons)
    execute_process(
      COMMAND "${python}" -c "import sys; print(';'.join(p for p in sys.path if p))"
      OUTPUT_VARIABLE paths
      OUTPUT_STRIP_TRAILING_WHITESPACE
      ERROR_QUIET)
    list(APPEND dirs ${paths})
  endforeach()
  list(REMOVE_DUPLICATES dirs)
  set(${result} "${dirs}" PARENT_SCOPE)
endfunction()

# One header: first in the system, then in PyPI's `subdir` of every package folder.
macro(_parindex_find_header variable header subdir)
  find_path(${variable} NAMES ${header} DOC "Folder that contains ${header}")
  if(NOT ${variable})
    if(NOT DEFINED _parindex_package_dirs)
      _parindex_python_package_dirs(_parindex_package_dirs)
    endif()
    find_path(${variable} NAMES ${header} PATHS ${_parindex_package_dirs} PATH_SUFFIXES ${subdir}
              NO_DEFAULT_PATH)
  endif()
endmacro()

function(parindex_find_dependencies result)
  set(found "")
  set(missing "")

  _parindex_find_header(PARINDEX_BOOST_INCLUDE_DIR boost/multiprecision/cpp_int.hpp
                        boost_headers/include)
  if(PARINDEX_BOOST_INCLUDE_DIR)
    list(APPEND found "${PARINDEX_BOOST_INCLUDE_DIR}")
  else()
    list(APPEND missing
         "Boost.Multiprecision headers (apt install libboost-dev, or pip install boost-headers)")
  endif()

  # A project that already has nlohmann/json as a target keeps its own copy.
  if(NOT TARGET nlohmann_json::nlohmann_json AND NOT PARINDEX_NLOHMANN_INCLUDE_DIR)
    find_package(nlohmann_json 3.10 CONFIG QUIET)
  endif()
  if(TARGET nlohmann_json::nlohmann_json AND NOT PARINDEX_NLOHMANN_INCLUDE_DIR)
    list(APPEND found
         "$<TARGET_PROPERTY:nlohmann_json::nlohmann_json,INTERFACE_INCLUDE_DIRECTORIES>")
  else()
    _parindex_find_header(PARINDEX_NLOHMANN_INCLUDE_DIR nlohmann/json.hpp nlohmann_json/include)
    if(PARINDEX_NLOHMANN_INCLUDE_DIR)
      list(APPEND found "${PARINDEX_NLOHMANN_INCLUDE_DIR}")
    else()
      list(APPEND missing
           "nlohmann/json headers (apt install nlohmann-json3-dev, or pip install nlohmann-json)")
    endif()
  endif()

  mark_as_advanced(PARINDEX_BOOST_INCLUDE_DIR PARINDEX_NLOHMANN_INCLUDE_DIR)
  list(REMOVE_DUPLICATES found)
  list(JOIN missing "; " missing)
  set(${result} "${found}" PARENT_SCOPE)
  set(${result}_MISSING "${missing}" PARENT_SCOPE)
endfunction()
