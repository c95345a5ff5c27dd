"""The calendar as telephones subscribe to it (RFC 5545, RFC 7986)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event, vDuration

from baocao.duties.calendar import Entry
from kehoach.common.text.gate import printable, tidy_line
from kehoach.models import Commune

MEDIA_TYPE = "text/calendar; charset=utf-8"
# How often a telephone looks again.
REFRESH = timedelta(hours=4)


def calendar_file(commune: Commune, entries: Iterable[Entry], portal: str, at: datetime) -> bytes:
    """The entries as whole days; `portal` is the address before each entry's own, without a slash at its end."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kế hoạch//Lịch việc phải làm//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    name = _text(f"Lịch học tập suốt đời, {commune.full_name}")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    # As a duration that says so: the library would write it as a time of day.
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for entry in entries:
        calendar.add_component(_event(commune, entry, portal, at))
    return bytes(calendar.to_ical())


def _event(commune: Commune, entry: Entry, portal: str, at: datetime) -> Event:
    event, duty = Event(), entry.duty
    suggested = "Ngày gợi ý (biết ở địa phương khác), xã chưa đặt." if duty and duty.is_suggested else ""
    event.add("uid", f"{entry.key}@{commune.code}.ke-hoach")
    event.add("dtstamp", at)
    event.add("summary", _text(f"✓ {entry.title}" if duty and duty.sent else entry.title))
    event.add("dtstart", entry.first)
    # A whole day ends where the next one begins.
    event.add("dtend", entry.last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    lines = [entry.words, suggested, duty.duty.note if duty else "", f"{portal}{entry.url}"]
    event.add("description", "\n".join(_text(line) for line in lines if line))
    event.add("url", f"{portal}{entry.url}")
    return event


def _text(text: str) -> str:
    """One line without what no calendar can hold: folding may part a mark from its letter, so letters are whole."""
    return tidy_line(printable(text))
