"""PINs and passphrases."""

from __future__ import annotations

import unicodedata

import pytest

from kiosk.catalogue.clerks import Role
from kiosk.desk.passphrase import WeakSecretError, check_strength, hash_secret, is_right


def test_only_the_right_secret_is_right() -> None:
    stored = hash_secret("mùa xuân nho nhỏ")
    assert is_right("mùa xuân nho nhỏ", stored)
    assert is_right(unicodedata.normalize("NFD", "mùa xuân nho nhỏ"), stored)
    assert not is_right("mùa xuân nho nhớ", stored)
    assert not is_right("", stored)
    assert "xuân" not in stored
    assert stored.startswith("scrypt$15$8$")


def test_the_same_secret_has_another_hash_each_time() -> None:
    assert hash_secret("802714") != hash_secret("802714")


@pytest.mark.parametrize(
    ("secret", "role"),
    [
        ("80271", Role.CLERK),
        ("8027142", Role.STEWARD),
        ("123456", Role.CLERK),
        ("987654321", Role.STEWARD),
        ("00000000", Role.STEWARD),
        ("short one", Role.CLERK),
        ("a" * 201, Role.CLERK),
        ("", Role.CLERK),
    ],
)
def test_easy_secrets_are_refused(secret: str, role: Role) -> None:
    with pytest.raises(WeakSecretError):
        check_strength(secret, role)


@pytest.mark.parametrize(
    ("secret", "role"),
    [("802714", Role.CLERK), ("80271423", Role.STEWARD), ("mùa xuân nho nhỏ", Role.STEWARD)],
)
def test_good_secrets_are_taken(secret: str, role: Role) -> None:
    check_strength(secret, role)
