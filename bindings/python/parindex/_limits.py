# SPDX-License-Identifier: MIT
"""The limits that keep hostile input from using up memory, stack or time."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from parindex import _core, _messages
from parindex._foreign import shown
from parindex.errors import Error


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of the process, each a whole number.

    The page "Limits" of the documentation says what each limits and which issue reports it.
    """

    nodes: int
    depth: int
    groups: int
    identifier_bytes: int
    constant_digits: int
    case_cells: int
    listed_points: int
    combinations: int
    root_degree: int
    file_bytes: int
    json_depth: int
    json_values: int
    result_bytes: int
    data_bytes: int
    cell_bytes: int
    cell_digits: int
    intermediate_digits: int
    root_digits: int
    issues: int
    message_bytes: int
    generated_cases: int
    mutants: int
    included_files: int
    stages: int


def limits() -> Limits:
    """The current limits."""
    return Limits(**_core.limits())


def set_limits(limits: Limits | None = None, /, **changes: int) -> Limits:
    """Replace limits of the whole process.

    A call that is running in another thread may use the previous limits or the new ones, so set them
    before the work begins. Anything already checked, compiled or scored does not change.

    Parameters
    ----------
    limits
        All limits, as returned by this function or by `limits`.
    changes
        Single limits by name, in bytes, digits or counts.

    Returns
    -------
    Limits
        The previous limits, to undo the call: ``px.set_limits(before)``.

    Raises
    ------
    Error
        For an unknown name, a value that is not a whole number, or one out of its range. Nothing
        is changed then.

    Examples
    --------
    >>> before = set_limits(nodes=500)
    >>> set_limits(before).nodes
    500
    """
    before = _core.limits()
    values = dict(before) if limits is None else asdict(limits)
    for name, value in changes.items():
        if name not in before:
            raise Error(_messages.UNKNOWN_LIMIT_THE_LIMITS_ARE(f"{name!r}", ", ".join(before)))
        values[name] = value
    for name, value in values.items():
        if type(value) is not int or not 0 <= value < 2**64:
            raise Error(_messages.THE_LIMIT_MUST_BE_A_WHOLE_NUMBER_BELOW_2(name, shown(value)))
    _core.set_limits(values)
    return Limits(**before)
