# SPDX-License-Identifier: MIT
"""The values of wordings: numbers, words, names with their titles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from parindex.sheets import _said
from parindex.sheets._grammar import Codec, Context, NoMatchError, UnclearError, sequence

NUMBER = r"[-−]?\d(?:[\d.,]*\d)?(?:/\d+)?"
_PLAIN = {"vi": re.compile(r"-?\d+(,\d+)?(/\d+)?"), "en": re.compile(r"-?\d+(\.\d+)?(/\d+)?")}
_RANGES = ("trên", "từ", "dưới", "đến", "hơn", "lớn hơn", "nhỏ hơn", "above", "over", "from", "to", "up to",
           "below", "under", "at least", "at most", "more than", "less than")  # fmt: skip


def exact(text: str, language: str) -> str:
    """A number as in a rubric. Raises UnclearError if the decimal sign is not that of the language."""
    plain = text.replace("−", "-")
    if _PLAIN[language].fullmatch(plain) is None:
        raise UnclearError(_said.THE_DECIMAL_SIGN_IS(text, "," if language == "vi" else "."))
    return plain.replace(",", ".")


class NumberCodec:
    """A number, with words or a sign that may follow it."""

    def __init__(self, after: str = "") -> None:
        self.pattern = NUMBER + (rf"(?:\s*(?:{after}))?" if after else "")

    def read(self, text: str, context: Context) -> str:
        """The number as in a rubric: digits, ``-`` and ``.``. Raises UnclearError for another decimal sign."""
        found = re.match(NUMBER, text)
        if found is None:
            raise NoMatchError
        return exact(found[0], context.language)

    def write(self, value: Any, context: Context) -> str:
        """The number with the decimal sign of the language."""
        if not isinstance(value, str):
            raise NoMatchError
        return value.replace(".", ",") if context.language == "vi" else value


class Whole:
    """A whole number, which is an integer in a rubric."""

    pattern = r"\d{1,9}"

    def read(self, text: str, context: Context) -> int:  # noqa: ARG002
        """The integer."""
        return int(text)

    def write(self, value: Any, context: Context) -> str:  # noqa: ARG002
        """Its digits."""
        if type(value) is not int:
            raise NoMatchError
        return str(value)


class Bound(NumberCodec):
    """A value of the quantity. It has a percent sign if and only if the quantity is in percent."""

    def __init__(self) -> None:
        super().__init__("%")

    def read(self, text: str, context: Context) -> str:
        """The number. Raises UnclearError for a percent sign if the quantity is not in percent."""
        if "%" in text and not context.percent:
            raise UnclearError(_said.PERCENT_OF_WHAT())
        return super().read(text, context)

    def write(self, value: Any, context: Context) -> str:
        """The number, with a percent sign if the quantity is in percent."""
        return super().write(value, context) + ("%" if context.percent else "")


class Maximum(NumberCodec):
    """The maximum of the leaf. It is not a member of the rule."""

    def read(self, text: str, context: Context) -> str:
        """The number. Raises UnclearError if it is not the maximum."""
        number = super().read(text, context)
        try:
            same = Fraction(number) == Fraction(context.maximum)
        except (ValueError, ZeroDivisionError):
            same = False
        if not same:
            raise UnclearError(_said.THE_MAXIMUM_IS_ANOTHER(text, context.maximum))
        return number

    def write(self, value: Any, context: Context) -> str:  # noqa: ARG002
        """The maximum."""
        return super().write(context.maximum, context)


class Words:
    """A keyword, written as words in both languages."""

    def __init__(self, words: Mapping[str, tuple[str, str]]) -> None:
        self._words = words
        self.pattern = sequence([word for pair in words.values() for word in pair])

    def read(self, text: str, context: Context) -> str:  # noqa: ARG002
        """The keyword."""
        plain = " ".join(text.lower().split())
        for key, pair in self._words.items():
            if plain in pair:
                return key
        raise NoMatchError

    def write(self, value: Any, context: Context) -> str:
        """Its words."""
        if not isinstance(value, str) or value not in self._words:
            raise NoMatchError
        return self._words[value][0 if context.language == "vi" else 1]


class Plain:
    """A text that matches a pattern."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._whole = re.compile(pattern, re.DOTALL)

    def read(self, text: str, context: Context) -> str:  # noqa: ARG002
        """The text."""
        return text

    def write(self, value: Any, context: Context) -> str:  # noqa: ARG002
        """The text."""
        if not isinstance(value, str) or self._whole.fullmatch(value) is None:
            raise NoMatchError
        return value


