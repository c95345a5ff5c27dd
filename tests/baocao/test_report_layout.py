"""Every kind of report keeps the decree's layout: the demonstration, a hundred facilities, no data, endless names."""

from __future__ import annotations

from datetime import date

import pytest

from baocao.enums import Purpose, ReportKind
from baocao.models import ReportHead
from baocao.pdf import render_pdf
from baocao.report import build_report
from kehoach.enums import State
from kehoach.models import Commune, Unit
from kehoach.registry import kinds
from tests.baocao.growing import grow_commune
from tests.baocao.layout_rules import check_report
from tests.baocao.pdf_reading import Page, read
from tests.baocao.report_reading import years_of
from tests.baocao.test_report_head import COMMITTEE, set_head
from tests.cast import NOW, Cast

pytestmark = pytest.mark.once


def printed(commune: Commune, year: int, kind: ReportKind, **given: object) -> list[Page]:
    """A report's pages, after they have been held against the rules."""
    document = build_report(years_of(commune), year, kind=kind, **given)  # type: ignore[arg-type]
    pages = read(render_pdf(document))
    check_report(pages, document)
    return pages


@pytest.mark.parametrize(
    ("kind", "year"),
    [
        (ReportKind.ANNUAL, 2025),
        (ReportKind.ANNUAL, 2026),
        (ReportKind.MIDTERM, 2025),
        (ReportKind.FINAL, 2030),
    ],
)
def test_the_demonstration_keeps_the_layout(cast: Cast, kind: ReportKind, year: int) -> None:
    assert len(printed(cast.commune, year, kind, number=4, signed_on=date(year + 1, 1, 5))) >= 5


def test_a_report_to_the_level_above_keeps_it_with_several_addressees(cast: Cast) -> None:
    set_head(cast, COMMITTEE, signing="deputy", position="Phó Chủ tịch")

    pages = printed(cast.commune, 2025, ReportKind.ANNUAL, purpose=Purpose.TO_SUPERIOR)

    last = next(page for page in pages if "Nơi nhận:" in page.text)
    authority = [last.line(start) for start in ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")]
    assert [line.top for line in authority] == sorted(line.top for line in authority)
    assert max(line.centre for line in authority) - min(line.centre for line in authority) < 0.5


@pytest.mark.parametrize("kind", [ReportKind.ANNUAL, ReportKind.MIDTERM])
def test_a_commune_without_any_data_keeps_it(cast: Cast, kind: ReportKind) -> None:
    for each in kinds():
        each.figures.update(state=State.RETURNED, returned_at=NOW, return_reason="Kiểm tra lại")

    assert "chưa có căn cứ để đánh giá" in " ".join(
        " ".join(page.text for page in printed(cast.commune, 2025, kind)).split()
    )


def test_forty_libraries_and_sixty_centres_fill_appendices_of_many_pages(cast: Cast) -> None:
    grow_commune(cast.commune, cast.officer, libraries=40, centres=60, years=[2025])

    pages = printed(cast.commune, 2025, ReportKind.ANNUAL)

    assert len([page for page in pages if page.width > page.height]) > 20
    lines = [line.text for page in pages for line in page.lines]
    assert any("188.136.000" in line for line in lines), "no number is broken"


def long_name(words: str, length: int) -> str:
    """So many letters of such words."""
    return (words * (length // len(words) + 1))[:length].strip()


def test_names_of_maximal_length_keep_it(cast: Cast) -> None:
    words = "Trường phổ thông dân tộc bán trú trung học cơ sở "
    for each in kinds():
        for facility in each.facilities.filter(commune=cast.commune):
            facility.name = long_name(words, facility._meta.get_field("name").max_length)
            facility.save()
    Unit.objects.filter(commune=cast.commune).update(name=long_name(words, Unit._meta.get_field("name").max_length))
    texts = {
        name: long_name("Chủ tịch Ủy ban nhân dân ", ReportHead._meta.get_field(name).max_length)
        for name in ("head", "position", "signer", "collective")
    }
    set_head(cast, COMMITTEE, issuer=long_name(words, 200), addressees=f"{words * 3}\n{words * 4}", **texts)

    assert printed(cast.commune, 2025, ReportKind.MIDTERM, purpose=Purpose.TO_SUPERIOR)
