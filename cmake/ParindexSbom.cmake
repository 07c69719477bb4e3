# SPDX-License-Identifier: MIT
# What is compiled into the binaries, as a software bill of materials in CycloneDX's JSON. It has no time and
# no serial number, so that the same sources give the same file.
#
#   parindex_write_sbom(<file> <component>...)   components: boost, nlohmann-json, pybind11
#
# The versions are read from the headers that the build includes.

set(_PARINDEX_SBOM_NAME_boost "Boost.Multiprecision")
set(_PARINDEX_SBOM_LICENSE_boost "BSL-1.0")
set(_PARINDEX_SBOM_PURL_boost "pkg:github/boostorg/boost@boost-")
set(_PARINDEX_SBOM_NAME_nlohmann-json "JSON for Modern C++")
set(_PARINDEX_SBOM_LICENSE_nlohmann-json "MIT")
set(_PARINDEX_SBOM_PURL_nlohmann-json "pkg:github/nlohmann/json@v")
set(_PARINDEX_SBOM_NAME_pybind11 "pybind11")
set(_PARINDEX_SBOM_LICENSE_pybind11 "BSD-3-Clause")
set(_PARINDEX_SBOM_PURL_pybind11 "pkg:github/pybind/pybind11@v")

# The folders of PARINDEX_DEPENDENCY_DIRS. One may be that of a target, which is known only when the build
# is generated, unless the target says it now.
function(_parindex_sbom_dirs result)
  set(dirs ${PARINDEX_DEPENDENCY_DIRS})
  if(TARGET nlohmann_json::nlohmann_json)
    get_target_property(of_target nlohmann_json::nlohmann_json INTERFACE_INCLUDE_DIRECTORIES)
    # Absolute paths, which are the last part of any generator expression around them.
    string(REGEX MATCHALL "([A-Za-z]:)?/[^;>]+" of_target "${of_target}")
    list(APPEND dirs ${of_target})
  endif()
  set(${result} "${dirs}" PARENT_SCOPE)
endfunction()

# The numbers of the macros <prefix>MAJOR, MINOR and PATCH in the first of the files that has them.
function(_parindex_sbom_macros result prefix)
  set(${result} "" PARENT_SCOPE)
  foreach(file IN LISTS ARGN)
    if(EXISTS "${file}")
      set(version "")
      foreach(part IN ITEMS MAJOR MINOR PATCH)
        file(STRINGS "${file}" line REGEX "^ *# *define ${prefix}${part} +[0-9]+" LIMIT_COUNT 1)
        string(REGEX MATCH "${prefix}${part} +([0-9]+)" _ "${line}")
        if(line)
          list(APPEND version "${CMAKE_MATCH_1}")
        endif()
      endforeach()
      list(LENGTH version count)
      if(count EQUAL 3)
        list(JOIN version "." version)
        set(${result} "${version}" PARENT_SCOPE)
        return()
      endif()
    endif()
  endforeach()
endfunction()

function(_parindex_sbom_version result component)
  _parindex_sbom_dirs(dirs)
  set(version "")
  if(component STREQUAL "pybind11")
    set(version "${pybind11_VERSION}")
  elseif(component STREQUAL "nlohmann-json")
    set(files "")
    foreach(dir IN LISTS dirs) # from 3.11 on in abi_macros.hpp, before in json.hpp
      list(APPEND files "${dir}/nlohmann/detail/abi_macros.hpp" "${dir}/nlohmann/json.hpp")
    endforeach()
    _parindex_sbom_macros(version NLOHMANN_JSON_VERSION_ ${files})
    if(NOT version) # a target whose folders are those of other targets
      find_package(nlohmann_json CONFIG QUIET)
      set(version "${nlohmann_json_VERSION}")
    endif()
  else()
    foreach(dir IN LISTS dirs)
      if(NOT version AND EXISTS "${dir}/boost/version.hpp")
        file(STRINGS "${dir}/boost/version.hpp" line REGEX "^#define BOOST_VERSION [0-9]+")
        string(REGEX MATCH "[0-9]+$" number "${line}")
        math(EXPR major "${number} / 100000")
        math(EXPR minor "${number} / 100 % 1000")
        math(EXPR patch "${number} % 100")
        set(version "${major}.${minor}.${patch}")
      endif()
    endforeach()
  endif()
  if(NOT version)
    message(WARNING "The bill of materials lacks the version of ${component}: its header states none")
  endif()
  set(${result} "${version}" PARENT_SCOPE)
endfunction()

function(parindex_write_sbom file)
  set(components "")
  set(refs "")
  foreach(component IN LISTS ARGN)
    _parindex_sbom_version(version ${component})
    set(name "${_PARINDEX_SBOM_NAME_${component}}")
    set(license "${_PARINDEX_SBOM_LICENSE_${component}}")
    set(purl "${_PARINDEX_SBOM_PURL_${component}}${version}")
    string(
      CONFIGURE
        [[    {
      "type": "library",
      "bom-ref": "@component@",
      "name": "@name@",
      "version": "@version@",
      "scope": "required",
      "licenses": [{"license": {"id": "@license@"}}],
      "purl": "@purl@"
    }]]
        text
      @ONLY)
    list(APPEND components "${text}")
    list(APPEND refs "\"${component}\"")
  endforeach()
  list(JOIN components ",\n" components)
  list(JOIN refs ", " refs)
  file(
    CONFIGURE
    OUTPUT "${file}"
    @ONLY
    CONTENT
      [[{
  "bomFormat": "CycloneDX",
  "specVersion": "1.6",
  "version": 1,
  "metadata": {
    "lifecycles": [{"phase": "build"}],
    "component": {
      "type": "library",
      "bom-ref": "parindex",
      "name": "parindex",
      "version": "@PROJECT_VERSION@",
      "description": "@PROJECT_DESCRIPTION@",
      "licenses": [{"license": {"id": "MIT"}}]
    }
  },
  "components": [
@components@
  ],
  "dependencies": [{"ref": "parindex", "dependsOn": [@refs@]}]
}
]])
endfunction()
