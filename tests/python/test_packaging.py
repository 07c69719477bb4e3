# SPDX-License-Identifier: MIT
"""What lies in packages: sources, licences, the bill of materials; and recipes of package managers."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
VERSION_HEADER = (ROOT / "include" / "parindex" / "version.hpp").read_text(encoding="utf-8")
VERSION = re.findall(r'PARINDEX_VERSION_STRING "([^"]+)"', VERSION_HEADER)[0]
# Those of a recipe, and what the bill of materials calls them.
TEXTS = {"boost": "boost.txt", "nlohmann-json": "nlohmann-json.txt", "pybind11": "pybind11.txt"}


def cmake() -> str:
    beside = Path(sys.executable).with_name("cmake")
    if not beside.exists():
        pytest.skip("no cmake beside this Python")
    return str(beside)


def bill_of(folder: Path, boost: str, json_version: str, *components: str) -> dict[str, Any]:
    """The bill of materials that CMake writes for headers of these versions."""
    boost_header = folder / "headers" / "boost" / "version.hpp"
    boost_header.parent.mkdir(parents=True)
    boost_header.write_text(f"#define BOOST_VERSION {boost}\n", encoding="ascii")
    macros = folder / "headers" / "nlohmann" / "detail" / "abi_macros.hpp"
    macros.parent.mkdir(parents=True)
    lines = [
        f"#define NLOHMANN_JSON_VERSION_{part} {number}   // NOLINT"
        for part, number in zip(("MAJOR", "MINOR", "PATCH"), json_version.split("."), strict=True)
    ]
    macros.write_text("\n".join(lines), encoding="ascii")
    (folder / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.25)\n"
        'project(parindex VERSION 9.8.7 DESCRIPTION "an engine" LANGUAGES NONE)\n'
        f'include("{ROOT.as_posix()}/cmake/ParindexSbom.cmake")\n'
        f'set(PARINDEX_DEPENDENCY_DIRS "{(folder / "headers").as_posix()}")\n'
        "set(pybind11_VERSION 3.1.2)\n"
        f'parindex_write_sbom("${{CMAKE_BINARY_DIR}}/bill.json" {" ".join(components)})\n',
        encoding="utf-8",
    )
    command = [cmake(), "-S", str(folder), "-B", str(folder / "build"), "-G", "Unix Makefiles"]
    subprocess.run(command, check=True, capture_output=True)
    bill: dict[str, Any] = json.loads((folder / "build/bill.json").read_text(encoding="utf-8"))
    return bill


def test_the_bill_of_materials_has_the_versions_of_the_headers(tmp_path: Path) -> None:
    bill = bill_of(tmp_path, "108501", "3.12.3", *TEXTS)
    assert bill["metadata"]["component"]["version"] == "9.8.7"
    found = {one["bom-ref"]: one["version"] for one in bill["components"]}
    assert found == {"boost": "1.85.1", "nlohmann-json": "3.12.3", "pybind11": "3.1.2"}
    assert bill["dependencies"] == [{"ref": "parindex", "dependsOn": [*found]}]
    library = bill_of(tmp_path / "library", "107400", "3.10.5", "boost", "nlohmann-json")
    assert [one["version"] for one in library["components"]] == ["1.74.0", "3.10.5"]


def test_the_bill_of_materials_is_valid_cyclonedx(tmp_path: Path) -> None:
    pytest.importorskip("cyclonedx.validation.json")
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    bill = bill_of(tmp_path, "108500", "3.12.0", *TEXTS)
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(json.dumps(bill)) is None
    bill["components"][0]["licenses"] = "free"
    assert validator.validate_str(json.dumps(bill)) is not None


def test_every_licence_has_its_text() -> None:
    assert {path.name for path in (ROOT / "licenses").iterdir()} == set(TEXTS.values())
    for name, words in {
        "boost.txt": "Boost Software License - Version 1.0",
        "nlohmann-json.txt": "Niels Lohmann",
        "pybind11.txt": "Wenzel Jakob",
    }.items():
        assert words in (ROOT / "licenses" / name).read_text(encoding="utf-8")


def test_the_sdist_has_what_a_build_needs(tmp_path: Path) -> None:
    # `build` alone is also the name of a folder here.
    pytest.importorskip("build.__main__", reason="no build: see make wheel")
    pytest.importorskip("scikit_build_core", reason="no scikit-build-core: see make wheel")
    command = [sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", tmp_path]
    subprocess.run([*map(str, command), str(ROOT)], cwd=tmp_path, check=True, capture_output=True)
    (path,) = tmp_path.glob("*.tar.gz")
    assert path.name == f"parindex-{VERSION}.tar.gz"
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for needed in ("CMakeLists.txt", "LICENSE", "pyproject.toml", "cmake/ParindexSbom.cmake"):
        assert needed in names
    for folder in ("include", "src", "bindings", "rubrics", "licenses", "examples/data"):
        files = [
            one for one in (ROOT / folder).rglob("*") if one.is_file() and "__py" not in str(one)
        ]
        assert {one.relative_to(ROOT).as_posix() for one in files} <= names
    assert not [
        name for name in names if name.split("/")[0] in {".ci", ".github", ".venv", "build"}
    ]


# ---- Recipes ------------------------------------------------------------------------------------


def test_recipes_have_the_version() -> None:
    port = json.loads((PACKAGING / "vcpkg/parindex/vcpkg.json").read_text(encoding="utf-8"))
    recipe = (PACKAGING / "conda/recipe.yaml").read_text(encoding="utf-8")
    assert port["version"] == VERSION
    assert re.findall(r"^  version: (.+)$", recipe, re.MULTILINE)[0] == VERSION


def test_the_vcpkg_port_sets_options_that_exist(tmp_path: Path) -> None:
    # The functions of vcpkg, which print their arguments.
    stubs = "".join(
        f'function(vcpkg_{name})\n  message("{name}|${{ARGN}}")\nendfunction()\n'
        for name in (
            "cmake_configure", "cmake_install", "cmake_config_fixup", "fixup_pkgconfig",
            "install_copyright",
        )
    )  # fmt: skip
    port = PACKAGING / "vcpkg/parindex"
    script = tmp_path / "port.cmake"
    script.write_text(
        f'{stubs}set(CURRENT_PORT_DIR "{port.as_posix()}")\nset(CURRENT_INSTALLED_DIR /installed)\n'
        f'set(CURRENT_PACKAGES_DIR "{tmp_path.as_posix()}")\n'
        f'include("{port.as_posix()}/portfile.cmake")\n',
        encoding="utf-8",
    )
    done = subprocess.run([cmake(), "-P", script], check=True, capture_output=True, text=True)
    calls = dict(line.split("|", 1) for line in done.stderr.splitlines() if "|" in line)
    assert f"SOURCE_PATH;{ROOT.as_posix()}" in calls["cmake_configure"]
    known = "".join(
        path.read_text(encoding="utf-8")
        for path in [ROOT / "CMakeLists.txt", *(ROOT / "cmake").glob("*.cmake")]
    )
    options = re.findall(r"-D(\w+)=", calls["cmake_configure"])
    assert options
    assert [option for option in options if option not in known] == []
    for text in calls["install_copyright"].split(";")[1:]:
        assert Path(text).is_file()


def test_the_conan_recipe_exports_what_exists() -> None:
    recipe = (PACKAGING / "conan/conanfile.py").read_text(encoding="utf-8")
    lists = [
        [one.value for one in loop.iter.elts if isinstance(one, ast.Constant)]
        for loop in ast.walk(ast.parse(recipe))
        if isinstance(loop, ast.For) and isinstance(loop.iter, ast.Tuple)
    ]
    names = [str(name) for names in lists for name in names]
    exported = [name for name in names if name not in {"TESTS", "EXAMPLES"}]
    assert "licenses" in exported
    assert [name for name in exported if not (ROOT / name).exists()] == []


# ---- Digests ------------------------------------------------------------------------------------


def test_shipped_rubrics_give_the_known_digests() -> None:
    # The digests that every wheel is checked with.
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import check_wheel
    finally:
        sys.path.pop(0)
    known = json.loads(check_wheel.DIGESTS.read_text(encoding="utf-8"))
    assert check_wheel.shipped_digests() == known


def load_platforms() -> Any:
    spec = importlib.util.spec_from_file_location("platforms", ROOT / "tools" / "platforms.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["platforms"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_the_page_shows_one_digest_for_every_platform() -> None:
    platforms = load_platforms()
    rows = platforms.rows_of(platforms.PAGE.read_text(encoding="utf-8"))
    assert [row[0] for row in rows] == [one.title for one in platforms.PLATFORMS]
    digests = set()
    for one, (_, compiler, _, digest, c_interface) in zip(platforms.PLATFORMS, rows, strict=True):
        if digest == "not run":
            continue
        assert re.fullmatch(r"(g\+\+|clang|emscripten) [\d.]+", compiler), one.title
        if one.runner is None:
            assert digest.startswith("compiled and linked"), one.title
        else:
            assert all(re.fullmatch("`[0-9a-f]{16}`", text) for text in (digest, c_interface))
            digests.add((digest, c_interface))
    assert len(digests) <= 1


def test_a_program_of_another_compiler_is_compared_with_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    platforms = load_platforms()
    program = tmp_path / "digest"
    program.write_text("#!/bin/sh\nprintf 'a figure\\r\\n'\n")
    program.chmod(0o755)
    digest = platforms.digest_of(b"a figure\n")
    page = tmp_path / "page.md"
    monkeypatch.setattr(platforms, "PAGE", page)
    for shown, expected in (digest, 0), ("0" * 16, 1):
        result = platforms.Result("Somewhere", "g++ 1", 1.0, shown, shown)
        page.write_text(platforms.BEGIN + platforms.table([result]) + platforms.END)
        assert platforms.compare(program) == expected


def test_a_platform_without_its_compiler_is_not_run(tmp_path: Path) -> None:
    platforms = load_platforms()
    nowhere = platforms.Platform("x", "Nowhere", ["no-such-compiler"], ["no-such-compiler"])
    result = platforms.try_platform(nowhere, tmp_path, 1)
    assert not result.failed
    assert "not run: no no-such-compiler" in platforms.table([result])


def test_a_platform_that_does_not_compile_is_a_failure(tmp_path: Path) -> None:
    platforms = load_platforms()
    false = tmp_path / "false"
    false.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "g++ (Test) 1.2.3" && exit\nexit 1\n')
    false.chmod(0o755)
    broken = platforms.Platform("x", "Broken", [str(false)], [str(false)])
    result = platforms.try_platform(broken, tmp_path / "work", 1)
    assert result.failed
    assert "g++ 1.2.3" in platforms.table([result])
