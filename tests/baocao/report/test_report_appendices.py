"""The appendices of the report: every question of the form, and why a figure is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from baocao.document.blocks import Paragraph, Table
from baocao.models import Length
from baocao.report import build_report
from baocao.report.appendices.facilities import appendix
from baocao.report.data import gather
from baocao.report.figure_kinds import KindPair, KindYear
from kehoach.models import State
from kehoach.questionnaire.layout import Field, Kind, Layout, Section, Total
from kehoach.questionnaire.values import Absent, Value
from tests.baocao.report.report_reading import full_report, grow_libraries, report_of, sentences, tables, years_of
from tests.cast import NOW, Cast, put_into, signed_in
from tests.pages import words
from thuvien.kind import LIBRARIES
from thuvien.layout import LAYOUT
from thuvien.models import Library

pytestmark = pytest.mark.once


def answered(cast: Cast, fields: tuple[Field, ...], values: dict[str, Value], *totals: Total) -> list[Table]:
    """The tables of a form of one section that two libraries filled in alike."""
    kind = replace(LIBRARIES, layout=Layout((Section("Mục (không bắt buộc)", fields, totals),)))
    facilities = gather(years_of(cast.commune), 2025).kinds[0].now.facilities[:2]
    now = KindYear(kind, 2025, facilities, {facility.code: values for facility in facilities})
    return tables(appendix(KindPair(now, now, "Phụ lục"), 2025).blocks)


def field(name: str, kind: Kind = Kind.COUNT, *, optional: bool = False, choices: tuple[str, ...] = ()) -> Field:
    """A question."""
    return Field(name, f"Câu {name}", "bản", "", kind, tuple((one, one.upper()) for one in choices), optional=optional)


def test_every_question_that_must_be_answered_is_a_column(cast: Cast) -> None:
    titles = [column.title for table in tables(report_of(cast, 2025).appendices[0].blocks) for column in table.columns]

    missing = [one.label for one in LAYOUT.fields if not one.optional and not any(one.label in t for t in titles)]
    assert missing == []


def test_rows_are_facilities_and_the_last_row_adds_them_up(cast: Cast) -> None:
    (visits,) = (
        table
        for table in tables(report_of(cast, 2025).appendices[0].blocks)
        if table.caption == "Lượt người đến thư viện"
    )

    assert visits.rows[3] == ("4", "Thư viện Trường Mầm non Quảng Nghiệp", "0", "204", "96", "300")
    assert visits.total == ("", "Cộng", "6.268", "982", "1.632", "8.882")


@pytest.mark.parametrize("length", [Length.STANDARD, Length.FULL])
def test_who_is_left_out_by_decision_is_named_with_the_reason(cast: Cast, length: Length) -> None:
    shelf = Library.objects.get(code="TV-TTHTCD")
    decided = {"since": date(2025, 1, 1), "decided_by": cast.officer, "decided_at": NOW}
    shelf.memberships.create(scope="other_libraries", counted=False, reason="Quyết định số 9/QĐ-UBND.", **decided)
    told = sentences(build_report(years_of(cast.commune), 2025, length=length).appendices[0].blocks)
    why = words(signed_in(cast.leader).get("/bang-dieu-hanh/2025/chi-tieu/I.2.a-1/"))

    left_out = "Tủ sách Trung tâm học tập cộng đồng xã, ở phạm vi thư viện cơ sở giáo dục phổ thông và cơ sở khác"
    assert any(f"{left_out} (Quyết định số 9/QĐ-UBND)." in sentence for sentence in told)
    assert "Không tính Tủ sách Trung tâm học tập cộng đồng xã: Quyết định số 9/QĐ-UBND" in why


def test_letters_say_why_a_figure_is_missing_and_only_those_that_occur_are_explained(cast: Cast) -> None:
    libraries, *_ = report_of(cast, 2026).appendices

    legend, first = libraries.blocks[:2]
    assert isinstance(legend, Paragraph)
    assert legend.text == (
        "CM: chưa mở; CN: nháp, chưa nộp; CD: chờ duyệt; TL: trả lại, chưa nộp lại; KAD: không áp dụng. "
        "Dòng cộng chỉ cộng những số đã có."
    )
    assert isinstance(first, Table)
    assert [row[2] for row in first.rows] == ["KAD", "435", "CD", "TL", "KAD"]
    assert isinstance(report_of(cast, 2025).appendices[1].blocks[0], Table)


def test_what_is_unknown_makes_its_total_unknown(cast: Cast) -> None:
    parts = (field("a"), field("b"))

    (table,) = answered(cast, parts, {"a": 1_200, "b": Absent.UNKNOWN}, Total("Cộng hai", "bản", ("a", "b")))

    assert table.rows[0][2:] == ("1.200", "CTK", "CTK")
    assert table.total is not None
    assert table.total[2:] == ("2.400", "", "")


def test_a_total_of_what_does_not_apply_does_not_apply(cast: Cast) -> None:
    parts = (field("a"), field("b"))
    nothing: dict[str, Value] = {"a": Absent.NOT_APPLICABLE, "b": Absent.NOT_APPLICABLE}

    (table,) = answered(cast, parts, nothing, Total("Cộng hai", "bản", ("a", "b")))

    assert table.rows[0][2:] == ("KAD", "KAD", "KAD")
    assert table.total is None


def test_words_days_and_choices_are_told_and_not_added_up(cast: Cast) -> None:
    fields = (
        field("one", Kind.ONE, choices=("a", "b")),
        field("many", Kind.CHOICES, choices=("a", "b")),
        field("yes", Kind.SWITCH),
        field("day", Kind.DATE),
        field("year", Kind.YEAR),
        field("text", Kind.TEXT),
    )
    values: dict[str, Value] = {
        "one": "b",
        "many": frozenset({"b", "a"}),
        "yes": True,
        "day": date(2025, 3, 1),
        "year": 2019,
        "text": "215/QĐ",
    }

    (table,) = answered(cast, fields, values)

    assert table.rows[0][2:] == ("B", "A; B", "Có", "01/03/2025", "2019", "215/QĐ")
    assert table.total == ("", "Cộng", "", "2/2 có", "2/2 có", "", "", "")


def test_a_question_that_nobody_had_to_answer_and_nobody_did_is_left_out(cast: Cast) -> None:
    fields = (field("a", optional=True), field("b", optional=True))

    (table,) = answered(cast, fields, {"a": 0, "b": Absent.UNANSWERED})

    assert table.caption == "Mục"
    assert [column.title for column in table.columns][2:] == ["Câu a (bản)"]
    assert answered(cast, fields, {"a": Absent.UNANSWERED, "b": Absent.UNANSWERED}) == []


def test_a_long_section_is_several_tables_that_fit_the_page(cast: Cast) -> None:
    fields = tuple(field(f"x{n}") for n in range(17))

    found = answered(cast, fields, dict.fromkeys((one.name for one in fields), 1))

    assert [len(table.columns) - 2 for table in found] == [5, 6, 6]
    assert [table.caption for table in found] == ["Mục", "Mục (tiếp theo)", "Mục (tiếp theo)"]


def test_number_and_name_are_as_wide_in_every_table(cast: Cast) -> None:
    widths = {table.widths[:2] for table in tables(report_of(cast, 2025).appendices[0].blocks)}

    assert widths == {(4, 30)}


def test_a_commune_without_centres_has_no_appendix_about_them(cast: Cast) -> None:
    for code in ("VH-XA", "VH-GOM", "VH-NGAI", "VH-MAC"):
        centre = put_into(code, State.ACCEPTED, year=2025).facility  # type: ignore[attr-defined]
        centre.closed_on = date(2024, 12, 31)
        centre.save()

    report = report_of(cast, 2025)

    assert not any("thiết chế" in appendix.title for appendix in report.appendices)
    assert "số liệu của từng cơ sở có tại Phụ lục I kèm theo" in str(report.blocks)


def test_with_many_facilities_sections_share_tables_as_wide_as_the_page(cast: Cast) -> None:
    few = tables(full_report(years_of(cast.commune), 2025).appendices[0].blocks)
    grow_libraries(cast, 30, 2025)
    many = tables(full_report(years_of(cast.commune), 2025).appendices[0].blocks)

    assert len(many) < len(few)
    assert {len(table.rows) for table in many} == {35}
    assert max(len(table.columns) for table in many) <= 10
    packed = [table for table in many if "; " in (table.caption or "")]
    assert min(len(table.columns) for table in packed) >= 8
    words = next(table for table in many if "Dịch vụ" in (table.caption or ""))
    assert words not in packed, "a section with words stays by itself"
    asked = [[column.title for table in some for column in table.columns[2:]] for some in (few, many)]
    assert set(asked[0]) <= set(asked[1]), "nothing is left out"
    assert [table.caption for table in many if "(tiếp theo)" in (table.caption or "")]
