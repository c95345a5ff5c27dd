"""The answers of several facilities as those of the one that continues them. Imports no Django."""

from collections.abc import Iterable, Sequence

from kehoach.questionnaire.layout import Field
from kehoach.questionnaire.values import Absent, Value, Values


def joined(fields: Iterable[Field], parts: Sequence[Values | None]) -> dict[str, Value]:
    """What facilities that merged said together: amounts added up, choices put together, nothing else.

    A part is None where nothing is accepted of it. What cannot be added has no value: it has to be asked anew.
    """
    addable = (field.name for field in fields if field.is_addable)
    return {name: _joined([(part or {}).get(name) for part in parts]) for name in addable}


def _joined(answers: Sequence[Value | None]) -> Value:
    """Of a sum of which a part is not known nothing is known; what does not apply to a part adds nothing to it."""
    applying = [answer for answer in answers if answer is not Absent.NOT_APPLICABLE]
    if not applying:
        return Absent.NOT_APPLICABLE
    if all(answer is Absent.UNANSWERED for answer in applying):
        return Absent.UNANSWERED
    numbers = [answer for answer in applying if type(answer) is int]
    if len(numbers) == len(applying):
        return sum(numbers)
    choices = [answer for answer in applying if isinstance(answer, frozenset)]
    return frozenset().union(*choices) if len(choices) == len(applying) else Absent.UNKNOWN
