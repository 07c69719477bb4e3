# SPDX-License-Identifier: MIT
"""Bytes as text: UTF-8 and UTF-16 by their marks, other encodings where they are stated.

An encoding that is not stated is not guessed. The issue names the encoding that turns the bytes into Vietnamese.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from parindex import _file_messages, _messages
from parindex.errors import Error, error
from parindex.io._rows import refuse

_TCVN3_BYTES = (
    "a1a2a3a4a5a6a7a8a9aaabacadaeb5b6b7b8b9bbbcbdbec6c7c8c9cacbcccecfd0d1d2d3d4d5d6d7d8dcdddedfe1e2e3e4e5"
    "e6e7e8e9eaebecedeeeff1f2f3f4f5f6f7f8f9fafbfcfdfe"
)
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3 = dict(zip(bytes.fromhex(_TCVN3_BYTES), _TCVN3_LETTERS, strict=True))

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LIKELY = ("cp1258", "tcvn3")
_VIETNAMESE = frozenset(
    "sở nội vụ tư pháp tế tài chính thông tin văn phòng tỉnh huyện xã phường thành phố quận đơn vị có không đúng "
    "hạn số điểm tên công tác hành chính cải cách kế hoạch đầu thị thôn bộ ban nhân dân giáo dục y và của".split()
)


def encoding_name(name: str) -> str:
    """The name that this module uses for an encoding. Raises Error if the encoding is unknown."""
    if name.lower().replace("-", "") in ("tcvn3", "tcvn35712", "abc"):
        return "tcvn3"
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        raise Error(_file_messages.UNKNOWN_ENCODING(repr(name))) from None
    if not getattr(info, "_is_text_encoding", True):
        raise Error(_file_messages.UNKNOWN_ENCODING(repr(name)))
    return info.name


def decode(content: bytes, encoding: str | None, file: str = "") -> str:
    """The text of a file. Raises DataError, with the place of the first byte that is invalid in the encoding."""
    used = encoding_name(encoding) if encoding else "utf-8"
    for mark, marked in _MARKS:
        if content.startswith(mark) and (encoding is None or used == marked.removesuffix("-sig")):
            used = marked
            break
    try:
        text = _tcvn3(content) if used == "tcvn3" else content.decode(used)
    except UnicodeDecodeError as failure:
        _refuse(content, failure.start, used.removesuffix("-sig"), file)
    if used == "utf-8" and "\0" in text[:1000]:
        _refuse(content, content.index(0), used, file)
    return unicodedata.normalize("NFC", text) if used in ("cp1258", "tcvn3") else text


def _tcvn3(content: bytes) -> str:
    wrong = next((at for at, byte in enumerate(content) if byte > 127 and byte not in _TCVN3), None)
    if wrong is not None:
        raise UnicodeDecodeError("tcvn3", content, wrong, wrong + 1, "no letter")
    return "".join(_TCVN3.get(byte, chr(byte)) for byte in content)


def _refuse(content: bytes, start: int, used: str, file: str) -> None:
    likely = _likely(content)
    if used != "utf-8":
        message = _file_messages.THE_FILE_IS_NOT_IN_THIS_ENCODING(used)
    else:
        message = _messages.THE_FILE_IS_NOT_VALID_UTF_8()
    expected = (
        _file_messages.SAVE_AS_UTF_8_OR_STATE(likely)
        if likely
        else _file_messages.SAVE_AS_UTF_8_OR_STATE_ITS_ENCODING()
    )
    refuse(
        error(
            "text_not_utf8",
            message,
            expected=expected,
            actual=f"byte 0x{content[start]:02x}",
            line=content.count(b"\n", 0, start) + 1,
            column=start - content.rfind(b"\n", 0, start),
            file=file,
        )
    )


def _likely(content: bytes) -> str:
    """The most probable encoding; empty if no encoding is probable."""
    head = content[:20_000]
    zeros = head[1::2].count(0), head[::2].count(0)
    if max(zeros) > len(head) // 4:
        return "utf-16-le" if zeros[0] > zeros[1] else "utf-16-be"
    best = max(_LIKELY, key=lambda name: _vietnamese(head, name))
    return best if _vietnamese(head, best) > 0 else ""


def _vietnamese(head: bytes, name: str) -> int:
    """The number of Vietnamese words with a non-ASCII letter in the decoded text."""
    try:
        text = _tcvn3(head) if name == "tcvn3" else head.decode(name)
    except UnicodeDecodeError:
        return 0
    # TCVN3 writes capital letters with the codes of small ones, so the case has no meaning.
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
    return sum(word in _VIETNAMESE and not word.isascii() for word in words)
