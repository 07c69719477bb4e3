# SPDX-License-Identifier: MIT
"""``parindex reopen``: a reopening of a stage, recorded in a round."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime

import parindex as px
from parindex import _core
from parindex.cli import arguments, terminal
from parindex.cli.arguments import UsageError
from parindex.process.assessment import is_store


def run(args: Namespace) -> int:
    """Record the reopening in the file, or write the assessment with it elsewhere."""
    if args.file.lower().endswith(".csv"):
        raise UsageError(f"a table of observations has no stages: {args.file!r}")
    plan = arguments.load(args.rubric).compile()
    reopening = {
        "stage": args.stage,
        "unit": args.unit,
        "code": args.code,
        "until": args.until,
        "by": args.by,
        "reason": args.reason,
        "date": args.date or datetime.now().date().isoformat(),
    }
    reopening = {key: text for key, text in reopening.items() if text is not None}
    with terminal.working("recording"):
        if is_store(args.file) and args.output is None:
            with px.Assessment.open(args.file, plan, create=False) as store:
                store.append(reopenings=[reopening])
        else:
            px.Assessment.load(plan, args.file).reopen(**reopening).save(args.output or args.file)
    if args.format == "json":
        terminal.write_json(reopening)
        return 0
    scope = [f"{key} {reopening[key]}" for key in ("unit", "code") if key in reopening]
    said = [f"stage {args.stage} is open again", f"from {reopening['date']} until {args.until}"]
    place = args.output or args.file
    terminal.write(f"{_core.visible(place)}: {_core.visible(', '.join([*said, *scope]))}\n")
    return 0
