"""The routes of the portal, read from its URLs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


def patterns(
    inside: URLResolver, namespace: str = "", above: tuple[Any, ...] = ()
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Every route below a resolver: its full name, and its parameters with their converters.

    A group of a regular expression is a parameter without a converter, a route without a name is called `?`.
    """
    for pattern in inside.url_patterns:
        parameters, converters = pattern.pattern.regex.groupindex, pattern.pattern.converters
        here = (*above, *((name, converters.get(name)) for name in parameters))
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or '?'}", here
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from patterns(pattern, inner, here)


def routes() -> list[tuple[str, tuple[Any, ...]]]:
    """The portal's own routes with their parameters; those of the admin are one group, in test_admin.py."""
    return [(name, here) for name, here in patterns(get_resolver()) if not name.startswith("admin:")]
