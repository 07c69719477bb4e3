#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Builds tests/build/digest.cpp and the C interface for other platforms, runs them, and compares.

    platforms.py [--work build/platforms] [--jobs 2] [--write docs/determinism.md] [--keep] [NAME...]
    platforms.py --program PROGRAM

Each platform needs a compiler, and an emulator where this processor or system cannot run its programs;
`tools/setup.sh platforms` installs them on Debian. A platform without them is a row that says so. A program
that does not compile, that fails, or whose digest differs makes the exit code 1. With NAMEs, the rows of the
other platforms say `not run`; with --keep, they stay as they are on the page. With --program, runs a digest program that was compiled elsewhere, and compares its
digest with docs/determinism.md.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# -O1: the bytes must not depend on it (tests/build/checks.py compares levels), and it compiles fastest.
FLAGS = ["-O1", "-ffp-contract=off", f"-I{ROOT / 'include'}"]
PAGE = ROOT / "docs" / "determinism.md"
BEGIN, END = "<!-- platforms: begin -->\n", "<!-- platforms: end -->\n"
RUBRICS = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("rubrics/*.json"))


@dataclass(frozen=True)
class Platform:
    """How programs of a platform are compiled, and what runs them: nothing if the machine does itself."""

    name: str
    title: str
    cxx: list[str]
    cc: list[str]
    flags: list[str] = field(default_factory=list)
    link: list[str] = field(default_factory=list)
    runner: list[str] | None = field(default_factory=list)
    suffix: str = ""
    # Not one of this machine: the emulated system lacks it, or has another byte order.
    locale: str = "C"

    def missing(self) -> str:
        """What this machine lacks for the platform; empty if nothing."""
        needed = [self.cxx[0], self.cc[0], *(self.runner or [])[:1]]
        absent = [tool for tool in dict.fromkeys(needed) if shutil.which(tool) is None]
        if not absent and "ziglang" in self.cxx:
            absent = [] if find_spec("ziglang") else ["ziglang"]
        return ", ".join(absent)


def linux(processor: str, title: str, system: str = "linux-gnu") -> Platform:
    prefix = f"{processor}-{system}"
    runner = [f"qemu-{processor}-static", "-L", f"/usr/{prefix}"]
    return Platform(
        processor, title, [f"{prefix}-g++"], [f"{prefix}-gcc"], ["-pthread"], ["-pthread"], runner
    )


ZIG = [sys.executable, "-m", "ziglang"]
MINGW = "x86_64-w64-mingw32"
EMSCRIPTEN = ["-fwasm-exceptions", "-pthread"]
PLATFORMS = [
    Platform("x86_64", "Linux x86-64", ["g++"], ["gcc"], ["-pthread"], ["-pthread"]),
    Platform(
        "portable", "Linux x86-64, `PARINDEX_PORTABLE`", ["g++"], ["gcc"],
        ["-pthread", "-DPARINDEX_PORTABLE", "-pedantic-errors"], ["-pthread"],
    ),
    linux("aarch64", "Linux aarch64"),
    linux("s390x", "Linux s390x, big-endian"),
    linux("riscv64", "Linux riscv64"),
    linux("arm", "Linux ARM, 32 bits", "linux-gnueabihf"),
    Platform(
        "windows", "Windows x86-64", [f"{MINGW}-g++-posix"], [f"{MINGW}-gcc-posix"],
        # MinGW's assembler has a limit on sections that one file of templates exceeds.
        ["-Wa,-mbig-obj"], ["-static"], ["wine"], ".exe",
        "C.UTF-8",  # in which wine reads the names of files
    ),
    Platform(
        "wasm32", "WebAssembly, 32 bits", ["em++"], ["emcc"], EMSCRIPTEN,
        [*EMSCRIPTEN, "-sNODERAWFS=1", "-sALLOW_MEMORY_GROWTH=1", "-sTOTAL_STACK=8MB",
         "-sPTHREAD_POOL_SIZE=8", "-sPROXY_TO_PTHREAD=1", "-sEXIT_RUNTIME=1"],
        # This version of Emscripten takes the `fetch` of Node for that of a browser.
        ["node", "--no-experimental-fetch"], ".js",
    ),
    Platform(
        "macos", "macOS arm64", [*ZIG, "c++", "-target", "aarch64-macos"],
        [*ZIG, "cc", "-target", "aarch64-macos"], runner=None,
    ),
]  # fmt: skip


