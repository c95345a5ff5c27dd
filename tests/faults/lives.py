"""Years of small communes lived over the wire, each step until it is acknowledged; and what must be there then."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from threading import Lock
from typing import Any

from django.db import transaction
from django.test import Client
from django.utils import timezone

from baocao.issuing.actions.approval import propose
from baocao.issuing.actions.writing import start_report
from baocao.models import RegisterEntry, Report, ReportFile, ReportKind, ReportState
from kehoach.common.periods import default_window
from kehoach.models import Evidence, User
from kehoach.years.actions import open_year
from tests.access.areas.report_steps import waive_everything
from tests.baocao.issuing.test_report_concurrency import office
from tests.cast import BACKEND
from tests.faults.browser import BROKEN, Browser, insistently
from tests.faults.processes import PATIENCE
from tests.life import LIFE, Place, Step, found, recorded, untold
from tests.pages import filled_in, plain_text

_CODES = count(10_000)
REPORTED = 2025


# How often posts were answered in which way, 0 where nobody answered in time.
SIGNED_OUT = -1
ANSWERS: Counter[int] = Counter()
_COUNTING = Lock()
# What preparing a report leaves is not told by LIFE; untold() compares it with its rows all the same.
REPORTS = {"Report", "ReportText", "ReportFile", "RegisterEntry", "Waiver", "ReportSnapshot"}


class Wrong(Exception):
    """Something that was acknowledged is missing, double or half; or an answer makes no sense."""


@dataclass(frozen=True)
class LivePlace(Place):
    """A commune whose people come over the wire."""

    port: int = 0

    def client(self, who: str) -> Any:
        """A browser in which the person has just signed in."""
        return Browser(self.port, session_of(getattr(self, who)) if who else "")


@dataclass
class Visitor:
    """Somebody with a browser, or nobody in particular, who signs in again where the portal has forgotten them."""

    port: int
    user: User | None
    browser: Browser = field(init=False)

    def __post_init__(self) -> None:
        self.sign_in()

    def sign_in(self) -> None:
        """In a browser of its own."""
        self.browser = Browser(self.port, session_of(self.user) if self.user else "")


def session_of(user: User) -> str:
    """A session for somebody, as the gate would make it."""

    def sign_in() -> str:
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client.cookies["sessionid"].value

    return insistently(sign_in)


def founded(port: int) -> LivePlace:
    """A new commune with a village and its people."""

    @transaction.atomic
    def attempt() -> Place:
        return found(str(next(_CODES)))

    place = insistently(attempt)
    return LivePlace(place.commune, place.village, place.officer, place.head, port)


def send(visitor: Visitor, path: str, body: dict[str, Any], what: str) -> int:
    """Sends a form again and again until it is acknowledged; how often it was sent. Raises Wrong."""
    until, tries = time.monotonic() + PATIENCE, 0
    while time.monotonic() < until:
        tries += 1
        answer = None
        with suppress(*BROKEN):
            answer = visitor.browser.post(path, body)
        status = answer.status_code if answer else 0
        is_signed_out = answer is not None and status == 302 and "/dang-nhap/" in answer["Location"]
        with _COUNTING:
            ANSWERS[SIGNED_OUT if is_signed_out else status] += 1
        if is_signed_out:
            visitor.sign_in()
        elif status == 302:
            return tries
        # 400: the session could not be kept; 500 is counted by whoever asks for it.
        elif status not in (0, 400, 500, 502, 503, 504):
            said = plain_text(answer.content.decode(errors="replace")) if answer else ""
            raise Wrong(f"{what}: {status} {said[:500]}")
        time.sleep(0.1)
    raise Wrong(f"{what}: never acknowledged")


def live(port: int) -> Counter[str]:
    """Lives one year to its end; the versions and letters that it must have left, and under "sent" how many posts."""
    place = founded(port)
    visitors = {who: Visitor(port, getattr(place, who) if who else None) for who in ("officer", "head", "")}
    left: Counter[str] = Counter()
    for step in LIFE:
        path, body = insistently(lambda step=step: (step.path(place), step.body(place)))  # type: ignore[misc]
        left["sent"] += send(visitors[step.who], path, body, step.name)
        left["acknowledged"] += 1
        left.update(step.records)
    return left


def issue(port: int) -> Counter[str]:
    """Issues a report; the versions that it must have left."""

    @transaction.atomic
    def prepared() -> tuple[Report, User]:
        plan, officer, leader = office(str(next(_CODES)), years=())
        now = timezone.now()
        open_year(commune=plan.commune, year=REPORTED, window=default_window(REPORTED), by=officer, at=now)
        report = start_report(plan=plan, year=REPORTED, kind=ReportKind.ANNUAL, by=officer, at=now)
        report = propose(report=report, unsettled=(), by=officer, at=now)
        waive_everything(report)
        return report, leader

    report, leader = insistently(prepared)
    visitor, path = Visitor(port, leader), f"/bao-cao/{report.pk}/ban-hanh/"
    form: Any = filled_in(visitor.browser.get(path), "number")  # type: ignore[arg-type]
    body = {**form, "signed_on": f"{timezone.localdate():%d/%m/%Y}"}
    sent = send(visitor, path, body, "issue")
    return Counter({"sent": sent, "acknowledged": 1, "ReportingYear": 1})


def faults_after(before: Counter[str], left: Counter[str], issued: int) -> Iterator[str]:
    """What is not as everything that was acknowledged says, while nobody writes."""
    expected = Counter({name: number for name, number in left.items() if name not in ("sent", "acknowledged")})
    now = recorded()
    for name in sorted({*expected, *now, *before} - REPORTS):
        # A letter goes out after the commit; one that could not is left to `manage.py remind`.
        if name == "Notice" and now[name] - before[name] < expected[name]:
            continue
        if now[name] - before[name] != expected[name]:
            yield f"{name}: {now[name] - before[name]} versions instead of {expected[name]}"
    yield from untold()
    for evidence in Evidence.objects.all():
        if evidence.file.storage.size(evidence.file.name) != evidence.size:
            yield f"evidence {evidence.pk} is not whole"
    files = ReportFile.objects.all()
    if (
        not Report.objects.filter(state=ReportState.ISSUED).count()
        == RegisterEntry.objects.count()
        == len(files)
        == issued
    ):
        yield f"{issued} reports were issued, but {RegisterEntry.objects.count()} have a number, {len(files)} a file"
    for file in files:
        content = bytes(file.content)
        if sha256(content).hexdigest() != file.sha256 or not content.endswith(b"%%EOF\n"):
            yield f"report {file.report_id} has not the bytes that it was issued with"


class Trial:
    """A year lived amid trouble, each step as often as it takes: `statuses` are the answers, `faults` what is wrong."""

    def __init__(self, port: int) -> None:
        self.before, self.left, self.statuses = recorded(), Counter[str](), Counter[int]()
        self.place = founded(port)

    def steps(self) -> Iterator[Step]:
        """The year's, each of which has been acknowledged before the next one begins."""
        for step in LIFE:
            yield step
            self.left.update(step.records)

    def is_acknowledged(self, request: Callable[[Any], Any], browser: Browser) -> bool:
        """Sends a step once more."""
        status = request(browser).status_code
        self.statuses[status] += 1
        return bool(status == 302)

    def faults(self) -> list[str]:
        """What is not as all of its steps say, while nobody writes."""
        return list(faults_after(self.before, self.left, issued=0))
