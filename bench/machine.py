# SPDX-License-Identifier: MIT
"""The machine on which the figures were measured."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from pathlib import Path


def read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


def memory_available() -> int:
    """Available memory in bytes; 0 if the system does not report it."""
    found = re.search(r"MemAvailable:\s+(\d+) kB", read("/proc/meminfo"))
    return int(found[1]) * 1024 if found else 0


def rows() -> list[tuple[str, str]]:
    """Name and value of each property."""
    cpu = read("/proc/cpuinfo")
    model = re.search(r"model name\s*: (.+)", cpu)
    flags = set((re.search(r"flags\s*: (.+)", cpu) or [""])[0].split())
    caches = sorted(Path("/sys/devices/system/cpu/cpu0/cache").glob("index*"))
    sizes = [
        f"L{read(f'{c}/level').strip()}{'' if 'Unified' in read(f'{c}/type') else read(f'{c}/type')[0].lower()}"
        f" {read(f'{c}/size').strip()}"
        for c in caches
    ]
    total = re.search(r"MemTotal:\s+(\d+) kB", read("/proc/meminfo"))
    widest = next((f for f in ("avx512f", "avx2", "sse2") if f in flags), platform.machine())
    return [
        ("processor", f"{model[1].strip() if model else platform.processor()}, {widest}"),
        ("processors in use", str(len(os.sched_getaffinity(0)))),
        ("caches", ", ".join(sizes) or "unknown"),
        ("memory", f"{int(total[1]) / 2**20:.0f} GiB" if total else "unknown"),
        ("system", f"{_system()}, Linux {platform.release()}"),
        ("compiler", _first_line(["c++", "--version"])),
        ("Python", platform.python_version()),
    ]


def load() -> float:
    """The load average of the last minute."""
    return os.getloadavg()[0]


def _system() -> str:
    found = re.search(r'PRETTY_NAME="(.+)"', read("/etc/os-release"))
    return found[1] if found else platform.system()


def _first_line(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.splitlines()[0]
