"""The tokens of entry links: made again from a nonce and the installation's key, recognised by their hash."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from django.conf import settings

# Where a link's address begins below the host; short, because people meet it in Zalo and on paper.
LINK_PATH = "l/"
_BYTES = 16


def new_nonce() -> str:
    """A fresh random nonce for a link."""
    return secrets.token_urlsafe(_BYTES)


def token_of(nonce: str) -> str:
    """The token that belongs to a nonce: 128 bits that nobody has without the key, in 22 letters for a URL."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"entry-link:{nonce}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:_BYTES]).rstrip(b"=").decode()


def hash_of(token: str) -> str:
    """What the database keeps of a token. It is random enough that a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()
