"""What other rooms propose as answers to a form, before anybody has typed them; each room adds what it knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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


# Forms of one kind and year with what is known of their years before.
Forms = Sequence[tuple[YearFigures, LastYear]]
# What a room proposes for them, by the form's key and the question, in as many queries for one form as for hundreds.
Source = Callable[[Forms], Mapping[int, Mapping[str, Proposal]]]
_sources: list[Source] = []


def add(source: Source) -> None:
    """Lets a room propose answers."""
    _sources.append(source)


def proposals_in(forms: Forms) -> dict[int, dict[str, Proposal]]:
    """All that is proposed for forms of one kind and year, by the form's key and the question."""
    known = [source(forms) for source in _sources] if forms else []
    return {
        figures.pk: {name: proposal for of_source in known for name, proposal in of_source.get(figures.pk, {}).items()}
        for figures, _ in forms
    }


def proposals_for(figures: YearFigures, last: LastYear) -> dict[str, Proposal]:
    """All that is proposed for a form, by question."""
    return proposals_in([(figures, last)])[figures.pk]