@dataclass
class Result:
    """A row of the table."""

    title: str
    compiler: str = ""
    seconds: float = 0.0
    digest: str = ""
    c_interface: str = ""
    said: str = ""
    failed: bool = False


class BuildError(Exception):
    """A command that failed; the text has the end of its output."""


def call(command: list[str], locale: str = "C", **more: object) -> bytes:
    # Debian's Emscripten has modules of Node there, which another Node does not look for.
    modules = os.environ.get("NODE_PATH", "/usr/share/nodejs")
    environment = {**os.environ, "LC_ALL": locale, "WINEDEBUG": "-all", "NODE_PATH": modules}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, check=False, **more
    )  # type: ignore[call-overload]
    if done.returncode != 0:
        said = (done.stderr + done.stdout).decode("utf-8", "replace").splitlines()
        shown = [line for line in said if "error" in line][:15] or said[-15:]
        raise BuildError("\n".join([" ".join(command), f"returns {done.returncode}", *shown]))
    return done.stdout


def headers_of_packages() -> list[str]:
    """Boost and nlohmann/json: not from the system, whose folder has headers of this processor too."""
    libraries = Path(sysconfig.get_path("purelib"))
    found = [libraries / "boost_headers/include", libraries / "nlohmann_json/include"]
    for folder in found:
        if not folder.is_dir():
            raise SystemExit(f"{folder} is missing: pip install boost-headers nlohmann-json")
    return [f"-isystem{folder}" for folder in found]


def build(platform: Platform, work: Path, jobs: int) -> dict[str, Path]:
    """The programs `digest`, `c_misuse` and `c_score`."""
    work.mkdir(parents=True, exist_ok=True)
    launcher = [ccache] if (ccache := shutil.which("ccache")) else []
    cxx = [*launcher, *platform.cxx, "-std=c++20", *FLAGS, *headers_of_packages(), *platform.flags]
    # Linked into one program, the functions of the header are not imported from a library.
    static = "-DPARINDEX_C_BUILDING"
    cc = [*launcher, *platform.cc, "-std=c99", *FLAGS, static, *platform.flags]
    library = [
        path for path in sorted((ROOT / "src").glob("*.cpp")) if "header_only" not in path.name
    ]
    sources = [
        *library, ROOT / "src/c/parindex.cpp", ROOT / "tests/build/digest.cpp",
        ROOT / "tests/c/misuse.c", ROOT / "examples/c/score_rubric.c",
    ]  # fmt: skip

    def compiled(source: Path) -> Path:
        target = work / (source.relative_to(ROOT).as_posix().replace("/", "_") + ".o")
        compiler = cc if source.suffix == ".c" else cxx
        call([*compiler, "-c", str(source), "-o", str(target)])
        return target

    with ThreadPoolExecutor(jobs) as pool:
        objects = dict(zip(sources, pool.map(compiled, sources), strict=True))
    shared = [str(objects[path]) for path in library]
    interface = [*shared, str(objects[ROOT / "src/c/parindex.cpp"])]
    programs = {
        "digest": [*shared, str(objects[ROOT / "tests/build/digest.cpp"])],
        "c_misuse": [*interface, str(objects[ROOT / "tests/c/misuse.c"])],
        "c_score": [*interface, str(objects[ROOT / "examples/c/score_rubric.c"])],
    }
    for name, parts in programs.items():
        target = work / (name + platform.suffix)
        call([*platform.cxx, *parts, *platform.link, "-o", str(target)])
    return {name: work / (name + platform.suffix) for name in programs}


def run(platform: Platform, program: Path, *args: str) -> bytes:
    assert platform.runner is not None
    output = call([*platform.runner, str(program), *args], platform.locale, timeout=3600)
    return output.replace(b"\r\n", b"\n")  # how Windows writes text to standard output


def digest_of(output: bytes) -> str:
    return hashlib.sha256(output).hexdigest()[:16]


