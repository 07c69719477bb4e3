# SPDX-License-Identifier: MIT
# An overlay port of a clone: vcpkg install parindex --overlay-ports=packaging/vcpkg
get_filename_component(SOURCE_PATH "${CURRENT_PORT_DIR}/../../.." ABSOLUTE)

vcpkg_cmake_configure(
  SOURCE_PATH "${SOURCE_PATH}"
  OPTIONS -DPARINDEX_BUILD_TESTS=OFF -DPARINDEX_BUILD_EXAMPLES=OFF
          "-DPARINDEX_BOOST_INCLUDE_DIR=${CURRENT_INSTALLED_DIR}/include"
          "-DPARINDEX_NLOHMANN_INCLUDE_DIR=${CURRENT_INSTALLED_DIR}/include")
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH lib/cmake/parindex)
vcpkg_fixup_pkgconfig()

file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/debug/include" "${CURRENT_PACKAGES_DIR}/debug/share")
vcpkg_install_copyright(
  FILE_LIST "${SOURCE_PATH}/LICENSE" "${SOURCE_PATH}/licenses/boost.txt"
            "${SOURCE_PATH}/licenses/nlohmann-json.txt")
