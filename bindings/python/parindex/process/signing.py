# SPDX-License-Identifier: MIT
"""Detached Ed25519 signatures of files, checked by the package ``cryptography``."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from pathlib import Path

from parindex import _messages
from parindex.errors import Error, Issue, error

LENGTH = 64
"""Bytes of an Ed25519 signature (RFC 8032)."""


def check_signature(
    content: bytes, signature: bytes, public_key: bytes, *, names: Sequence[Path]
) -> list[Issue]:
    """The issues of the signature of some bytes; an empty list when it is valid.

    Parameters
    ----------
    content
        The exact bytes that were signed.
    signature
        64 bytes, or the same as base64 text, in one line or several.
    public_key
        The public key as PEM.
    names
        Of the files that the three come from, for the issues.

    Raises
    ------
    Error
        When ``cryptography`` is not installed.
    """
    try:
        from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
    except ImportError:
        raise Error(_messages.CHECKING_SIGNATURES_NEEDS_THE_PACKAGE()) from None
    signed, signature_file, key_file = map(str, names)
    issues = []
    raw = signature if len(signature) == LENGTH else _from_base64(signature)
    if raw is None:
        issues.append(
            error(
                "signature_malformed",
                _messages.THE_FILE_DOES_NOT_CONTAIN_AN_ED25519(),
                expected=_messages.BYTES_OR_THEIR_BASE64_TEXT(LENGTH),
                actual=_messages.BYTES(len(signature)),
                file=signature_file,
            )
        )
    try:
        key = load_pem_public_key(public_key)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        expected = "PEM text that begins with -----BEGIN PUBLIC KEY-----"
        issues.append(
            error(
                "public_key_malformed",
                _messages.THE_FILE_DOES_NOT_CONTAIN_A_PUBLIC_KEY(),
                expected=expected,
                file=key_file,
            )
        )
        return issues
    if not isinstance(key, Ed25519PublicKey):
        kind = type(key).__name__.removeprefix("_").removesuffix("PublicKey")
        issues.append(
            error(
                "public_key_type",
                _messages.THE_PUBLIC_KEY_HAS_THE_WRONG_TYPE(),
                expected=_messages.ED25519(),
                actual=kind,
                file=key_file,
            )
        )
        return issues
    if raw is not None:
        try:
            key.verify(raw, content)
        except InvalidSignature:
            issues.append(
                error(
                    "signature_mismatch",
                    _messages.THE_SIGNATURE_DOES_NOT_MATCH_THESE_BYTES(),
                    file=signed,
                )
            )
    return issues


def _from_base64(text: bytes) -> bytes | None:
    """The signature in a base64 text; None when there is none."""
    try:
        raw = base64.b64decode(b"".join(text.split()), validate=True)
    except binascii.Error:
        return None
    return raw if len(raw) == LENGTH else None