class Noun:
    """A noun for what is counted; it has no effect."""

    pattern = r"[^:;,\d]+?"
    _less = re.compile(r"\b(trừ|giảm|bớt|minus|loses?|deduct\w*|less)\b", re.IGNORECASE)

    def read(self, text: str, context: Context) -> str:  # noqa: ARG002
        """The text. Raises UnclearError if points are deducted."""
        if self._less.search(text):
            raise UnclearError(_said.POINTS_ARE_TAKEN_AWAY())
        return text

    def write(self, value: Any, context: Context) -> str:  # noqa: ARG002
        """A noun that suits anything that is counted."""
        return "đơn vị" if context.language == "vi" else "unit"


class Pair:
    """Two inputs as ``a/b``."""

    pattern = r"[A-Za-z]\w*\s*/\s*[A-Za-z]\w*"

    def read(self, text: str, context: Context) -> list[str]:  # noqa: ARG002
        """Both names."""
        return [part.strip() for part in text.split("/")]

    def write(self, value: Any, context: Context) -> str:  # noqa: ARG002
        """Both names."""
        if not isinstance(value, list) or len(value) != 2:
            raise NoMatchError
        return f"{value[0]}/{value[1]}"

    @staticmethod
    def default(context: Context) -> list[str]:
        """The two inputs, if there are two."""
        if len(context.inputs) != 2:
            raise UnclearError(_said.SHARE_OF_WHAT())
        return list(context.inputs)


class Difference(Pair):
    """Two inputs as ``a - b``."""

    pattern = r"[A-Za-z]\w*\s*[-−]\s*[A-Za-z]\w*"
    default = None  # type: ignore[assignment]

    def read(self, text: str, context: Context) -> list[str]:  # noqa: ARG002
        """Both names."""
        return [part.strip() for part in re.split("[-−]", text)]

    def write(self, value: Any, context: Context) -> str:
        """Both names."""
        return super().write(value, context).replace("/", " - ")


def slug(title: str) -> str:
    """The id of a name that does not state one: its letters and digits in ASCII, with _ between words."""
    plain = unicodedata.normalize("NFKD", title.replace("đ", "d").replace("Đ", "D"))
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "_", kept.lower()).strip("_")


class TitlesCodec:
    """A title in the language of the sheet. ``|`` and the title in the other language may follow."""

    pattern = r"[^()|;\n]+?(?:\|[^()|;\n]+)?"

    def read(self, text: str, context: Context) -> dict[str, str]:
        """The titles by language."""
        first, _, second = (part.strip() for part in text.partition("|"))
        other = "en" if context.language == "vi" else "vi"
        return {context.language: first, **({other: second} if second else {})}

    def write(self, value: Any, context: Context) -> str:
        """The titles. Raises NoMatchError for a title in any other language."""
        titles = dict(value) if isinstance(value, dict) else {}
        first = titles.pop(context.language, "")
        second = titles.pop("en" if context.language == "vi" else "vi", "")
        if titles or not first:
            raise NoMatchError
        return f"{first} | {second}" if second else first


