"""What other rooms propose as answers to a form, before anybody has typed them; each room adds what it knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kehoach.common import formats
from kehoach.figures.last_year import LastYear
from kehoach.models import YearFigures


@dataclass(frozen=True)
class Proposal:
    """An amount that a question's input begins with, and in a few words what it is: “tổng 12 tháng đã ghi”."""

    value: int
    source: str

    def __str__(self) -> str:
        """As it stands beside the question."""
        return f"{self.source}: {formats.count(self.value)}, sửa được"


# What a room proposes for a form whose year before is known, by question.
Source = Callable[[YearFigures, LastYear], Mapping[str, Proposal]]
_sources: list[Source] = []


def add(source: Source) -> None:
    """Lets a room propose answers."""
    _sources.append(source)


def proposals_for(figures: YearFigures, last: LastYear) -> dict[str, Proposal]:
    """All that is proposed for a form, by question."""
    return {name: proposal for source in _sources for name, proposal in source(figures, last).items()}