def rows_of(page: str) -> list[list[str]]:
    """The cells of the table in a page, without its head."""
    shown = page.partition(BEGIN)[2].partition(END)[0].splitlines()
    return [line.strip("| ").split(" | ") for line in shown if line.startswith("| ")][1:]


def result_of(row: list[str]) -> Result:
    """A row of the page."""
    title, compiler, took, digest, c_interface = row
    if not took.endswith(" s"):
        return Result(title, "" if compiler == "–" else compiler, said=digest)
    seconds = float(took.removesuffix(" s"))
    return Result(title, compiler, seconds, digest.strip("`"), c_interface.strip("`"))


def compare(program: Path) -> int:
    """0 if a program of this machine prints what the page says."""
    digest = digest_of(run(Platform("", "", [], []), program.resolve(), *RUBRICS))
    known = {row[3].strip("`") for row in rows_of(PAGE.read_text(encoding="utf-8"))}
    print(digest, "is on the page" if digest in known else "is not on the page")
    return 0 if digest in known else 1


def version_of(platform: Platform) -> str:
    said = call([*platform.cxx, "--version"]).decode().splitlines()[0]
    number = re.search(r"(?:\)|version) (\d+(?:\.\d+)*)", said)
    what = "emscripten" if "emcc" in said else "clang" if "clang" in said else "g++"
    return f"{what} {number[1] if number else '?'}"


def try_platform(platform: Platform, work: Path, jobs: int) -> Result:
    result = Result(platform.title)
    if absent := platform.missing():
        result.said = f"not run: no {absent}"
        return result
    try:
        result.compiler = version_of(platform)
        programs = build(platform, work, jobs)
        if platform.runner is None:
            result.said = "compiled and linked, not run: nothing here runs its programs"
            return result
        began = time.monotonic()
        output = run(platform, programs["digest"], *RUBRICS)
        result.seconds = time.monotonic() - began
        (work / "digest.txt").write_bytes(output)
        result.digest = digest_of(output)
        run(platform, programs["c_misuse"])
        result.c_interface = digest_of(run(platform, programs["c_score"]))
    except (BuildError, subprocess.TimeoutExpired) as failure:
        result.failed = True
        result.said = "failed"
        print(f"{platform.title}: {failure}", file=sys.stderr)
    return result


def table(results: list[Result]) -> str:
    lines = [
        "| platform | compiler | time | digest | C interface |",
        "|---|---|---|---|---|",
    ]
    for one in results:
        if one.digest:
            cells = [
                one.compiler,
                f"{one.seconds:.1f} s",
                f"`{one.digest}`",
                f"`{one.c_interface}`",
            ]
        else:
            cells = [one.compiler or "–", "–", one.said, "–"]
        lines.append("| " + " | ".join([one.title, *cells]) + " |")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "platforms")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--write", type=Path, help="the page whose table is replaced")
    parser.add_argument("--keep", action="store_true", help="keep the rows of other platforms")
    parser.add_argument("--program", type=Path, help="a digest program to compare with the page")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", choices=[[], *(p.name for p in PLATFORMS)]
    )
    args = parser.parse_args()
    if args.program:
        return compare(args.program)
    work = args.work.resolve()
    before = rows_of(args.write.read_text(encoding="utf-8")) if args.write and args.keep else []
    known = {row[0]: result_of(row) for row in before}
    results = []
    for platform in PLATFORMS:
        if args.names and platform.name not in args.names:
            results.append(known.get(platform.title, Result(platform.title, said="not run")))
            continue
        results.append(try_platform(platform, work / platform.name, args.jobs))
        print(table(results[-1:]).splitlines()[-1], flush=True)
    same = len({(one.digest, one.c_interface) for one in results if one.digest}) <= 1
    if not same:
        print("the digests differ: compare the files digest.txt", file=sys.stderr)
    if args.write:
        page = args.write.read_text(encoding="utf-8")
        head, _, rest = page.partition(BEGIN)
        tail = rest.partition(END)[2]
        args.write.write_text(head + BEGIN + "\n" + table(results) + "\n" + END + tail, "utf-8")
    return 0 if same and not any(one.failed for one in results) else 1


if __name__ == "__main__":
    sys.exit(main())
