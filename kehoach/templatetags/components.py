"""Small pieces that stand on a page many times over, each drawn once and kept."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide

register = template.Library()

# Lucide copies an icon's XML and writes it out each time: a fourth of the time of a page with a long list. Icons and
# their sizes stand in templates, so there are only so many.
register.simple_tag(lru_cache(maxsize=256)(lucide), name="lucide")


@register.simple_tag
@lru_cache(maxsize=256)
def pill(tone: str, label: str) -> SafeString:
    """A verdict or state as a sign with its word: `_components/pill.html`. The word is always escaped."""
    # A safe string would be found again for an equal one that is not.
    return render_to_string("_components/pill.html", {"tone": tone, "label": label + ""})
