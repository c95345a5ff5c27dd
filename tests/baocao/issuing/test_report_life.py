"""A report from draft to register: who may take which step, and that every step happens once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from baocao.issuing.actions.approval import propose, return_report, waive, withdraw
from baocao.issuing.actions.issuing import issue, next_number
from baocao.issuing.actions.writing import replace_report, save_text, start_report
from baocao.issuing.rules import check_moves_to
from baocao.models import (
    TRANSITIONS,
    FilePart,
    PreIssueCheck,
    RegisterEntry,
    Report,
    ReportFile,
    ReportKind,
    ReportSnapshot,
    ReportState,
)
from baocao.report.composing import composed, frozen_pdf
from kehoach.common.versions import Conflict
from kehoach.models import Plan, Role, User
from kehoach.people.rules import Refused
from tests.baocao.report.report_samples import without_living
from tests.cast import NOW, Cast, person
from thuvien.models import Library, LibraryFigures

SIGNED_ON = date(2026, 12, 20)


@dataclass(frozen=True)
class ReportLife:
    """Officer and leader with the annual report of 2025."""

    cast: Cast
    report: Report

    def fresh(self) -> Report:
        """The report from the database."""
        return Report.objects.get(pk=self.report.pk)

    def write(self, section: str = "III.1", text: str = "Tự viết.", version: int = 0, **given: Any) -> Any:
        """The officer's own words."""
        return save_text(
            report=self.report,
            section=section,
            title="1. Ưu điểm",
            text=text,
            version=version,
            **{"by": self.cast.officer, "at": NOW, **given},
        )

    def propose(self, why: str = "") -> Report:
        """The officer's step."""
        return propose(report=self.report, unsettled=(), by=self.cast.officer, at=NOW, why_unchanged=why)

    def issue(self, number: int = 4, **given: Any) -> Report:
        """The leader's step, with what they see now."""
        facts = {"seen": composed(self.fresh()).digest, "unwaived": (), "by": self.cast.leader, "at": NOW}
        return issue(report=self.report, number=number, signed_on=SIGNED_ON, **{**facts, **given})


