# SPDX-License-Identifier: MIT
"""Error messages of argparse in both languages, with a suggestion for a misspelt word.

Messages of the types of our options are already in both languages; see `Parser.error`.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser

from parindex import _core, _messages
from parindex._sentences import Sentence, Text
from parindex.cli import messages

_FORMS: tuple[tuple[str, Sentence], ...] = (
    (r"the following arguments are required: (.*)", messages.ARGUMENTS_REQUIRED),
    (r"unrecognized arguments: (.*)", messages.UNRECOGNIZED_ARGUMENTS),
    (r"argument (.*?): invalid choice: (.*) \(choose from (.*)\)", messages.INVALID_CHOICE),
    (r"argument (.*?): not allowed with argument (.*)", messages.NOT_ALLOWED_WITH),
    (r"ambiguous option: (.*) could match (.*)", messages.AMBIGUOUS_OPTION),
    (r"one of the arguments (.*) is required", messages.ONE_OF_THE_ARGUMENTS),
    (r"argument (.*?): ignored explicit argument (.*)", messages.IGNORED_EXPLICIT_ARGUMENT),
    (r"argument (.*?): (.*)", messages.OF_ARGUMENT),
)
_VALUES = {
    sentence.en: sentence
    for sentence in (messages.EXPECTED_ONE_ARGUMENT, messages.EXPECTED_AT_LEAST_ONE_ARGUMENT)
}


def explained(message: str, parser: ArgumentParser) -> Text:
    """The message of an error of the arguments."""
    for form, sentence in _FORMS:
        found = re.fullmatch(form, message, re.DOTALL)
        if found:
            parts: list[object] = list(found.groups())
            if sentence is messages.OF_ARGUMENT:
                said = _VALUES.get(found[2])
                parts[1] = said() if said else found[2]
            return _with_hint(sentence(*parts), sentence, found, parser)
    return Text(message, message)


def _with_hint(
    said: Text, sentence: Sentence, found: re.Match[str], parser: ArgumentParser
) -> Text:
    if sentence is messages.INVALID_CHOICE:
        known = [word.strip(" '\"") for word in found[3].split(",")]
        near = _core.nearest(found[2].strip("'\""), known)
    elif sentence is messages.UNRECOGNIZED_ARGUMENTS:
        known = [option for action in parser._actions for option in action.option_strings]
        near = _core.nearest(found[1].partition(" ")[0].partition("=")[0], known)
    else:
        near = ""
    return _messages.DID_YOU_MEAN(said, near) if near else said