class Name:
    """A name: ``[id] title in the language of the sheet | title in the other``. Id and second title are optional."""

    def __init__(self, key: str = "id", *, short: bool = False) -> None:
        """If `short`, a number may follow without a sign, so the name has neither digits nor a colon."""
        ranges = rf"(?!(?:{sequence(_RANGES)})\s+[-−\d])(?![-−\d\[])"
        marked = r"\[[^\]\s]+\](?:[^;\n]*[^;\n\s])?"
        self.pattern = (
            rf"{ranges}[^:;\n\d]*[^:;\n\d\s=×]" if short else rf"{marked}|{ranges}[^:;\n]*[^:;\n\s]"
        )
        self._key = key
        self._parts = re.compile(
            r"(?:\[(?P<id>[^\]\s]+)\]\s*)?(?P<title>[^|]*?)(?:\s*\|\s*(?P<other>[^|]+))?"
        )

    def _is_id(self, title: str) -> bool:
        """Whether the title alone would be read as the name of an input."""
        return (
            self._key == "name"
            and re.fullmatch(r"[A-Za-z]\w*", title.strip(), re.ASCII) is not None
        )

    def read(self, text: str, context: Context) -> dict[str, Any]:
        """The id and the titles."""
        found = self._parts.fullmatch(text.strip())
        if found is None or re.match(self.pattern, text) is None:
            raise NoMatchError
        other = "en" if context.language == "vi" else "vi"
        titles = {context.language: found["title"], other: found["other"]}
        kept = {tag: title for tag, title in titles.items() if title}
        name = found["id"] or slug(found["title"])
        if not name or (found["id"] is None and self._is_id(found["title"])):
            raise NoMatchError
        return {self._key: name, **({"title": kept} if kept else {})}

    def write(self, value: Any, context: Context) -> str:
        """The id, unless it follows from the title, and the titles."""
        titles = dict(value.get("title", {})) if isinstance(value, dict) else {}
        first = titles.pop(context.language, "")
        second = titles.pop("en" if context.language == "vi" else "vi", "")
        name = value.get(self._key) if isinstance(value, dict) else None
        if titles or not isinstance(name, str) or (second and not first):
            raise NoMatchError
        shown = "" if first and slug(first) == name and not self._is_id(first) else f"[{name}]"
        return " ".join(filter(None, (shown, first))) + (f" | {second}" if second else "")


WORDS = {
    "mode": Words({
        "half_up": ("nửa lên", "half up"), "half_even": ("nửa về số chẵn", "half to even"),
        "half_down": ("nửa xuống", "half down"), "up": ("xa 0", "away from 0"), "down": ("về 0", "towards 0"),
        "floor": ("xuống", "floor"), "ceiling": ("lên", "ceiling")}),
    "policy": Words({
        "error": ("lỗi", "error"), "zero": ("0 điểm", "0 points"), "exclude": ("không tính", "exclude"),
        "full": ("đủ điểm", "full points")}),
    "parts": Words({
        "counted": ("tính cả phần lẻ", "parts counted"), "dropped": ("bỏ phần lẻ", "parts dropped")}),
    "type": Words({
        "number": ("số", "number"), "count": ("số đếm", "count"), "boolean": ("có hoặc không", "yes or no"),
        "date": ("ngày", "date")}),
}  # fmt: skip

BASE: dict[str, Codec] = {
    **WORDS,
    "number": NumberCodec(),
    "points": NumberCodec("điểm|points?"),
    "bound": Bound(),
    "maximum": Maximum(),
    "noun": Noun(),
    "pair": Pair(),
    "difference": Difference(),
    "input": Plain(r"[A-Za-z]\w*"),
    "word": Plain(r"[^,;:\n]*[^,;:\n\s]"),
    "line": Plain(r"[^\n\s](?:[^\n]*?[^\n\s])?"),
    "day": Plain(r"\d{4}-\d\d-\d\d"),
    "titles": TitlesCodec(),
    "name": Name(),
    "label": Name(short=True),
    "named": Name("name"),
}
