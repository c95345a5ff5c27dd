"""How a photo or paper is served, whatever it is evidence of; who may see it is for the views to decide."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase

from kehoach.common.uploads import JPEG, thumbnail
from kehoach.models import Evidence

# As a page of its own a file runs nothing, loads nothing and has no origin.
_SEALED = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def whole(shown: Evidence) -> HttpResponseBase:
    """The file itself: a picture opens in the browser, a PDF is downloaded."""
    try:
        content = shown.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404("Tệp này không còn trên máy chủ.") from missing
    response = FileResponse(
        content, content_type=shown.media_type, filename=shown.name, as_attachment=not shown.is_picture
    )
    return _sealed(response)


def small(shown: Evidence) -> HttpResponseBase:
    """A small picture for lists; a PDF has none."""
    if not shown.is_picture:
        raise Http404("Tệp PDF không có ảnh nhỏ.")
    try:
        with shown.file.open("rb") as content:
            picture = thumbnail(content.read())
    except FileNotFoundError as missing:
        raise Http404("Tệp này không còn trên máy chủ.") from missing
    return _sealed(HttpResponse(picture, content_type=JPEG))


def _sealed(response: HttpResponseBase) -> HttpResponseBase:
    """Kept by no cache and guessed by no browser: the next person at this device may not see it."""
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = _SEALED
    response["X-Content-Type-Options"] = "nosniff"
    return response
