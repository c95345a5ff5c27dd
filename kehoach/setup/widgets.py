"""How a cell of the set-up workbook becomes a value, and back; what cannot be read says what is expected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from import_export.widgets import ManyToManyWidget, Widget

from kehoach.common import formats
from kehoach.common.reading import clear_percent, parse_count, parse_day, parse_money, parse_percent, percent_typed
from kehoach.common.text import old_fonts
from kehoach.common.text.gate import tidy_line
from kehoach.excel.workbooks.answers import shown, whole
from kehoach.excel.workbooks.rows import ErrorCell, Uncalculated
from kehoach.models import Plan, Section, SectionRole, Target, Task, TaskRole
from kehoach.models.plans import NEW_CLAUSE, PlanPart
from kehoach.setup.commune import CommuneSetup

_SEPARATORS = re.compile(r"[;\n]")


class CellWidget(Widget):
    """A cell in, a value out; `empty` where nothing stands in it. `setup` says whose commune and plan are meant.

    Raises ValueError with a sentence.
    """

    empty: Any = None
    setup: CommuneSetup

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """What the cell says."""
        if isinstance(value, Uncalculated):
            raise ValueError("Ô có công thức nhưng chưa có kết quả. Hãy mở tệp bằng Excel, lưu lại rồi gửi.")
        if isinstance(value, ErrorCell):
            raise ValueError(f"Ô đang báo lỗi của Excel ({value.text}). Hãy gõ lại.")
        if isinstance(value, str):
            if question := old_fonts.question(value):
                raise ValueError(question)
            value = self.tidy(value)
        return self.empty if value is None or value == "" else self.read(value)

    def tidy(self, text: str) -> str:
        """Text as it is kept."""
        return tidy_line(text)

    def read(self, cell: Any) -> Any:
        """A cell that is not empty."""
        raise NotImplementedError

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """The cell of a value."""
        return value


class Words(CellWidget):
    """Text, whatever Excel made of it; paragraphs stay apart."""

    empty = ""

    def tidy(self, text: str) -> str:
        """Every line as it is kept."""
        return "\n".join(filter(None, map(tidy_line, text.splitlines())))

    def read(self, cell: Any) -> str:
        """A number or day that was meant as text is written as it is shown."""
        return cell if isinstance(cell, str) else whole(cell)


class Whole(CellWidget):
    """A whole number that is not negative."""

    parse = staticmethod(parse_count)

    def tidy(self, text: str) -> str:
        """With its lines: a number on each is asked about."""
        return tidy_line(text) and text

    def read(self, cell: Any) -> int:
        """4 · 4.0 · "4" · "1.234" """
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        if isinstance(cell, str):
            cell = self.parse(cell)
        if isinstance(cell, bool) or not isinstance(cell, int) or cell < 0:
            raise ValueError(f"Ô ghi “{shown(cell)}”. Cần một số nguyên không âm.")
        return cell


class Money(Whole):
    """Whole đồng: 12500000 · "12.500.000" · "12,5 triệu"."""

    parse = staticmethod(parse_money)


class Percent(CellWidget):
    """A number of percent: 70 · 12,5 · 70% · 0,98 %."""

    def read(self, cell: Any) -> Decimal:
        """Exact, with Vietnamese or English decimals."""
        try:
            percent = clear_percent(Decimal(str(cell))) if type(cell) in (int, float) else parse_percent(str(cell))
        except ValueError as problem:
            raise ValueError(f"Ô ghi “{shown(cell)}”. {problem}") from problem
        if percent < 0:
            raise ValueError(f"Ô ghi “{shown(cell)}”. Cần một số phần trăm không âm.")
        return percent

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """70 stays 70; below 1 it is text with its sign, as it is read."""
        if value is None or 0 < value < 1:
            return value and percent_typed(value)
        return int(value) if value == int(value) else float(value)


class Day(CellWidget):
    """A day."""

    def read(self, cell: Any) -> date:
        """31/01/2023, or what Excel made of it."""
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        try:
            return parse_day(str(cell))
        except ValueError as problem:
            raise ValueError(f"Ô ghi “{shown(cell)}”. Cần ngày/tháng/năm, ví dụ 31/01/2023.") from problem


class OneOf(CellWidget):
    """One of some codes, written by its label or its code, with or without diacritics."""

    def __init__(self, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.labels = dict(choices)
        self.known = {formats.plain(word): code for code, label in choices for word in (code, label)}

    def read(self, cell: Any) -> str:
        """The code."""
        code = self.known.get(formats.plain(str(cell)))
        if code is None:
            raise ValueError(f"Ô ghi “{shown(cell)}”. Cần một trong: {'; '.join(self.labels.values())}.")
        return code

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """The label."""
        return self.labels.get(value, value)


class SomeOf(OneOf):
    """Several of them, separated by semicolons."""

    empty: Any = ()

    def read(self, cell: Any) -> Any:
        """The codes in the order of the cell, each once."""
        return list(dict.fromkeys(OneOf.read(self, part) for part in _parts(cell)))

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[str]:
        """An empty cell names none."""
        return list(super().clean(value, row, **kwargs))

    def tidy(self, text: str) -> str:
        """Lines separate too."""
        return text.strip()

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The labels."""
        return "; ".join(self.labels.get(code, code) for code in value)


