"""What the living plan says in the margin of the tasks: units, state, number, results and evidence of the year."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse

from kehoach.models import (
    Activity,
    Evidence,
    Funding,
    FundingSource,
    ProgressState,
    ReportingYear,
    Task,
    TaskProgress,
    Unit,
)
from tests.cast import NOW, OPEN_YEAR, Cast, ours, signed_in
from tests.pages import plain_text, words

AFTER_ALL_DEADLINES = date(OPEN_YEAR, 12, 13)
CLAUSE = re.compile(r'<section class="clause" id="([^"]+)">(.*?)</section>', re.S)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day on which every task of the open year is due."""
    monkeypatch.setattr("baocao.living_plan.views.timezone.localdate", lambda: AFTER_ALL_DEADLINES)


@pytest.fixture(autouse=True)
def nothing_reported(cast: Cast) -> None:
    """The year starts without results, whatever the demonstration brings along."""
    ours(TaskProgress).all().delete()


def page(cast: Cast, asked: str = "", role: str = "officer") -> HttpResponse:
    """The living plan as this role sees it; of the newest closed year, 2025, unless another is asked for."""
    return signed_in(getattr(cast, role), cast.commune if role == "overseer" else None).get(f"/ke-hoach/{asked}")


def clauses(response: HttpResponse) -> dict[str, str]:
    """The text of each clause by its code."""
    return {code: plain_text(text) for code, text in CLAUSE.findall(response.content.decode())}


def report(cast: Cast, code: str, unit: str = "", year: int = 2025, **given: object) -> TaskProgress:
    """A result of a task: of this unit, or of the first that has it."""
    task = ours(Task).get(code=code)
    row = TaskProgress(
        reporting_year=ReportingYear.objects.get(commune=cast.commune, year=year),
        task=task,
        unit=ours(Unit).get(code=unit) if unit else task.assignments.order_by("pk")[0].unit,
        updated_at=NOW,
        updated_by=cast.officer,
    )
    for name, value in {"state": ProgressState.DONE, "result": f"Kết quả của {code}.", **given}.items():
        setattr(row, name, value)
    row.save()
    return row


def attach(row: TaskProgress, by: Cast) -> None:
    """A photo behind a result."""
    Evidence.objects.create(
        subject=row,
        name="anh.png",
        file=ContentFile(b"x", "anh.png"),
        media_type="image/png",
        size=1,
        sha256=f"{row.pk:064}",
        uploaded_at=NOW,
        uploaded_by=by.officer,
    )


def test_each_of_the_32_clauses_has_its_units_state_number_result_and_evidence(cast: Cast) -> None:
    tasks = list(ours(Task).all())
    for number, task in enumerate(tasks, 11):
        for one in task.assignments.all():
            attach(report(cast, task.code, one.unit.code, count=number if task.counts else None), cast)

    told = clauses(page(cast))

    assert len(tasks) == 32
    for number, task in enumerate(tasks, 11):
        names = [one.unit.name for one in task.assignments.all()]
        amount = f"{number * len(names)} {task.counts}" if task.counts else ""
        expected = [*names, "Hoàn thành", amount, f"Kết quả của {task.code}.", f"{len(names)} minh chứng"]
        assert [text for text in expected if text not in told[task.code]] == [], task.code


def test_a_year_shows_its_own_results_alone(cast: Cast) -> None:
    report(cast, "IV.5", year=2024, result="Của năm trước.")

    assert "Của năm trước." in clauses(page(cast, "?nam=2024"))["IV.5"]
    assert "Chưa thực hiện" in clauses(page(cast))["IV.5"]
    assert "Của năm trước." not in words(page(cast))


def test_before_the_plan_began_nothing_is_said_of_tasks(cast: Cast) -> None:
    told = clauses(page(cast, "?nam=2022"))

    assert not any("chủ trì" in text or "thực hiện xong" in text for text in told.values())
    assert "Chưa phân công" not in told["IV.5"]


@pytest.mark.once
@pytest.mark.parametrize(
    ("role", "read"), [("officer", True), ("leader", True), ("overseer", False), ("administrator", False)]
)
def test_what_a_unit_wrote_and_sent_is_between_it_and_the_commune(cast: Cast, role: str, read: bool) -> None:
    attach(report(cast, "IV.5"), cast)

    user = getattr(cast, role)
    response = signed_in(user, None if user.commune else cast.commune).get("/ke-hoach/")
    told = clauses(response)["IV.5"]

    assert ("Kết quả của IV.5." in told, "1 minh chứng" in told) == (read, read)
    assert "Đài Truyền thanh xã chủ trì" in told
    assert "Hoàn thành" in told


@pytest.mark.once
def test_a_reporter_sees_states_and_names_of_others_and_their_own_results(cast: Cast) -> None:
    for unit in ("TH", "THCS"):
        attach(report(cast, "IV.2.a", unit, result=f"Kế hoạch của {unit}."), cast)
    attach(report(cast, "IV.5"), cast)

    response = page(cast, role="reporter")
    told = clauses(response)

    assert "Kế hoạch của TH. " in f"{told['IV.2.a']} "
    assert "Kế hoạch của THCS." not in told["IV.2.a"]
    assert "Trường THCS Quảng Nghiệp: hoàn thành" in told["IV.2.a"]
    assert "1 minh chứng" in told["IV.2.a"]
    assert "minh chứng" not in told["IV.5"]
    assert 'href="/nhiem-vu/IV.5/' not in response.content.decode()
    assert 'href="/nhiem-vu/IV.2.a/2025/THCS/"' not in response.content.decode()


