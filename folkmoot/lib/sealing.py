"""Sealing what was said: one data key a file, wrapped by the installation's key (envelope encryption, AES-256-GCM,
NIST SP 800-38D). Whoever destroys the wrapped key has erased what it sealed.
"""

import base64
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12
_KEY = 32


class KeyMissing(Exception):
    """There is no installation key: neither FOLKMOOT_KEY nor a key file."""


class KeyFaulty(Exception):
    """The installation key is not 32 bytes in base64."""


class Unsealable(Exception):
    """The sealed bytes do not belong to this key and place, or were changed."""


@dataclass(frozen=True)
class InstallationKey:
    """The one secret of an installation. Everything else is derived from it or wrapped by it."""

    secret: bytes

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose (HKDF, RFC 5869): signing cookies, wrapping keys, digesting codes."""
        return _derive(self.secret, purpose)

    def digest_code(self, reference: str, code: str) -> bytes:
        """The 32 bytes stored in place of a secret code. Without the installation key they cannot be guessed."""
        return hmac.digest(self.derive("codes"), f"{reference}\n{code}".encode(), "sha256")

    def new_file_key(self) -> tuple["FileKey", bytes]:
        """A fresh data key and its wrapped form for the table of keys."""
        key = secrets.token_bytes(_KEY)
        return FileKey(key), seal(self.derive("wrap"), key, place="key")

    def unwrap(self, wrapped: bytes) -> "FileKey":
        """The data key. Raises Unsealable where another installation wrapped it."""
        return FileKey(unseal(self.derive("wrap"), wrapped, place="key"))


@cache
def _derive(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=f"folkmoot/{purpose}".encode()).derive(secret)


@dataclass(frozen=True)
class FileKey:
    """The data key of one file."""

    secret: bytes

    def seal(self, text: str, *, place: str) -> bytes:
        """Seals text; `place` ("message.body") is bound in, so that sealed bytes cannot be moved to another column."""
        return seal(self.secret, text.encode(), place=place)

    def open(self, sealed: bytes | memoryview, *, place: str) -> str:
        """The text. Raises Unsealable."""
        return unseal(self.secret, bytes(sealed), place=place).decode()

    def seal_bytes(self, data: bytes, *, place: str) -> bytes:
        """Seals bytes, as `seal` does text."""
        return seal(self.secret, data, place=place)

    def open_bytes(self, sealed: bytes | memoryview, *, place: str) -> bytes:
        """The bytes. Raises Unsealable."""
        return unseal(self.secret, bytes(sealed), place=place)

    def commit(self, text: str) -> str:
        """A salted commitment to a text, salted by this key: once the key is destroyed nobody can test a guess."""
        return hmac.new(hashlib.sha256(b"commit" + self.secret).digest(), text.encode(), "sha256").hexdigest()


def seal(key: bytes, data: bytes, *, place: str) -> bytes:
    """12 bytes of nonce, then ciphertext and tag."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, place.encode())


def unseal(key: bytes, sealed: bytes, *, place: str) -> bytes:
    """The bytes that were sealed. Raises Unsealable."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
    except InvalidTag as error:
        raise Unsealable(place) from error


def key_from_text(text: str) -> InstallationKey:
    """Reads a key written in base64. Raises KeyFaulty."""
    try:
        secret = base64.b64decode(text.strip(), validate=True)
    except ValueError as error:
        raise KeyFaulty from error
    if len(secret) != _KEY:
        raise KeyFaulty
    return InstallationKey(secret)


def load_key(home: Path) -> InstallationKey:
    """The installation's key, from FOLKMOOT_KEY or `home/key`. Raises KeyMissing, KeyFaulty."""
    text = os.environ.get("FOLKMOOT_KEY", "")
    if not text:
        try:
            text = (home / "key").read_text(encoding="ascii")
        except FileNotFoundError as error:
            raise KeyMissing from error
    return key_from_text(text)


def make_key(home: Path) -> Path:
    """Writes a new key file, readable by its owner alone. Never overwrites one: FileExistsError."""
    path = home / "key"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(base64.b64encode(secrets.token_bytes(_KEY)).decode() + "\n")
    return path
