# SPDX-License-Identifier: MIT
"""One contender in its own process: makes the data, then executes the requests from standard input."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from importlib.metadata import version
from typing import Any, TextIO

import numpy as np

import workload
from contenders import CONTENDERS, contender


def serve(args: argparse.Namespace, replies: TextIO) -> None:
    """Answer requests until there are no more."""

    def reply(**message: Any) -> None:
        print(json.dumps(message), file=replies, flush=True)

    chosen = contender(args.name)
    rows = min(args.rows, chosen.most_rows or args.rows)
    matrix = workload.grid() if args.grid else workload.rates(rows)
    job = chosen(args.variant, matrix)
    reply(
        title=chosen.title,
        does=chosen.does,
        rows=len(matrix),
        calls=chosen.calls,
        detail=job.detail(),
        versions={package: version(package) for package in chosen.packages},
    )
    for line in sys.stdin:
        request = json.loads(line)
        if request["op"] == "run":
            seconds = 0.0
            for _ in range(request["repeats"]):
                begin = time.perf_counter()
                result = job.run()
                seconds += time.perf_counter() - begin
                del result  # releasing memory is not part of the job, so it is not timed
            reply(seconds=seconds)
        elif request["op"] == "memory":
            reply(**job.memory())  # type: ignore[attr-defined]
        else:
            values = job.fields(job.run()) if request["op"] == "fields" else job.cells()
            np.save(request["path"], values)
            reply(path=request["path"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=CONTENDERS)
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--variant", choices=workload.VARIANTS, default="mixed")
    parser.add_argument("--grid", action="store_true", help="every rate in every column")
    # Libraries may print; only replies may be written to the stream that the parent reads.
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as replies:
        os.dup2(2, 1)
        serve(parser.parse_args(), replies)


if __name__ == "__main__":
    main()
