#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Properties of the C++ sources that only a compiler can show; ctest runs one check at a time.

    checks.py --cxx g++ --work DIR --deps DIRS CHECK [FILE]

Each check calls the compiler directly instead of a build target, so the checks can run side by side and a
header added a minute ago is seen without configuring again.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "include"
STANDARD = ["-std=c++20", "-ffp-contract=off", f"-I{INCLUDE}"]
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]
SKIPPED = 77
LOCALES = ["C", "vi_VN.UTF-8"]


class CheckError(Exception):
    """A property that does not hold; the text says which and shows the evidence."""


def run(command: list[str], **kwargs: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, text=True, capture_output=True, check=False, **kwargs)  # type: ignore[call-overload]


def compile_ok(command: list[str], what: str) -> subprocess.CompletedProcess[str]:
    done = run(command)
    if done.returncode != 0:
        evidence = "\n".join(done.stderr.splitlines()[:40])
        raise CheckError(f"{what}\n$ {' '.join(command)}\n{evidence}")
    return done


def public_headers() -> list[str]:
    return sorted(str(p.relative_to(INCLUDE)) for p in INCLUDE.glob("parindex/*.hpp"))


def self_contained(args: argparse.Namespace) -> None:
    """A header compiles when it comes first, twice, and without a warning.

    Public headers do so in both modes, and in compiled mode with the dependencies out of reach, as
    they are for a user of the installed package. detail/ is never included from outside, so one
    mode is enough for it.
    """
    source = args.work / (re.sub(r"\W", "_", args.file) + ".cpp")
    source.write_text(f"#include <{args.file}>\n" * 2, encoding="ascii")
    command = [args.cxx, *STANDARD, "-fsyntax-only", *STRICT]
    if "/detail/" in args.file:
        compile_ok([*command, *args.deps, str(source)], f"{args.file} is not self-contained")
        return
    compile_ok([*command, str(source)], f"{args.file} is not self-contained")
    compile_ok(
        [*command, *args.deps, "-DPARINDEX_HEADER_ONLY", str(source)],
        f"{args.file} is not self-contained in header-only mode",
    )


def hidden_dependencies(args: argparse.Namespace) -> None:
    """No public header reaches Boost or nlohmann/json in compiled mode, even when both are there to reach."""
    source = args.work / "hidden_dependencies.cpp"
    source.write_text("".join(f"#include <{h}>\n" for h in public_headers()), encoding="ascii")
    done = compile_ok(
        [args.cxx, *STANDARD, *args.deps, "-M", str(source)], "the public headers fail"
    )
    reached = [
        p
        for p in done.stdout.replace("\\\n", " ").split()
        if re.search(r"(^|/)(boost|nlohmann)/", p)
    ]
    if reached:
        raise CheckError(
            "public headers reach a private dependency:\n  " + "\n  ".join(reached[:20])
        )
    print(f"{len(public_headers())} public headers reach neither Boost nor nlohmann/json")


def odr(args: argparse.Namespace) -> None:
    """Two files that include everything in header-only mode link into one program."""
    includes = "".join(f"#include <{h}>\n" for h in public_headers())
    bodies = {
        "odr_a": "int other();\nint main() { return other(); }\n",
        "odr_b": "int other() { return 0; }\n",
    }
    objects = []
    jobs = []
    for name, body in bodies.items():
        source, target = args.work / f"{name}.cpp", args.work / f"{name}.o"
        source.write_text(includes + body, encoding="ascii")
        objects.append(str(target))
        flags = [*STANDARD, *args.deps, "-DPARINDEX_HEADER_ONLY", "-O0", "-c"]
        jobs.append([args.cxx, *flags, str(source), "-o", str(target)])
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda job: compile_ok(job, "header-only mode does not compile"), jobs))
    program = str(args.work / "odr")
    compile_ok(
        [args.cxx, *objects, "-pthread", "-o", program], "header-only mode defines something twice"
    )
    compile_ok([program], "the linked program fails")


