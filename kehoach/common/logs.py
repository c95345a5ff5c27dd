"""Keeps the tokens of entry links and of other secret addresses out of the logs."""

from __future__ import annotations

import logging
import re

from kehoach.common.tokens import SECRET_PATHS

# Everything that writes down the address of a request in this process.
_WRITERS = (
    "axes",
    "django.request",
    "django.security.csrf",
    "django.server",
    "gunicorn.access",
    "gunicorn.error",
)
_TOKEN = re.compile(rf"(/(?:{'|'.join(SECRET_PATHS)}))[^/\s\"'?#]+")


def masked(text: str) -> str:
    """“GET /l/Qm9…/” → “GET /l/…/”."""
    return _TOKEN.sub(r"\1…", text)


class MaskTokens(logging.Filter):
    """Takes the token out of a record before any handler sees it, and the request too, which would tell it again."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every record pass."""
        message = record.getMessage()
        clean = masked(message)
        if clean != message:
            record.msg, record.args = clean, None
            record.__dict__.pop("request", None)
        return True


def mask_tokens() -> None:
    """Puts the filter on those loggers: on the loggers themselves, so that handlers of others are covered as well."""
    for name in _WRITERS:
        logging.getLogger(name).addFilter(MaskTokens())
