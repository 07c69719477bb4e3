#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles the C interface to WebAssembly, and puts what a browser or Node needs into one folder.

    build_wasm.py [--out build/wasm] [--jobs 1] [--wheel]

The folder `package` in OUT is the npm package `parindex`: `parindex.mjs`, `parindex.d.ts`, `parindex.wasm` and
the texts of the licences. With `--wheel`, OUT also gets the wheel `parindex_browser` with the same files.
`em++` of Emscripten compiles; only the functions that `parindex.mjs` calls are exported.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from platforms import ROOT, headers_of_packages

SCRIPTS = ROOT / "bindings" / "javascript"
ROOMS = ("base", "numbers", "rubric", "engine", "io", "results", "process")
# Exceptions of WebAssembly itself: all browsers have them since 2022, and there is no other runtime.
COMPILE = ["-std=c++20", "-Os", "-ffp-contract=off", "-fwasm-exceptions", f"-I{ROOT / 'include'}"]
LINK = [
    "-Os", "-fwasm-exceptions", "--no-entry", "-sSTANDALONE_WASM=1", "-sALLOW_MEMORY_GROWTH=1",
    "-sABORTING_MALLOC=0", "-sTOTAL_STACK=2MB",
]  # fmt: skip
MOST = 2 * 1024 * 1024  # bytes of the compressed module


def version() -> str:
    text = (ROOT / "include/parindex/version.hpp").read_text(encoding="utf-8")
    found = re.search(r'PARINDEX_VERSION_STRING "([^"]+)"', text)
    assert found
    return found[1]


def call(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        said = [line for line in done.stderr.splitlines() if "error" in line] or [done.stderr]
        raise SystemExit("\n".join([" ".join(command), *said[:20]]))


def build(out: Path, jobs: int) -> Path:
    """The folder of the package."""
    if shutil.which("em++") is None:
        raise SystemExit("em++ is not on this machine: tools/setup.sh wasm")
    launcher = [ccache] if (ccache := shutil.which("ccache")) else []
    objects = out / "objects"
    objects.mkdir(parents=True, exist_ok=True)
    sources = [*(ROOT / "src" / f"{room}.cpp" for room in ROOMS), ROOT / "src/c/parindex.cpp"]

    def compiled(source: Path) -> Path:
        target = objects / f"{source.stem}.o"
        call(
            [
                *launcher,
                "em++",
                *COMPILE,
                *headers_of_packages(),
                "-c",
                str(source),
                "-o",
                str(target),
            ]
        )
        return target

    with ThreadPoolExecutor(jobs) as pool:
        made = list(pool.map(compiled, sources))
    package = out / "package"
    shutil.rmtree(package, ignore_errors=True)
    package.mkdir()
    called = re.findall(r'"(parindex_\w+)"|exports\.(parindex_\w+)', (SCRIPTS / "parindex.mjs").read_text(encoding="utf-8"))  # fmt: skip
    names = {one or other for one, other in called}
    names |= {f"parindex_{kind}_free" for kind in ("text", "rubric", "plan", "scores")}
    exported = json.dumps([f"_{name}" for name in sorted(names | {"malloc", "free"})])
    module = package / "parindex.wasm"
    call(["em++", *map(str, made), *LINK, f"-sEXPORTED_FUNCTIONS={exported}", "-o", str(module)])
    for name in ("parindex.mjs", "parindex.d.ts"):
        shutil.copy(SCRIPTS / name, package)
    described = json.loads((SCRIPTS / "package.json").read_text(encoding="utf-8"))
    described["version"] = version()
    (package / "package.json").write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")
    shutil.copy(ROOT / "LICENSE", package)
    # Of what is compiled in: pybind11 is not, but parts of Emscripten's libraries are.
    ours = [ROOT / "licenses" / f"{name}.txt" for name in ("boost", "nlohmann-json")]
    for licence in [*ours, *sorted((SCRIPTS / "licenses").glob("*.txt"))]:
        shutil.copy(licence, package)
    return package


def wheel(package: Path, out: Path) -> Path:
    """The package as a wheel, which `parindex form --format html` finds."""
    source = out / "wheel-source"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(SCRIPTS / "python", source)
    shutil.copytree(package, source / "parindex_browser", dirs_exist_ok=True)
    project = source / "pyproject.toml"
    text = project.read_text(encoding="utf-8")
    project.write_text(text.replace('version = "0"', f'version = "{version()}"'), "utf-8")
    for one in out.glob("parindex_browser-*.whl"):
        one.unlink()
    call(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation",
         "--wheel-dir", str(out), str(source)]
    )  # fmt: skip
    return next(out.glob("parindex_browser-*.whl"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "wasm")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--wheel", action="store_true")
    args = parser.parse_args()
    out = args.out.resolve()
    package = build(out, args.jobs)
    content = (package / "parindex.wasm").read_bytes()
    size = len(gzip.compress(content, 9))
    print(f"{package / 'parindex.wasm'}: {len(content)} bytes, {size} compressed by gzip")
    if size > MOST:
        print(f"the module has more than {MOST} bytes", file=sys.stderr)
        return 1
    if args.wheel:
        print(wheel(package, out))
    return 0


if __name__ == "__main__":
    sys.exit(main())
