# SPDX-License-Identifier: MIT
"""Detached signatures of snapshots."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import parindex as px
from agency_round import RUBRIC, run, story
from parindex.process import assessment as module

pytest.importorskip("cryptography")
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa

PEM = serialization.Encoding.PEM
SPKI = serialization.PublicFormat.SubjectPublicKeyInfo


@pytest.fixture(scope="module")
def key() -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.generate()


@pytest.fixture
def folder(tmp_path: Path, key: ed25519.Ed25519PrivateKey) -> Path:
    """A snapshot, its signature and the public key."""
    plan = px.Rubric.from_json(RUBRIC).compile()
    px.Assessment.from_observations(plan, story()).freeze().save(tmp_path / "frozen.json")
    (tmp_path / "frozen.sig").write_bytes(key.sign((tmp_path / "frozen.json").read_bytes()))
    (tmp_path / "key.pem").write_bytes(key.public_key().public_bytes(PEM, SPKI))
    return tmp_path


def load(folder: Path) -> px.Assessment:
    return px.load_snapshot(
        folder / "frozen.json", signature=folder / "frozen.sig", public_key=folder / "key.pem"
    )


def refused(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(px.DataError) as caught:
        load(folder)
    return [(issue.code, Path(issue.file).name) for issue in caught.value.issues]


def test_a_valid_signature(folder: Path) -> None:
    signature = (folder / "frozen.sig").read_bytes()
    assert len(signature) == 64
    assert load(folder) == px.load_snapshot(folder / "frozen.json")
    text = base64.b64encode(signature)
    for written in (text, text + b"\n", text[:64] + b"\n" + text[64:] + b"\r\n"):
        (folder / "frozen.sig").write_bytes(written)
        assert load(folder)


def test_every_byte_of_the_file_is_signed(folder: Path) -> None:
    path = folder / "frozen.json"
    content = path.read_bytes()
    path.write_bytes(content[:-1])  # the line end, which has no meaning in JSON
    assert px.load_snapshot(path)
    assert refused(folder) == [("signature_mismatch", "frozen.json")]
    # Unsigned contents are not read: this is not JSON.
    path.write_bytes(b"{")
    assert refused(folder) == [("signature_mismatch", "frozen.json")]


def test_another_key_did_not_sign(folder: Path) -> None:
    other = ed25519.Ed25519PrivateKey.generate().public_key().public_bytes(PEM, SPKI)
    (folder / "key.pem").write_bytes(other)
    assert refused(folder) == [("signature_mismatch", "frozen.json")]


@pytest.mark.parametrize("at", [0, 31, 32, 63])
def test_a_bit_of_the_signature(folder: Path, at: int) -> None:
    signature = bytearray((folder / "frozen.sig").read_bytes())
    signature[at] ^= 1
    (folder / "frozen.sig").write_bytes(signature)
    assert refused(folder) == [("signature_mismatch", "frozen.json")]


def test_an_invalid_signature(folder: Path) -> None:
    signature = (folder / "frozen.sig").read_bytes()
    text = base64.b64encode(signature)
    short = base64.b64encode(signature[:-1])
    for written in (
        b"",
        signature[:-1],
        signature + b"\n",
        text[:-1],
        text + b"!",
        short,
        b"=" * 88,
    ):
        (folder / "frozen.sig").write_bytes(written)
        assert refused(folder) == [("signature_malformed", "frozen.sig")], written


def private(kind: object) -> bytes:
    return kind.private_bytes(  # type: ignore[attr-defined]
        PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def test_an_invalid_public_key(folder: Path, key: ed25519.Ed25519PrivateKey) -> None:
    good = (folder / "key.pem").read_bytes()
    raw = key.public_key().public_bytes_raw()
    for written in (b"", b"key", raw, good[:40], good.replace(b"PUBLIC", b"PUBLIK"), private(key)):
        (folder / "key.pem").write_bytes(written)
        assert refused(folder) == [("public_key_malformed", "key.pem")], written
    (folder / "frozen.sig").write_bytes(b"")
    assert refused(folder) == [
        ("signature_malformed", "frozen.sig"), ("public_key_malformed", "key.pem"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (lambda: rsa.generate_private_key(65537, 2048), "RSA"),
        (lambda: ec.generate_private_key(ec.SECP256R1()), "EC"),
        (lambda: ed448.Ed448PrivateKey.generate(), "Ed448"),
    ],
)
def test_a_key_of_another_type(folder: Path, made: object, name: str) -> None:
    public = made().public_key().public_bytes(PEM, SPKI)  # type: ignore[operator]
    (folder / "key.pem").write_bytes(public)
    assert refused(folder) == [("public_key_type", "key.pem")]
    with pytest.raises(px.DataError) as caught:
        load(folder)
    (issue,) = caught.value.issues
    assert issue.expected == "Ed25519"
    assert name in issue.actual


def test_both_or_neither(folder: Path) -> None:
    for given in ("signature", "public_key"):
        with pytest.raises(px.Error, match="give both a signature and a public key, or neither"):
            px.load_snapshot(folder / "frozen.json", **{given: folder / "key.pem"})  # type: ignore[arg-type]


def test_a_missing_file(folder: Path) -> None:
    (folder / "frozen.sig").unlink()
    with pytest.raises(px.DataError) as caught:
        load(folder)
    assert [i.code for i in caught.value.issues] == ["file_unreadable"]


def test_without_the_package_one_line_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    with pytest.raises(px.Error) as caught:
        load(folder)
    assert str(caught.value).count("\n") == 0
    assert "pip install 'parindex[sign]'" in str(caught.value)
    assert px.load_snapshot(folder / "frozen.json")


def test_the_package_is_not_needed_to_import() -> None:
    code = "import parindex as px, sys; px.load_snapshot; assert 'cryptography' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    assert module.__name__ == "parindex.process.assessment"


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_what_openssl_signs(folder: Path) -> None:
    """The commands of docs/process.md."""
    for command in (
        "openssl genpkey -algorithm ed25519 -out own.pem",
        "openssl pkey -in own.pem -pubout -out key.pem",
        "openssl pkeyutl -sign -rawin -inkey own.pem -in frozen.json -out frozen.sig",
    ):
        subprocess.run(command.split(), cwd=folder, check=True, timeout=60, capture_output=True)
    assert load(folder)
    signed = (folder / "frozen.sig").read_bytes()
    command = ["openssl", "base64", "-in", "frozen.sig", "-out", "frozen.sig"]
    (folder / "frozen.sig").write_bytes(signed)
    text = subprocess.run(command[:4], cwd=folder, check=True, timeout=60, capture_output=True)
    (folder / "frozen.sig").write_bytes(text.stdout)
    assert text.stdout.count(b"\n") == 2
    assert load(folder)


def test_the_command(folder: Path) -> None:
    frozen = folder / "frozen.json"
    signed = ["--signature", folder / "frozen.sig", "--public-key", folder / "key.pem"]
    good = run("verify", frozen, *signed)
    assert (good.returncode, good.stdout.splitlines()[-1]) == (0, "the signature is valid")
    assert (
        run("verify", frozen, *signed, "--language", "vi").stdout.splitlines()[-1]
        == "chữ ký hợp lệ"
    )
    assert json.loads(run("verify", frozen, *signed, "--format", "json").stdout)["signed"] is True
    assert run("verify", frozen, *signed[:2]).returncode == 2
    assert run("verify", frozen, *signed[2:]).returncode == 2
    assert run("verify", frozen, *signed, "--rubric", "x", "--data", "y").returncode == 2
    frozen.write_bytes(frozen.read_bytes() + b" ")
    bad = run("verify", frozen, *signed)
    assert bad.returncode == 1
    assert bad.stderr.startswith("error signature_mismatch")
    found = json.loads(run("verify", frozen, *signed, "--format", "json").stdout)
    assert [issue["code"] for issue in found["issues"]] == ["signature_mismatch"]