def compile_fail(args: argparse.Namespace) -> None:
    """A misuse does not compile, and with its one wrong line corrected it does.

    The second half proves that the first fails for its own reason and not for a typo.
    """
    command = [args.cxx, *STANDARD, "-fsyntax-only", args.file]
    compile_ok(
        [*command, "-DPARINDEX_EXPECT_OK"], f"{args.file} fails even with PARINDEX_EXPECT_OK"
    )
    if "PARINDEX_EXPECT_OK" not in Path(args.file).read_text(encoding="utf-8"):
        raise CheckError(
            f"{args.file} has no PARINDEX_EXPECT_OK branch, so its failure would prove nothing"
        )
    if run(command).returncode == 0:
        raise CheckError(f"{args.file} compiles, and must not")


def find_clang() -> str | None:
    """The newest clang++ that can compile C++20 against the standard library here."""
    names = ["clang++", *(f"clang++-{version}" for version in range(40, 15, -1))]
    for name in sorted(filter(shutil.which, names), key=clang_version, reverse=True):
        probe = ["-std=c++20", "-x", "c++", "-fsyntax-only", "-"]
        if (
            clang_version(name) >= 16
            and run([name, *probe], input="#include <ranges>\n").returncode == 0
        ):
            return name
    return None


def clang_version(name: str) -> int:
    found = re.search(r"version (\d+)", run([name, "--version"]).stdout)
    return int(found.group(1)) if found else 0


def digest(args: argparse.Namespace) -> None:
    """One program, every compiler, optimisation level and locale: one output."""
    missing = []
    compilers = [args.cxx]
    if "clang" in Path(args.cxx).name and shutil.which("g++"):
        compilers = ["g++"]
    clang = find_clang()
    if clang:
        compilers.append(clang)
    else:
        missing.append("clang++ 16 or newer (apt install clang-16)")
    known = {name.replace("-", "").lower() for name in run(["locale", "-a"]).stdout.split()}
    locales = [name for name in LOCALES if name == "C" or name.replace("-", "").lower() in known]
    if locales != LOCALES:
        missing.append("the locale vi_VN.UTF-8 (localedef -i vi_VN -f UTF-8 vi_VN.UTF-8)")

    builds = []
    for cxx in compilers:
        for level in ("-O0", "-O3"):
            program = str(args.work / f"digest_{Path(cxx).name}{level}")
            flags = [*STANDARD, *args.deps, "-DPARINDEX_HEADER_ONLY", level, "-pthread"]
            builds.append([cxx, *flags, str(ROOT / "tests/build/digest.cpp"), "-o", program])
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda build: compile_ok(build, "the digest does not compile"), builds))

    rubrics = sorted(map(str, (ROOT / "rubrics").glob("*.json")))
    outputs: dict[str, list[str]] = {}
    for build in builds:
        for locale in locales:
            done = run([build[-1], *rubrics], env={**os.environ, "LC_ALL": locale}, timeout=300)
            if done.returncode != 0:
                raise CheckError(
                    f"{build[-1]} under {locale} returns {done.returncode}\n{done.stderr}"
                )
            outputs.setdefault(done.stdout, []).append(f"{Path(build[-1]).name} under {locale}")
    if len(outputs) != 1:
        (one, who_one), (two, who_two) = list(outputs.items())[:2]
        lines = difflib.unified_diff(
            one.splitlines(), two.splitlines(), ", ".join(who_one), ", ".join(who_two), "", "", 0
        )
        report = "\n".join(line[:200] for line in islice(lines, 20))
        raise CheckError(f"the same program gives different results\n{report}")
    text, who = next(iter(outputs.items()))
    if not text.strip():
        raise CheckError("the digest prints nothing")
    print(f"{len(who)} runs agree on {len(text)} characters: {', '.join(who)}")
    if missing:
        print("SKIPPED, only partly compared; missing: " + "; ".join(missing))
        sys.exit(SKIPPED)


CHECKS = {
    "self-contained": self_contained,
    "hidden-dependencies": hidden_dependencies,
    "odr": odr,
    "compile-fail": compile_fail,
    "digest": digest,
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--cxx", required=True)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument(
        "--deps", default="", type=lambda v: [f"-isystem{d}" for d in re.split("[;|]", v) if d]
    )
    parser.add_argument("check", choices=CHECKS)
    parser.add_argument("file", nargs="?")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    try:
        CHECKS[args.check](args)
    except CheckError as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