@pytest.fixture
def editor(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> ReportLife:
    """A draft; its file is made without typesetting."""
    monkeypatch.setattr(
        "baocao.issuing.actions.issuing.frozen_pdf", lambda content: b"%PDF-1.7 " + repr(content).encode()
    )
    return ReportLife(cast, begin(cast))


def begin(cast: Cast, year: int = 2025, by: User | None = None) -> Report:
    """The annual report of a year, which the officer begins."""
    without_living(cast, year)
    plan = Plan.objects.get(commune=cast.commune)
    return start_report(plan=plan, year=year, kind=ReportKind.ANNUAL, by=by or cast.officer, at=NOW)


@pytest.mark.parametrize("present", ReportState)
@pytest.mark.parametrize("state", ReportState)
def test_only_the_steps_of_the_table_are_taken(present: ReportState, state: ReportState) -> None:
    report = Report(state=present)

    if state in TRANSITIONS[present]:
        check_moves_to(report, state)
    else:
        with pytest.raises(Refused, match=f"“{present.label}”.*“{state.label}”"):
            check_moves_to(report, state)


def test_a_report_goes_from_draft_to_the_register(editor: ReportLife) -> None:
    editor.propose()
    editor.issue()

    report = editor.fresh()
    assert (report.state, report.issued_by) == (ReportState.ISSUED, editor.cast.leader)
    assert report.entry.full_number == "04/BC-UBND"
    assert [version.state for version in report.history.order_by("history_id")] == ["draft", "proposed", "issued"]
    assert report.files.get().part == FilePart.ISSUED


def test_each_step_twice_is_one_step(editor: ReportLife) -> None:
    assert begin_again(editor) == editor.report
    editor.propose()
    editor.propose()
    return_report(report=editor.report, remarks={"II.4": "Nêu rõ nguồn."}, reason="", by=editor.cast.leader, at=NOW)
    return_report(report=editor.report, remarks={"II.4": "Nêu rõ nguồn."}, reason="", by=editor.cast.leader, at=NOW)
    with pytest.raises(Refused, match="Hãy ghi vì sao trình lại như cũ"):
        editor.propose()
    editor.propose(why="Nguồn đã nêu ở II.3.")
    editor.propose()
    editor.issue()
    editor.issue(seen="")

    report = editor.fresh()
    assert report.history.count() == 5
    assert (report.remarks.count(), report.files.count(), RegisterEntry.objects.filter(report=report).count()) == (
        *(1, 1, 1),
    )


def begin_again(editor: ReportLife) -> Report:
    """The second click on “Soạn báo cáo”."""
    plan = editor.report.plan
    return start_report(plan=plan, year=2025, kind=ReportKind.ANNUAL, by=editor.cast.officer, at=NOW)


def test_one_who_may_not_is_told_who_may(editor: ReportLife) -> None:
    with pytest.raises(Refused, match="do công chức Văn hóa - Xã hội soạn"):
        editor.write(by=editor.cast.leader)
    with pytest.raises(Refused, match="do công chức Văn hóa - Xã hội soạn"):
        propose(report=editor.report, unsettled=(), by=editor.cast.leader, at=NOW)
    editor.propose()
    with pytest.raises(Refused, match="do lãnh đạo UBND xã làm"):
        editor.issue(by=editor.cast.officer)
    with pytest.raises(Refused, match="đã trình nên không sửa được"):
        editor.write()


def test_a_return_says_what_is_to_be_changed(editor: ReportLife) -> None:
    editor.propose()

    with pytest.raises(Refused, match="ghi ý kiến"):
        return_report(report=editor.report, remarks={"I": " "}, reason="", by=editor.cast.leader, at=NOW)
    return_report(report=editor.report, remarks={"I": "Bổ sung.", "V": ""}, reason="", by=editor.cast.leader, at=NOW)

    assert [(one.section, one.text) for one in editor.report.remarks.all()] == [("I", "Bổ sung.")]
    assert editor.write().text == "Tự viết."


def test_whoever_saves_second_sees_the_others_words_and_nothing_is_lost(editor: ReportLife) -> None:
    editor.write(text="Một.")

    with pytest.raises(Conflict) as conflict:
        editor.write(text="Hai.", version=0)

    assert conflict.value.theirs.text == "Một."
    assert editor.write(text="Một.", version=0).version == 1
    assert editor.write(text="Hai.", version=1).version == 2
    assert [one.text for one in editor.report.texts.get().history.order_by("history_id")] == ["Một.", "Hai."]


def test_the_leader_issues_only_what_they_have_seen(editor: ReportLife) -> None:
    editor.propose()
    seen = composed(editor.fresh()).digest
    LibraryFigures.objects.filter(facility__code="TV-TH", reporting_year__year=2025).update(loans=1)

    with pytest.raises(Conflict):
        editor.issue(seen=seen)

    assert editor.fresh().state == ReportState.PROPOSED
    assert not RegisterEntry.objects.filter(report=editor.report).exists()


def test_a_finding_without_a_reason_stops_the_issue(editor: ReportLife) -> None:
    editor.propose()

    with pytest.raises(Refused, match=r"còn 1 điều phải xem \(Mục còn trống\)"):
        editor.issue(unwaived=["Mục còn trống"])


def test_a_number_is_never_given_twice_in_a_year(editor: ReportLife) -> None:
    editor.propose()
    taken = RegisterEntry.objects.filter(commune=editor.cast.commune, year=2026).count()
    editor.issue(number=next_number(editor.cast.commune, 2026) + 5)
    other = begin(editor.cast, 2023)
    propose(report=other, unsettled=(), by=editor.cast.officer, at=NOW)
    number = editor.report.entry.number

    with pytest.raises(Refused, match=f"Số {number:02d} của năm 2026 đã cấp .* Số tiếp theo là {number + 1:02d}"):
        ReportLife(editor.cast, other).issue(number=number)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterEntry.objects.create(
            commune=editor.cast.commune, year=2026, number=number, symbol="x", signed_on=SIGNED_ON, report=other
        )
    assert RegisterEntry.objects.filter(commune=editor.cast.commune, year=2026).count() == taken + 1


def test_an_issued_report_is_corrected_by_another_that_names_it(editor: ReportLife) -> None:
    editor.write()
    editor.propose()
    editor.issue()

    with pytest.raises(Refused, match="đã ban hành"):
        begin_again(editor)
    with pytest.raises(Refused, match="lý do được in"):
        replace_report(report=editor.report, reason=" ", by=editor.cast.officer, at=NOW)
    second = replace_report(report=editor.report, reason="Số của Trường THCS tính lại.", by=editor.cast.officer, at=NOW)

    assert replace_report(report=editor.report, reason=" ", by=editor.cast.officer, at=NOW) == second
    assert second.texts.get().text == "Tự viết."
    body = str(composed(second).document.blocks)
    assert "Báo cáo này thay thế Báo cáo số 04/BC-UBND ngày 20/12/2026; lý do: Số của Trường THCS tính lại." in body


def test_nothing_that_happens_afterwards_changes_an_issued_report(
    editor: ReportLife, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor.propose()
    editor.issue()
    before = editor.report.snapshot.content, editor.report.files.get().whole

    LibraryFigures.objects.filter(facility__code="TV-TH").update(loans=999_999)
    Library.objects.filter(code="TV-TH").update(name="Thư viện tên mới")
    Plan.objects.filter(pk=editor.report.plan_id).update(number="99/KH-UBND", title="Khác")
    User.objects.filter(pk=editor.cast.officer.pk).update(last_name="Nguyễn", first_name="Văn Mới")

    report = editor.fresh()
    assert (report.snapshot.content, report.files.get().whole) == before
    with pytest.raises(Refused, match="lập báo cáo thay thế"):
        editor.write()


@pytest.mark.once
def test_the_same_frozen_data_give_the_same_bytes(cast: Cast) -> None:
    editor = ReportLife(cast, begin(cast))
    editor.write(section="III.1", text="Có {{TV.tổng lượt người đến thư viện}} lượt người.")
    editor.propose()
    editor.issue()

    kept = editor.report.files.get()
    frozen = Report.objects.get(pk=editor.report.pk).snapshot.content
    assert kept.whole == frozen_pdf(frozen)
    assert kept.size == len(kept.whole)
    assert "Có 8.882 lượt người." in str(frozen)


@pytest.mark.parametrize("step", ["frozen_pdf", "keep_file", "save_recorded"])
def test_an_issue_that_fails_leaves_nothing_behind(
    editor: ReportLife, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    editor.propose()
    before = RegisterEntry.objects.count(), ReportSnapshot.objects.count(), ReportFile.objects.count()

    def fail(*given: Any, **named: Any) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(f"baocao.issuing.actions.issuing.{step}", fail)
        with pytest.raises(OSError, match="disk full"):
            editor.issue()

    assert editor.fresh().state == ReportState.PROPOSED
    assert (RegisterEntry.objects.count(), ReportSnapshot.objects.count(), ReportFile.objects.count()) == before
    assert editor.issue().entry.number == 4


def test_a_waiver_holds_for_what_was_found_and_for_nothing_else(editor: ReportLife) -> None:
    given = {"report": editor.report, "failed_check": PreIssueCheck.UNREPORTED, "by": editor.cast.officer, "at": NOW}

    with pytest.raises(Refused, match="Hãy ghi lý do"):
        waive(finding="A", reason=" ", **given)  # type: ignore[arg-type]
    waive(finding="A", reason="Đang sáp nhập", **given)  # type: ignore[arg-type]
    waive(finding="A", reason="Đang sáp nhập", **given)  # type: ignore[arg-type]

    assert editor.report.waivers.get().history.count() == 1


def test_what_was_proposed_is_taken_back_as_long_as_it_is_not_issued(editor: ReportLife) -> None:
    editor.propose()
    for _ in range(2):
        withdrawn = withdraw(report=editor.report, reason=" Sai một số. ", by=editor.cast.officer, at=NOW)
    assert (withdrawn.state, withdrawn.withdrawal_reason) == (ReportState.DRAFT, "Sai một số.")
    assert editor.write(text="Sửa lại.").text == "Sửa lại."

    proposed = editor.propose()
    assert (proposed.withdrawn_at, proposed.withdrawn_by, proposed.withdrawal_reason) == (None, None, "")
    assert editor.fresh().history.count() == 4
    with pytest.raises(Refused, match="Cần ghi vì sao"):
        withdraw(report=editor.report, reason=" ", by=editor.cast.officer, at=NOW)
    editor.issue()
    with pytest.raises(Refused, match="đã ban hành nên không rút lại được"):
        withdraw(report=editor.report, reason="Sai một số.", by=editor.cast.officer, at=NOW)


def test_only_whoever_proposed_a_report_takes_it_back(editor: ReportLife) -> None:
    other = person(Role.OFFICER, editor.cast.commune, editor.cast.commune.units.get(code="TCKT"))
    with pytest.raises(Refused, match="“Đang soạn”"):
        withdraw(report=editor.report, reason="Sai.", by=editor.cast.officer, at=NOW)
    editor.propose()

    for somebody, refusal in ((other, "chỉ người ấy rút lại được"), (editor.cast.leader, "soạn và trình")):
        with pytest.raises(Refused, match=refusal):
            withdraw(report=editor.report, reason="Sai.", by=somebody, at=NOW)
