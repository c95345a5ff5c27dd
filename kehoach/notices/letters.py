"""The bell by e-mail: what is new since the last letter, for those who want it, each person at most once a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

from kehoach.common import formats
from kehoach.common.text.gate import printable, tidy_line
from kehoach.models import User
from kehoach.notices.feed import Happening, happenings, is_new

_signer = signing.Signer(salt="notice-mail")


@dataclass(frozen=True)
class NoticeLetter:
    """What one person has not seen and not been written yet, the newest first."""

    person: User
    news: list[Happening]

    @property
    def subject(self) -> str:
        """The newest, and how many others there are."""
        others = len(self.news) - 1
        return tidy_line(f"{self.news[0].title} và {formats.count(others)} tin khác" if others else self.news[0].title)

    def body(self, portal: str) -> str:
        """The titles alone: who said what is read behind the password."""
        news = "\n".join(f"- {news.title}: {portal}{news.url}" for news in self.news)
        return printable(
            f"Kính gửi {self.person},\n\nCó tin mới liên quan đến anh, chị:\n{news}\n\n"
            f"Xem tất cả: {portal}{reverse('bell')}\n"
            f"Không muốn nhận thư này nữa: {portal}{stop_path(self.person)}\n"
            "(Thư gửi tự động, xin không trả lời thư này.)"
        )

    def send(self, portal: str, connection: BaseEmailBackend) -> None:
        """Sends it, with the headers by which mail programs show a button to unsubscribe (RFC 8058)."""
        headers = {
            "List-Unsubscribe": f"<{portal}{stop_path(self.person)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        to = [self.person.email]
        EmailMessage(self.subject, self.body(portal), to=to, headers=headers, connection=connection).send()


def letters(now: datetime) -> Iterator[NoticeLetter]:
    """The letters that are due; what a reminder has told is in none."""
    wanting = User.objects.filter(is_active=True, is_link=False, has_notice_mail=True).exclude(email="")
    for person in wanting.select_related("commune", "unit").iterator(chunk_size=500):
        news = [
            happening
            for happening in happenings(person, now)
            if person.notices_mailed_at < happening.at <= now and is_new(happening, person) and not happening.has_letter
        ]
        if news:
            yield NoticeLetter(person, news)


def stop_path(person: User) -> str:
    """Where the person stops the letters without signing in."""
    return reverse("stop_notice_mail", args=[_signer.sign(str(person.pk))])


def person_of(token: str) -> User | None:
    """Whose letters an address stops; None for one that the portal did not write."""
    try:
        return User.objects.filter(pk=_signer.unsign(token)).first()
    except signing.BadSignature:
        return None
