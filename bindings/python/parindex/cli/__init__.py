# SPDX-License-Identifier: MIT
"""The command ``parindex``.

Exit codes: 0 - good; 1 - findings, issues of the rubric or the data; 2 - bad usage; and as other
commands do, 124 when the time of ``--timeout`` is over, 130 after Ctrl-C and 141 when the reader of
a pipe has gone.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import parindex as px
from parindex._steps import time_limit
from parindex.cli import issues, terminal
from parindex.cli.arguments import UsageError
from parindex.cli.parser import build

FINDINGS = 1
BAD_USAGE = 2
TIME_OVER = 124
INTERRUPTED = 130
PIPE_CLOSED = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    argv
        The arguments without the name of the program; by default those of the process.

    Returns
    -------
    int
        The exit code.

    Raises
    ------
    SystemExit
        2 for arguments that cannot be understood, 0 after ``--help`` and ``--version``.
    """
    terminal.use_utf8()
    try:
        args = build().parse_args(argv)
        try:
            with time_limit(args.timeout):
                code: int = args.run(args)
        except px.WriteError as error:
            issues.report(error.issues, as_json=args.format == "json")
            code = BAD_USAGE
        except px.IssuesError as error:
            issues.report(error.issues, as_json=args.format == "json")
            code = FINDINGS
        except UsageError as error:
            if not error.issues:
                raise
            issues.report(error.issues, as_json=args.format == "json")
            code = BAD_USAGE
    except px.StoppedError:  # an OSError, too
        print(f"parindex: stopped after {args.timeout:g} s", file=sys.stderr)
        code = TIME_OVER
    except BrokenPipeError:
        terminal.forget_stdout()
        code = PIPE_CLOSED
    except KeyboardInterrupt:
        code = INTERRUPTED
    except OSError as error:
        terminal.forget_stdout()
        code = complain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except (UsageError, px.Error) as error:
        code = complain(str(error))
    return code


def complain(message: str) -> int:
    """Say what is wrong with the call."""
    print(f"parindex: error: {message}", file=sys.stderr)
    return BAD_USAGE
