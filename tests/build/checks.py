#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Properties of the C++ sources that only a compiler can check; ctest runs one check at a time.

    checks.py --cxx g++ --work DIR --deps DIRS CHECK [SUBJECT]

Each check calls the compiler directly instead of a build target, so the checks can run in parallel, and a
new header is included without configuring again.
"""

from __future__ import annotations

import argparse
import difflib
import os
import platform
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from include_orders import Headers, choose_orders

ROOT = Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "include"
STANDARD = ["-std=c++20", "-ffp-contract=off", f"-I{INCLUDE}"]
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror"]
SKIPPED = 77
LOCALES = ["C", "vi_VN.UTF-8"]


class CheckError(Exception):
    """A violated property; the text names it and contains the evidence."""


def run(command: list[str], **kwargs: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, text=True, capture_output=True, check=False, **kwargs)  # type: ignore[call-overload]


def compile_ok(command: list[str], what: str) -> subprocess.CompletedProcess[str]:
    done = run(command)
    if done.returncode != 0:
        evidence = "\n".join(done.stderr.splitlines()[:40])
        raise CheckError(f"{what}\n$ {' '.join(command)}\n{evidence}")
    return done


# The files with the implementation, and the files of src/ that compile them for
# parindex::header_only.
BODIES = {"parindex/src.hpp", "parindex/testing/src.hpp"}
HEADER_ONLY = [ROOT / "src/header_only.cpp", ROOT / "src/header_only_testing.cpp"]


def headers(*patterns: str) -> list[str]:
    found = (path.relative_to(INCLUDE) for pattern in patterns for path in INCLUDE.glob(pattern))
    return sorted(map(str, found))


def public_headers() -> list[str]:
    """The public headers: on top and in the rooms, but not in their subfolders, which are internal."""
    found = headers("parindex/*.hpp", "parindex/*/*.hpp")
    return [name for name in found if name not in BODIES and "/detail/" not in name]


def internal_headers() -> list[str]:
    known = {*public_headers(), *BODIES}
    return [name for name in headers("parindex/**/*.hpp") if name not in known]


# What `self-contained` includes, and whether the dependencies are on the include path. For public
# headers they are not, as for a user of the installed package.
SELF_CONTAINED = {"public": (public_headers, False), "internal": (internal_headers, True)}


def self_contained(args: argparse.Namespace) -> None:
    """Headers compile without a warning, without help from headers above them, and when included twice."""
    listed, dependencies = SELF_CONTAINED[args.subject]
    names = listed()
    orders = choose_orders(Headers(INCLUDE), names)
    command = [args.cxx, *STANDARD, "-fsyntax-only", *STRICT, *(args.deps if dependencies else [])]
    sources = []
    for number, order in enumerate(orders, 1):
        source = args.work / f"self_contained_{args.subject}_{number}.cpp"
        source.write_text("".join(f"#include <{name}>\n" for name in order) * 2, encoding="ascii")
        sources.append(str(source))
    with ThreadPoolExecutor(2) as pool:
        list(
            pool.map(
                lambda source: compile_ok([*command, source], "a header lacks an include"), sources
            )
        )
    print(f"{len(names)} headers in {len(orders)} orders")


def hidden_dependencies(args: argparse.Namespace) -> None:
    """No public header reaches Boost or nlohmann/json, even if both are on the include path."""
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
    """Any number of files that include every header link into one program.

    They do if every definition in one of them may be repeated: inline functions and variables,
    templates, and definitions local to the file. nm shows these in lower case or as W, V and u.
    """
    source, target = args.work / "odr.cpp", args.work / "odr.o"
    source.write_text(
        "".join(f"#include <{h}>\n" for h in [*public_headers(), *internal_headers()])
        + 'extern "C" int only_here() { return 0; }\n',
        encoding="ascii",
    )
    flags = [*STANDARD, *args.deps, "-O0", "-c"]
    command = [args.cxx, *flags, str(source), "-o", str(target)]
    compile_ok(command, "the headers do not compile together")
    table = compile_ok(["nm", "--defined-only", "-P", str(target)], "nm fails").stdout
    symbols = [line.split()[:2] for line in table.splitlines()]
    strong = [name for name, kind in symbols if kind.isupper() and kind not in "WV"]
    if strong != ["only_here"]:
        raise CheckError("headers define for good:\n  " + "\n  ".join(strong[:20]))


def bodies(args: argparse.Namespace) -> None:
    """The two src.hpp include every implementation file (`listed`); each compiles without warnings (`compiled`)."""
    if args.subject == "compiled":
        command = [args.cxx, *STANDARD, *STRICT, *args.deps, "-O0", "-c"]
        for source in HEADER_ONLY:
            target = args.work / f"{source.stem}.o"
            compile_ok(
                [*command, str(source), "-o", str(target)], f"{source.name} has warnings or errors"
            )
        return
    lists = headers("parindex/**/src.hpp", "parindex/**/all.ipp")
    listed = "".join((INCLUDE / name).read_text(encoding="utf-8") for name in lists)
    missing = [name for name in headers("parindex/**/impl/*.ipp") if f"<{name}>" not in listed]
    if missing:
        raise CheckError("bodies in no all.ipp:\n  " + "\n  ".join(missing))
    print(f"{len(lists)} files list every body")


def compile_fail(args: argparse.Namespace) -> None:
    """Each misuse in tests/compile_fail does not compile, but does after its wrong lines are corrected.

    All are compiled at once, each in a namespace of its own, first as corrected: that they compile then proves
    that they fail for the intended reason and not for a typo.
    """
    files = sorted((ROOT / "tests/compile_fail").glob("*.cpp"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    included = sorted({line for text in texts for line in re.findall("(?m)^#include .*$", text)})
    parts = [f'namespace case_{at} {{\n#include "{path}"\n}}' for at, path in enumerate(files)]
    unit = args.work / "compile_fail.cpp"
    unit.write_text("\n".join([*included, *parts, ""]), encoding="utf-8")
    all_errors = ["-ferror-limit=0"] if "clang" in args.cxx else []
    command = [args.cxx, *STANDARD, "-fsyntax-only", *all_errors, str(unit)]
    compile_ok([*command, "-DPARINDEX_EXPECT_OK"], "a misuse fails even with PARINDEX_EXPECT_OK")
    messages = run(command).stderr
    for path, text in zip(files, texts, strict=True):
        # The lines that only the misuse has.
        wrong: set[int] = set()
        misused = False
        for number, line in enumerate(text.splitlines(), 1):
            if line.startswith("#"):
                misused = line == "#ifndef PARINDEX_EXPECT_OK" or line == "#else"
            elif misused:
                wrong.add(number)
        named = {int(line) for line in re.findall(rf"{re.escape(str(path))}:(\d+)", messages)}
        if not wrong & named:
            raise CheckError(f"{path} compiles, and must not")
    print(f"{len(files)} misuses do not compile")


def fast_math(args: argparse.Namespace) -> None:
    """Every public header rejects -ffast-math, in any build, and doubles with more digits than in memory."""

    def refuses(name: str) -> None:
        command = [args.cxx, *STANDARD, "-E", "-include", name, "-x", "c++", os.devnull]
        for flag in ("-ffast-math", "-Ofast"):
            done = run([*command, flag, "-o", os.devnull])
            if done.returncode == 0 or "parindex is exact" not in done.stderr:
                raise CheckError(f"{name} compiles with {flag}, and must not")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(refuses, public_headers()))
    x87 = [args.cxx, *STANDARD, "-m32", "-mfpmath=387", "-E", str(INCLUDE / "parindex/version.hpp")]
    if platform.machine() == "x86_64" and "needs plain doubles" not in run(x87).stderr:
        raise CheckError("the headers compile for the x87 unit, and must not")
    print(f"{len(public_headers())} public headers refuse -ffast-math and -Ofast")


# Words of extensions that GCC and Clang share.
EXTENSIONS = re.compile(
    r"\b__\w*(?:int128|attribute|builtin|extension|asm|typeof|restrict|thread|declspec)\w*"
    r"|\bgnu::|\bvector_size\b|#\s*pragma (?!once)\w+|_Pragma"
)
# The flag 3 marks what a macro of the system expands to.
LINE_MARKER = re.compile(r'# (\d+) "(.*?)"(.*)')


def portable(args: argparse.Namespace) -> None:
    """With PARINDEX_PORTABLE, the sources have no extension (`words`), and compile strictly with every compiler
    (`compiled`)."""
    command = [*STANDARD, *args.deps, "-DPARINDEX_PORTABLE", "-pedantic-errors"]
    sources = [*HEADER_ONLY, ROOT / "src/c/parindex.cpp", ROOT / "tests/build/digest.cpp"]
    if args.subject == "compiled":
        clang = find_clang()
        compilers = [name for name in (shutil.which("g++"), clang) if name]
        for cxx in compilers:
            strict = [cxx, *command, *STRICT, "-fsyntax-only"]
            for source in sources:
                compile_ok([*strict, str(source)], f"{source.name} needs an extension of {cxx}")
        print(f"{len(sources)} sources compile with {', '.join(compilers)}")
        return
    lines = 0
    for source in sources:
        text = compile_ok([args.cxx, *command, "-E", str(source)], f"{source} fails").stdout
        own, number, name = False, 0, ""
        for line in text.splitlines():
            if marker := LINE_MARKER.match(line):
                number, name = int(marker[1]), marker[2]
                own = name.startswith(str(ROOT)) and "/site-packages/" not in name
                # parindex.h says for each system how a library exports a function.
                own = own and "3" not in marker[3] and not name.endswith(".h")
                continue
            if own and (found := EXTENSIONS.search(line)):
                raise CheckError(f"{name}:{number}: an extension, {found[0]}\n{line.strip()}")
            lines += own
            number += 1
    print(f"{lines} lines without an extension")


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


# The variants that `digest` compiles header-only, next to the given program: the compiler that did
# not build that program, or both compilers with release optimisation.
DIGEST_FLAGS = {"other": "-O0", "optimised": "-O3"}


def digest(args: argparse.Namespace) -> None:
    """One program gives the same output under every locale: linked with the library, and header-only, by every
    compiler, which has no warning for it."""
    program, which = args.subject.rsplit(":", 1)
    missing = []
    clang = find_clang()
    if not clang:
        missing.append("clang++ 16 or newer (apt install clang-16)")
    compilers = [name for name in (shutil.which("g++"), clang) if name]
    if which == "other":
        same = "clang" if "clang" in Path(args.cxx).name else "g++"
        compilers = [name for name in compilers if not Path(name).name.startswith(same)]
    known = {name.replace("-", "").lower() for name in run(["locale", "-a"]).stdout.split()}
    locales = [name for name in LOCALES if name == "C" or name.replace("-", "").lower() in known]
    if locales != LOCALES:
        missing.append("the locale vi_VN.UTF-8 (localedef -i vi_VN -f UTF-8 vi_VN.UTF-8)")

    builds = []
    for cxx in compilers:
        target = str(args.work / f"digest_{which}_{Path(cxx).name}")
        flags = [*STANDARD, *STRICT, *args.deps, DIGEST_FLAGS[which], "-pthread"]
        sources = [str(ROOT / "tests/build/digest.cpp"), str(HEADER_ONLY[0])]
        builds.append([cxx, *flags, *sources, "-o", target])
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda build: compile_ok(build, "the digest does not compile"), builds))

    rubrics = sorted(map(str, (ROOT / "rubrics").glob("*.json")))
    outputs: dict[str, list[str]] = {}
    for built in [program, *(build[-1] for build in builds)]:
        for locale in locales:
            done = run([built, *rubrics], env={**os.environ, "LC_ALL": locale}, timeout=300)
            if done.returncode != 0:
                raise CheckError(f"{built} under {locale} returns {done.returncode}\n{done.stderr}")
            outputs.setdefault(done.stdout, []).append(f"{Path(built).name} under {locale}")
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
    "bodies": bodies,
    "compile-fail": compile_fail,
    "fast-math": fast_math,
    "portable": portable,
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
    parser.add_argument("subject", nargs="?")
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
