#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Checks that the machine has what a task needs, and installs what is missing if apt is available.
#   setup.sh build|test|languages|platforms|office|bench|fuzz|tidy|docs|browser|spark
#   setup.sh clang       prints the newest clang++ that can compile parindex
#   setup.sh clang-tidy  prints the newest clang-tidy
# The checks test whether a tool works, not package names, so other systems are not changed.
set -euo pipefail
task=${1:?build, test, languages, platforms, office, bench, fuzz, tidy, docs, browser, spark, clang or clang-tidy}

cxx=${CXX:-g++}
compiles() { "$1" -std=c++20 -x c++ -fsyntax-only - <<<"$2" >/dev/null 2>&1; }
newest_clang() {
  local name version
  for name in clang++ $(compgen -c clang++- | sort -u); do
    version=$("$name" -dumpversion 2>/dev/null | cut -d. -f1) || continue
    if [ "${version:-0}" -ge 16 ] && compiles "$name" '#include <ranges>'; then echo "$name"; return 0; fi
  done
  return 1
}
has_fuzzer() { # the installed clang, or an older one, may lack its runtime libraries
  local clang program
  clang=$(newest_clang) || return 1
  program=$(mktemp)
  echo 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }' |
    "$clang" -x c++ -fsanitize=fuzzer,address,undefined -o "$program" - >/dev/null 2>&1
  local result=$?
  rm -f "$program"
  return $result
}
newest_tidy() { compgen -c clang-tidy- | grep -E '^clang-tidy-[0-9]+$' | sort -t- -k3 -n | tail -n 1 | grep .; }
has_locale() { locale -a 2>/dev/null | grep -qix 'vi_VN\.utf-\?8'; }

case $task in
clang) newest_clang; exit ;;
clang-tidy) newest_tidy; exit ;;
esac

missing=() # required by this task
wanted=()  # some tests are skipped without these
command -v make >/dev/null || missing+=(make)
compiles "$cxx" '#include <concepts>' || missing+=(g++)
python3 -c 'import venv, ensurepip' 2>/dev/null || missing+=(python3-venv)
python3 -c 'import os, sys, sysconfig
sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))' 2>/dev/null ||
  missing+=(python3-dev)
if [ "$task" = test ]; then
  compiles "$cxx" '#include <gmock/gmock.h>' || wanted+=(libgtest-dev libgmock-dev)
  newest_clang >/dev/null || wanted+=(clang)
  has_locale || wanted+=(locales)
fi
if [ "$task" = languages ]; then # the C interface is called from them
  command -v pkg-config >/dev/null || wanted+=(pkg-config)
  command -v Rscript >/dev/null || wanted+=(r-base-core)
  command -v javac >/dev/null || wanted+=(default-jdk-headless)
  [ -e "${PARINDEX_JNA:-/usr/share/java/jna.jar}" ] || wanted+=(libjna-java)
fi
if [ "$task" = platforms ]; then
  for processor in aarch64 s390x riscv64; do
    command -v "$processor-linux-gnu-g++" >/dev/null || wanted+=("g++-$processor-linux-gnu")
  done
  command -v arm-linux-gnueabihf-g++ >/dev/null || wanted+=(g++-arm-linux-gnueabihf)
  command -v qemu-s390x-static >/dev/null || wanted+=(qemu-user-static)
  command -v x86_64-w64-mingw32-g++-posix >/dev/null || wanted+=(g++-mingw-w64-x86-64-posix)
  command -v wine >/dev/null || wanted+=(wine wine64)
  command -v em++ >/dev/null || wanted+=(emscripten)
fi
if [ "$task" = office ]; then # the workbooks are recalculated in LibreOffice
  command -v soffice >/dev/null || wanted+=(libreoffice-calc)
fi
if [ "$task" = bench ]; then
  compiles "$cxx" '#include <benchmark/benchmark.h>' || wanted+=(libbenchmark-dev)
fi
if [ "$task" = browser ]; then
  command -v chromium chromium-browser google-chrome >/dev/null || wanted+=(chromium)
fi
if [ "$task" = spark ]; then # PySpark has Spark, but no Java
  java -version >/dev/null 2>&1 || wanted+=(default-jre-headless)
fi
if [ "$task" = tidy ]; then
  newest_tidy >/dev/null || missing+=(clang-tidy)
fi
if [ "$task" = docs ]; then
  command -v doxygen >/dev/null || missing+=(doxygen)
fi
if [ "$task" = fuzz ]; then
  newest_clang >/dev/null || missing+=(clang)
  has_fuzzer || missing+=(clang-runtime)
fi
[ ${#missing[@]} -eq 0 ] && [ ${#wanted[@]} -eq 0 ] && exit 0

sudo=
if [ "$(id -u)" -ne 0 ]; then sudo=sudo; fi
if ! command -v apt-get >/dev/null || { [ -n "$sudo" ] && ! command -v sudo >/dev/null; }; then
  echo "setup: install with your package manager (Debian's names): ${missing[*]} ${wanted[*]}" >&2
  # Without the wanted ones the build fetches sources, and tests that need them are reported as skipped.
  [ ${#missing[@]} -eq 0 ] && exit 0
  exit 1
fi

export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
packages=()
for package in "${missing[@]}" "${wanted[@]}"; do
  if [ "$package" = clang-runtime ]; then
    # For the clang that will be used: the installed one, otherwise the one chosen above.
    version=
    if clang=$(newest_clang); then version=$("$clang" -dumpversion | cut -d. -f1); fi
    package=libclang-rt-${version:-${chosen:-}}-dev
  fi
  if [ "$package" = clang ]; then
    # The unversioned package may be too old for C++20: take the oldest one that is new enough, as the
    # strictest test of the sources.
    package=$(apt-cache search --names-only '^clang-[0-9]+$' | cut -d' ' -f1 | sort -V |
      awk -F- '$2 >= 16' | head -n 1)
    [ -n "$package" ] || { echo "setup: no clang >= 16 to install; the tests with it skip" >&2; continue; }
    chosen=${package#clang-}
  fi
  if [ "$package" = clang-tidy ]; then # the newest has the fewest false findings
    package=$(apt-cache search --names-only '^clang-tidy-[0-9]+$' | cut -d' ' -f1 | sort -V | tail -n 1)
  fi
  packages+=("$package")
done
if [ ${#packages[@]} -gt 0 ]; then
  echo "setup: apt-get install ${packages[*]}"
  $sudo apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi
if [ "$task" = test ] && ! has_locale; then
  echo "setup: generating the locale vi_VN.UTF-8"
  $sudo localedef -i vi_VN -f UTF-8 vi_VN.UTF-8
fi
if [ "$task" = fuzz ] && ! has_fuzzer; then
  echo "setup: the fuzzers cannot be built: no clang >= 16 with libFuzzer" >&2
  exit 1
fi
