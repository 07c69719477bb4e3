# SPDX-License-Identifier: MIT
"""Conan 2: `conan create packaging/conan --build=missing` in a clone."""

from __future__ import annotations

import re
from pathlib import Path

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy


class ParindexConan(ConanFile):
    name = "parindex"
    description = "An exact engine for weighted, ruled, hierarchical indices"
    license = "MIT"
    topics = ("index", "rubric", "exact arithmetic")
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False], "fPIC": [True, False]}  # noqa: RUF012 - as Conan reads it
    default_options = {"shared": False, "fPIC": True}  # noqa: RUF012
    implements = ("auto_shared_fpic",)

    def set_version(self) -> None:
        header = Path(self.recipe_folder, "../../include/parindex/version.hpp")
        found = re.search(r'PARINDEX_VERSION_STRING "([^"]+)"', header.read_text(encoding="utf-8"))
        if found:
            self.version = found[1]

    def export_sources(self) -> None:
        root = str(Path(self.recipe_folder, "../.."))
        for pattern in ("CMakeLists.txt", "LICENSE"):
            copy(self, pattern, root, self.export_sources_folder)
        for folder in ("cmake", "include", "licenses", "rubrics", "src"):
            copy(self, f"{folder}/*", root, self.export_sources_folder)

    def layout(self) -> None:
        cmake_layout(self)

    def requirements(self) -> None:
        # Only the implementation includes them: no header of parindex does.
        self.requires("boost/[>=1.74 <2]", visible=False, headers=True, libs=False)
        self.requires("nlohmann_json/[>=3.10 <4]", visible=False)

    def configure(self) -> None:
        self.options["boost"].header_only = True

    def validate(self) -> None:
        check_min_cppstd(self, 20)

    def generate(self) -> None:
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        for option in ("TESTS", "EXAMPLES"):
            toolchain.cache_variables[f"PARINDEX_BUILD_{option}"] = False
        boost = self.dependencies["boost"].cpp_info.includedirs[0]
        toolchain.cache_variables["PARINDEX_BOOST_INCLUDE_DIR"] = boost
        toolchain.generate()

    def build(self) -> None:
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self) -> None:
        CMake(self).install()

    def package_info(self) -> None:
        # The config file of parindex itself, with parindex_add_cases.
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.builddirs = ["lib/cmake/parindex"]
        library = self.cpp_info.components["parindex"]
        library.libs = ["parindex"]
        library.set_property("pkg_config_name", "parindex")
        if self.settings.os in ("Linux", "FreeBSD"):
            library.system_libs = ["pthread"]
        interface = self.cpp_info.components["c"]
        interface.libs = ["parindex_c"]
        interface.set_property("pkg_config_name", "parindex_c")
