# SPDX-License-Identifier: MIT
"""The command ``parindex``.

Exit codes: 0 - success; 1 - findings, issues of the rubric or the data; 2 - bad usage; 70 - an internal
error; 71 - out of memory; and as in other commands, 124 when the time of ``--timeout`` is over, 130
after Ctrl-C and 141 when the reader of a pipe has closed it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import parindex as px
from parindex import _messages
from parindex._foreign import reason_of
from parindex._sentences import Text
from parindex._steps import time_limit
from parindex._typing import Language
from parindex.cli import issues, messages, terminal
from parindex.cli.arguments import UsageError
from parindex.cli.parser import COMMANDS, build

FINDINGS = 1
BAD_USAGE = 2
FAULT = 70
OUT_OF_MEMORY = 71
TIME_OVER = 124
INTERRUPTED = 130
PIPE_CLOSED = 141

ARGUMENT_CODES = {"agency_unknown", "date_malformed", "layer_unknown"}

TRACEBACK = "PARINDEX_TRACEBACK"
"""Environment variable: if set, an internal error is shown with its traceback."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    argv
        The arguments without the name of the program; by default the arguments of the process.

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
        given = sys.argv[1:] if argv is None else argv
        terminal.use_language(wanted_language(given))
        args = build(next(filter(COMMANDS.__contains__, given), None)).parse_args(given)
        terminal.be_quiet(args.quiet)
        try:
            with time_limit(args.timeout):
                code: int = args.run(args)
        except px.WriteError as error:
            issues.report(error.issues, as_json=args.format == "json")
            code = BAD_USAGE
        except px.IssuesError as error:
            issues.report(error.issues, as_json=args.format == "json")
            code = BAD_USAGE if all(map(about_argument, error.issues)) else FINDINGS
        except UsageError as error:
            if not error.issues:
                raise
            issues.report(error.issues, as_json=args.format == "json")
            code = BAD_USAGE
    except px.StoppedError:  # also an OSError
        terminal.say("parindex: " + terminal.said(messages.STOPPED_AFTER(f"{args.timeout:g}")))
        code = TIME_OVER
    except BrokenPipeError:
        code = PIPE_CLOSED
    except KeyboardInterrupt:
        code = INTERRUPTED
    except OSError as error:
        code = complain(unavailable(error))
    except (UsageError, px.Error) as error:
        code = complain(message_of(error))
    except MemoryError:
        code = complain(messages.OUT_OF_MEMORY(), OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 - the last resort
        code = fault(error)
    return code


def about_argument(issue: px.Issue) -> bool:
    """Whether an issue is about an argument of the command: an issue of a file has a place in it."""
    place = issue.file or issue.pointer or issue.row or issue.line
    return issue.code in ARGUMENT_CODES and not place


def wanted_language(argv: Sequence[str]) -> Language:
    """The language of ``--language``, which also applies to errors of the other arguments."""
    chosen = "en"
    for at, argument in enumerate(argv):
        option, sign, value = argument.partition("=")
        if len(option) > len("--la") and "--language".startswith(option):  # or an abbreviation
            chosen = value if sign else "".join(argv[at + 1 : at + 2])
    return "vi" if chosen == "vi" else "en"


def message_of(error: Exception) -> str:
    """The text of an error, in both languages if it has them."""
    if isinstance(error, px.Error):
        return Text(error.text(), error.text("vi"))
    return error.args[0] if error.args and isinstance(error.args[0], str) else str(error)


def unavailable(error: OSError) -> str:
    """What the system refused, and why."""
    reason = reason_of(error)
    return _messages.IN_FILE(error.filename, reason) if error.filename else reason


def complain(message: str, code: int = BAD_USAGE) -> int:
    """Print what is wrong with the call."""
    terminal.say(terminal.said(messages.COMMAND_ERROR(message)))
    return code


def fault(error: Exception) -> int:
    """Report an internal error in one line, so that it is not mistaken for a finding."""
    if os.environ.get(TRACEBACK):
        import traceback  # imported only when it is needed

        terminal.say("".join(traceback.format_exception(error)).rstrip())
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return complain(messages.AN_INTERNAL_ERROR_OF_PARINDEX_PLEASE(what, TRACEBACK), FAULT)
