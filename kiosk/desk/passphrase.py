"""PINs and passphrases: what is good enough, and their scrypt hashes.

A PIN can be guessed offline in a day whatever the hash; what protects it is the lock-out
(``sign_in``) and that the database can be read by the kiosk's own user only.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import unicodedata
from itertools import pairwise

from kiosk.catalogue.clerks import Role
from kiosk.errors import Refused

COST_POWER = 15
BLOCK_SIZE = 8
MAXIMUM_MEMORY = 64 * 1024 * 1024
"""Bytes; the default is below the 32 MiB that n = 2^15 and r = 8 need."""

LEAST_DIGITS = {Role.CLERK: 6, Role.STEWARD: 8}
LEAST_LETTERS = 10
LONGEST = 200


class WeakSecretError(Refused):
    """The PIN or passphrase is too easy; says what is needed."""


def check_strength(secret: str, role: Role) -> None:
    """Refuse what is guessed first.

    Raises:
        WeakSecretError: too short, all the same, or a run such as 123456.
    """
    digits = LEAST_DIGITS[role]
    need = f"A {role} needs a PIN of {digits} digits or a passphrase of {LEAST_LETTERS} characters"
    if len(secret) > LONGEST:
        raise WeakSecretError(f"A passphrase has {LONGEST} characters at most.")
    if len(secret) < (digits if secret.isdecimal() else LEAST_LETTERS):
        raise WeakSecretError(f"{need} at least.")
    steps = {ord(then) - ord(first) for first, then in pairwise(secret)}
    if len(steps) == 1 and steps <= {-1, 0, 1}:
        raise WeakSecretError(f"{need} that is no run of neighbours and not all the same.")


def hash_secret(secret: str, salt: bytes | None = None) -> str:
    """Return the hash with its costs and salt; takes about 65 ms, on purpose."""
    salt = salt or os.urandom(16)
    made = _scrypt(secret, salt, COST_POWER, BLOCK_SIZE)
    parts = ("scrypt", str(COST_POWER), str(BLOCK_SIZE), _text(salt), _text(made))
    return "$".join(parts)


def is_right(secret: str, stored: str) -> bool:
    """Say whether ``secret`` is the one whose hash is ``stored``."""
    _, power, block, salt, wanted = stored.split("$")
    made = _scrypt(secret, base64.b64decode(salt), int(power), int(block))
    return hmac.compare_digest(made, base64.b64decode(wanted))


def _scrypt(secret: str, salt: bytes, power: int, block: int) -> bytes:
    """Return the bare hash; a passphrase typed in NFD or NFC is the same one."""
    return hashlib.scrypt(
        unicodedata.normalize("NFC", secret).encode("utf-8"),
        salt=salt,
        n=1 << power,
        r=block,
        p=1,
        maxmem=MAXIMUM_MEMORY,
        dklen=32,
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
