"""Join codes, PINs and tokens: how they are made, and what is kept of them."""

from __future__ import annotations

import hashlib
import hmac
import secrets

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters of a join code: none that is mistaken for another when read aloud or from afar."""

CODE_LENGTH = 6
PIN_LENGTH = 8


def new_code() -> str:
    """A join code for the board: it lets people into the lobby and gives no right by itself."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def new_pin() -> str:
    """The teacher's PIN: digits, guessed only through ``Attempts``."""
    return "".join(secrets.choice("0123456789") for _ in range(PIN_LENGTH))


def new_token() -> str:
    """A bearer token of 256 random bits; only its hash is kept."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """The hash under which the log knows a token; the token cannot be had from it."""
    return hashlib.sha256(token.encode()).hexdigest()


def pin_hash(pin: str, salt: str) -> str:
    """A slow hash of the PIN, so that a stolen log does not give it away at once."""
    return hashlib.scrypt(pin.encode(), salt=salt.encode(), n=2**14, r=8, p=1).hex()


def pin_matches(pin: str, salt: str, kept: str) -> bool:
    """Whether ``pin`` is the one whose hash is ``kept``, in constant time."""
    return hmac.compare_digest(pin_hash(pin[:64], salt), kept)