class ClauseRole(OneOf):
    """What the portal shows at a clause; in a plan one clause alone has it."""

    empty = ""

    def __init__(self, model: type[Section | Task], **kwargs: Any) -> None:
        super().__init__(SectionRole.choices if model is Section else TaskRole.choices, **kwargs)
        self.model = model

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """The role's code. Raises ValueError where another clause has it."""
        role = str(super().clean(value, row, **kwargs))
        others = self.model._default_manager.filter(plan=self.setup.plan, role=role).exclude(code=whole(row["code"]))
        holder = others.first() if role else None
        if holder is not None:
            raise ValueError(
                f"Vai trò “{self.labels[role]}” đang thuộc mục {holder.code}. Mỗi vai trò chỉ thuộc một mục: "
                "hãy để trống ở mục đó trước."
            )
        return role


class AmendedPlanNumber(CellWidget):
    """The plan of the same commune that this one amends, by its number."""

    def read(self, cell: Any) -> Plan:
        """The plan."""
        number = tidy_line(whole(cell))
        plan = Plan.objects.filter(commune=self.setup.commune, number=number).first()
        if plan is None:
            raise ValueError(f"Xã chưa có kế hoạch số “{number}” trong cổng để sửa đổi.")
        return plan

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str | None:
        """Its number."""
        return value.number if value is not None else None


class FormerCode(CellWidget):
    """The code that a clause had in the plan that its own amends."""

    empty = ""

    def __init__(self, model: type[Target | Task], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model = model

    def read(self, cell: Any) -> str:
        """A code of that plan, or that the clause is new."""
        code = tidy_line(whole(cell))
        if formats.plain(code) == formats.plain(NEW_CLAUSE):
            return NEW_CLAUSE
        former = self.setup.plan.amends if self.setup.plan else None
        if former is None:
            raise ValueError("Kế hoạch này không sửa đổi kế hoạch nào, nên hãy để trống mã trước khi sửa đổi.")
        if not self.model._default_manager.filter(plan=former, code=code).exists():
            raise ValueError(f"{former} không có mã “{code}”.")
        return code


def no_such(code: str, where: str) -> str:
    """That a sheet has no row with this code."""
    return f"Không có mã “{code}” ở trang {where}."


class Reference(CellWidget):
    """A row of another sheet, of the same commune or plan, by its code."""

    def __init__(self, model: Any, /, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model, self.owner = model, "plan" if issubclass(model, PlanPart) else "commune"
        # Its sheet comes before those that name its rows, so what was found once stays.
        self.found: dict[str, Any] = {}

    def read(self, cell: Any) -> Any:
        """The row."""
        return self.find(whole(cell))

    def find(self, code: str) -> Any:
        """The row with this code."""
        if code not in self.found:
            owner = {self.owner: getattr(self.setup, self.owner)}
            row = self.model._default_manager.filter(code=code, **owner).first()
            if row is None:
                raise ValueError(no_such(code, capfirst(self.model._meta.verbose_name)))
            self.found[code] = row
        return self.found[code]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str | None:
        """Its code."""
        return value.code if value is not None else None


class Codes(Reference):
    """Several rows of another sheet, their codes separated by semicolons."""

    empty: Any = ()

    def read(self, cell: Any) -> Any:
        """The rows in the order of the cell, each once."""
        return tuple(dict.fromkeys(self.find(tidy_line(part)) for part in _parts(cell)))

    def tidy(self, text: str) -> str:
        """Lines separate too."""
        return text.strip()

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Their codes."""
        return "; ".join(unit.code for unit in value)


class Related(Codes, ManyToManyWidget):
    """The same for a relation that Django keeps itself."""

    def __init__(self, model: Any) -> None:
        super().__init__(model, model=model)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Their codes; `value` is the relation's manager, None where the row is not saved yet."""
        return super().render(value.all() if value is not None else ())


def _parts(cell: Any) -> list[str]:
    return [part.strip() for part in _SEPARATORS.split(str(cell)) if part.strip()]
