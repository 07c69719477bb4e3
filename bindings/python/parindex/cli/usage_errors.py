# SPDX-License-Identifier: MIT
"""Error messages of argparse in both languages, with a suggestion where a word is nearly right."""

from __future__ import annotations

import re
from argparse import ArgumentParser

from parindex import _core, _messages
from parindex._sentences import Sentence, Text

_FORMS: tuple[tuple[str, Sentence], ...] = (
    (r"the following arguments are required: (.*)", _messages.ARGUMENTS_REQUIRED),
    (r"unrecognized arguments: (.*)", _messages.UNRECOGNIZED_ARGUMENTS),
    (r"argument (.*?): invalid choice: (.*) \(choose from (.*)\)", _messages.INVALID_CHOICE),
    (r"argument (.*?): not allowed with argument (.*)", _messages.NOT_ALLOWED_WITH),
    (r"ambiguous option: (.*) could match (.*)", _messages.AMBIGUOUS_OPTION),
    (r"one of the arguments (.*) is required", _messages.ONE_OF_THE_ARGUMENTS),
    (r"argument (.*?): (.*)", _messages.OF_ARGUMENT),
)
_VALUES = {
    sentence.en: sentence
    for sentence in (_messages.EXPECTED_ONE_ARGUMENT, _messages.EXPECTED_AT_LEAST_ONE_ARGUMENT)
}


def explained(message: str, parser: ArgumentParser) -> Text:
    """The message of an error of the arguments."""
    for form, sentence in _FORMS:
        found = re.fullmatch(form, message, re.DOTALL)
        if found:
            parts: list[object] = list(found.groups())
            if sentence is _messages.OF_ARGUMENT:
                parts[1] = _value_error(found[2])
            return _with_hint(sentence(*parts), sentence, found, parser)
    return Text(message, message)


def _value_error(text: str) -> str:
    """What is wrong with a value: a sentence of argparse, or one of ours."""
    if text in _VALUES:
        return _VALUES[text]()
    for sentence in vars(_messages).values():
        if isinstance(sentence, Sentence) and "{0}" in sentence.en:
            head, _, tail = sentence.en.partition("{0}")
            if head and not tail and text.startswith(head):
                return sentence(text[len(head) :])
    return text


def _with_hint(
    said: Text, sentence: Sentence, found: re.Match[str], parser: ArgumentParser
) -> Text:
    if sentence is _messages.INVALID_CHOICE:
        known = [word.strip(" '\"") for word in found[3].split(",")]
        near = _core.nearest(found[2].strip("'\""), known)
    elif sentence is _messages.UNRECOGNIZED_ARGUMENTS:
        known = [option for action in parser._actions for option in action.option_strings]
        near = _core.nearest(found[1].partition(" ")[0].partition("=")[0], known)
    else:
        near = ""
    return _messages.DID_YOU_MEAN(said, near) if near else said
