"""Who signed a file, as its certificate says. Imports no Django and knows no PDF."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

_HERE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Signer:
    """One digital signature: whose it is, who has issued the certificate, from when to when that is valid.

    `at` is the moment of signing by the clock of whoever signed; None where the signature names none.
    """

    name: str
    issuer: str
    at: datetime | None
    valid_from: datetime
    valid_until: datetime

    @property
    def words(self) -> str:
        """Vũ Chí Mạnh, UBND xã Tân Kỳ ký lúc 07:37 ngày 28/11/2026 (giờ của máy ký)"""
        when = f"lúc {self.at.astimezone(_HERE):%H:%M ngày %d/%m/%Y} (giờ của máy ký)" if self.at else "không ghi giờ"
        return f"{self.name} ký {when}"

    @property
    def certificate(self) -> str:
        """Chứng thư do … cấp, có hiệu lực từ 01/01/2026 đến 31/12/2027"""
        first, last = (moment.astimezone(_HERE) for moment in (self.valid_from, self.valid_until))
        text = f"Chứng thư do {self.issuer} cấp, có hiệu lực từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"
        return text if self.is_in_time else f"{text}, không còn hoặc chưa có hiệu lực lúc ký"

    @property
    def is_in_time(self) -> bool:
        """Whether the certificate was valid at the moment of signing, as far as that is known."""
        return self.at is None or self.valid_from <= self.at <= self.valid_until

    def as_json(self) -> dict[str, str | None]:
        """What is kept beside a file."""
        return {
            name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(self).items()
        }


def signer_from(kept: dict[str, Any]) -> Signer:
    """The signer out of what is kept."""
    moments = {name: datetime.fromisoformat(kept[name]) for name in ("valid_from", "valid_until")}
    at = datetime.fromisoformat(kept["at"]) if kept["at"] else None
    return Signer(name=kept["name"], issuer=kept["issuer"], at=at, **moments)
