"""Decide how secrets are made, hashed and compared: argon2id (time 2, 19 MiB, 1 lane; 21 ms, design/STACK).

An initial secret is random (60 bits), single-use and lives 24 h, so its hash may be cheap: slips for a whole office
are then made inside one transaction. Comparing always costs both hashes, whatever is stored, also for nobody.
"""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

_chosen = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_issued = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_GROUPS = 3
_NOBODY = "nobody-has-this-secret"
_nobody_chosen = _chosen.hash(_NOBODY)
_nobody_issued = _issued.hash(_NOBODY)


def make_initial() -> tuple[str, str]:
    """Return a new initial secret such as ``K7QF-2MXR-9TBD`` and its hash."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(_GROUPS))
    secret = "-".join(groups)
    return secret, _issued.hash(_bare(secret))


def hash_chosen(password: str) -> str:
    """Return the hash of a password that its owner chose."""
    return _chosen.hash(password)


def is_right(password: str, password_hash: str | None, *, is_initial: bool) -> bool:
    """Say whether the password is the one that was hashed; None (nobody) takes the same time and is never right."""
    chosen = password_hash if password_hash and not is_initial else _nobody_chosen
    issued = password_hash if password_hash and is_initial else _nobody_issued
    fits_chosen = _fits(_chosen, chosen, password)
    fits_issued = _fits(_issued, issued, _bare(password))
    if password_hash is None:
        return False
    return fits_issued if is_initial else fits_chosen


def _bare(secret: str) -> str:
    """Return an initial secret as compared: typed small or without its dashes it is the same."""
    return secret.replace("-", "").replace(" ", "").upper()


def _fits(hasher: PasswordHasher, password_hash: str, password: str) -> bool:
    try:
        return hasher.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