def test_records_of_the_year_are_added_up(cast: Cast) -> None:
    task = ours(Task).get(code="II.4.b")
    for day, people in ((date(2025, 3, 1), 1200), (date(2025, 10, 2), 40), (date(2026, 3, 1), 7)):
        Activity.objects.create(
            commune=cast.commune,
            unit=cast.officer.unit,
            task=task,
            happened_on=day,
            title="Giao lưu",
            kind="other",
            participants=people,
            recorded_at=NOW,
            recorded_by=cast.officer,
        )

    assert "2 hoạt động, 1.240 lượt người." in clauses(page(cast))["II.4.b"]


def test_each_source_of_money_has_its_sums_beside_it(cast: Cast) -> None:
    Funding.objects.all().delete()
    for source, spent in ((FundingSource.STATE, 9_000_000), (FundingSource.STATE, None), (FundingSource.DONATED, 5)):
        Funding.objects.create(
            commune=cast.commune,
            year=2025,
            source=source,
            purpose="Mua sách",
            planned=10_000_000,
            spent=spent,
            recorded_at=NOW,
            recorded_by=cast.officer,
        )

    told = words(page(cast))
    assert "của Luật Ngân sách nhà nước. Dự toán 20.000.000 đồng, đã chi 9.000.000 đồng." in told
    assert "hợp pháp khác (nếu có). Dự toán 10.000.000 đồng, đã chi 5 đồng." in told
    assert "Dự toán" not in words(page(cast, "?nam=2024"))


def test_what_is_not_done_in_time_is_late(cast: Cast) -> None:
    report(cast, "IV.5", year=OPEN_YEAR, state=ProgressState.IN_PROGRESS)
    report(cast, "IV.3", year=OPEN_YEAR)
    report(cast, "II.5.b", state=ProgressState.IN_PROGRESS)

    open_year, closed_year = clauses(page(cast, f"?nam={OPEN_YEAR}")), clauses(page(cast))

    assert "Quá hạn 8 ngày" in open_year["IV.5"]
    assert "Quá hạn" not in open_year["IV.3"]
    assert "Chưa hoàn thành" in closed_year["II.5.b"]
    assert "Chưa thực hiện" in closed_year["II.5.a"]


@pytest.mark.once
def test_only_what_is_late_can_be_shown_under_its_heads(cast: Cast) -> None:
    for task in ours(Task).exclude(code="II.3.b"):
        for one in task.assignments.all():
            report(cast, task.code, one.unit.code)

    whole, late = page(cast), page(cast, "?cham=1")

    assert 'href="?nam=2025&amp;cham=1"' in whole.content.decode()
    assert "Chỉ xem 3 điều chậm, chưa đạt" in words(whole)
    assert list(clauses(late)) == ["I.2.a-2", "I.2.a-3", "II.3.b"]
    heads = re.findall(r'class="clause head" id="muc-([^"]+)"', late.content.decode())
    assert heads == ["I", "I.2", "I.2.a", "II", "II.3"]
    assert 'href="/ke-hoach/?nam=2024&amp;cham=1"' in late.content.decode()


@pytest.mark.once
def test_where_nothing_is_late_the_filter_says_so(cast: Cast) -> None:
    response = page(cast, "?nam=2022&cham=1")

    assert clauses(response) == {}
    assert "Không có điều nào chậm" in words(response)
    assert "Chỉ xem" not in words(page(cast, "?nam=2022"))


@pytest.mark.once
def test_the_contents_lead_to_every_head_and_say_how_far_it_is(cast: Cast) -> None:
    report(cast, "IV.3")
    response = page(cast)
    text = response.content.decode()
    contents = re.findall(r'<nav class="toc".*?</nav>', text, re.S)[0]
    linked = re.findall(r'href="#([^"]+)"', contents)

    assert [code for code in linked if f' id="{code}"' not in text] == []
    assert linked[:3] == ["muc-I", "muc-I.1", "muc-I.2"]
    assert "Công chức Tài chính - Kế toán xã 1/1" in plain_text(contents)
    assert "Đài Truyền thanh xã 0/1" in plain_text(contents)


@pytest.mark.once
def test_of_many_units_the_late_ones_are_named_and_the_others_counted(cast: Cast) -> None:
    task = ours(Task).get(code="IV.2.a")
    for number in range(20):
        unit = Unit.objects.create(commune=cast.commune, code=f"T{number}", name=f"Trường {number}", kind="school")
        task.assignments.create(unit=unit)
        if number < 18:
            report(cast, "IV.2.a", unit.code, year=OPEN_YEAR)
    for unit_code in ("MN", "TH", "THCS"):
        report(cast, "IV.2.a", unit_code, year=OPEN_YEAR)

    told = clauses(page(cast, f"?nam={OPEN_YEAR}"))["IV.2.a"]

    assert "21/23 đơn vị chủ trì đã xong Trường 18: chưa thực hiện, quá hạn" in told
    assert "và 15 đơn vị khác" in told
