"""The tokens of entry links and the codes of invitations: made again from a nonce and the installation's key.

The database keeps their hash, by which they are recognised.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from django.conf import settings

# Where a link's address begins below the host; short, because people meet it in Zalo and on paper.
LINK_PATH = "l/"
_BYTES = 16
# Where an invitation is opened, and where its code is typed.
INVITATION_PATH = "moi/"
# Where a telephone reads a person's calendar.
FEED_PATH = "lich/dt/"
# Where the letters of the bell are stopped.
NOTICE_MAIL_PATH = "thong-bao/thu/"
# Whoever has an address below these comes in or changes something without a password.
SECRET_PATHS = (LINK_PATH, INVITATION_PATH, FEED_PATH, NOTICE_MAIL_PATH)
# No letter or digit that is taken for another on paper: no I, L, O, U, 0, 1. Twelve of them are 58 bits.
_READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 12


def new_nonce() -> str:
    """A fresh random nonce for a link."""
    return secrets.token_urlsafe(_BYTES)


def token_of(nonce: str, purpose: str = "entry-link") -> str:
    """The token that belongs to a nonce: 128 bits that nobody has without the key, in 22 letters for a URL."""
    return base64.urlsafe_b64encode(_digest(purpose, nonce)[:_BYTES]).rstrip(b"=").decode()


def code_of(nonce: str) -> str:
    """The code that belongs to the nonce of an invitation: short enough to be typed from paper, in groups of four."""
    number, letters = int.from_bytes(_digest("invitation", nonce)), ""
    for _ in range(_CODE_LENGTH):
        number, place = divmod(number, len(_READABLE))
        letters += _READABLE[place]
    return "-".join(letters[start : start + 4] for start in range(0, _CODE_LENGTH, 4))


def code_meant(typed: str) -> str:
    """A code as somebody types it: in small letters, without hyphens or with blanks."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _digest(purpose: str, nonce: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"{purpose}:{nonce}".encode(), hashlib.sha256).digest()


def hash_of(token: str) -> str:
    """What the database keeps of a token. It is random enough that a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()
