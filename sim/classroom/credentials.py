"""Create join codes, PINs and tokens, and the hashes that are stored."""

from __future__ import annotations

import hashlib
import hmac
import secrets

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters of a join code, without those that are easily confused."""

CODE_LENGTH = 6
PIN_LENGTH = 8


def new_code() -> str:
    """A join code for the board, which admits to the lobby and gives no other right."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def new_pin() -> str:
    """The teacher's PIN in digits; ``Attempts`` limits guesses."""
    return "".join(secrets.choice("0123456789") for _ in range(PIN_LENGTH))


def new_token() -> str:
    """A bearer token of 256 random bits, of which only the hash is stored."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """The hash of a token as stored in the log; the token cannot be recovered from it."""
    return hashlib.sha256(token.encode()).hexdigest()


def pin_hash(pin: str, salt: str) -> str:
    """A slow hash of the PIN, which protects it if a log is stolen."""
    return hashlib.scrypt(pin.encode(), salt=salt.encode(), n=2**14, r=8, p=1).hex()


def pin_matches(pin: str, salt: str, kept: str) -> bool:
    """Compare ``pin`` with the stored hash ``kept`` in constant time."""
    return hmac.compare_digest(pin_hash(pin[:64], salt), kept)
