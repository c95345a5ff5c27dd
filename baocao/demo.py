"""The demonstration's reports and answers to official forms, through the actions people use.

One report was issued, one waits for the leader; the forms of one year are answered but for a few questions.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from baocao.document.typesetting import CannotRender
from baocao.issuing.actions.approval import propose, waive
from baocao.issuing.actions.heads import add_head
from baocao.issuing.actions.issuing import issue
from baocao.issuing.actions.writing import save_text, start_report
from baocao.issuing.letterheads import begun_from
from baocao.issuing.pre_issue_checks import Finding, findings
from baocao.models import BEFORE_PROPOSING, Report, ReportKind
from baocao.official_forms.actions import save_answers
from baocao.official_forms.questions import COMMUNE_QUESTIONS, LIBRARY_QUESTIONS
from baocao.report.composing import composed
from kehoach.demo.commune import DemoCommune
from kehoach.demo.files import day_of, moment, morning, rows_of
from kehoach.demo.further import add
from kehoach.models import Commune, Measure, Plan, Role, Target, User
from kehoach.questionnaire.layout import AMOUNTS, Field, Kind
from kehoach.questionnaire.values import Value

ISSUED, PROPOSED = 2024, 2025
NUMBER, SIGNED_ON = 57, date(2024, 12, 20)
_REASON = "Đã đôn đốc đơn vị, theo dõi tiếp trong năm sau (dữ liệu minh họa)."
_KEPT = "Số liệu minh họa giữ nguyên chỗ mâu thuẫn để thấy cổng phát hiện."
# Whom the commune reports to, until the district's level ended (Luật số 72/2025/QH15) and since.
_SUPERIORS = (
    (date(2022, 1, 1), date(2025, 6, 30), "Phòng Văn hóa và Thông tin huyện"),
    (date(2025, 7, 1), None, "Sở Văn hóa, Thể thao và Du lịch thành phố Hải Phòng"),
)
# With the codes of the plan's targets of services and of houses of culture.
_TEXT = (
    "Tỷ lệ thư viện trường học và cơ sở khác có dịch vụ phục vụ học tập suốt đời là {{%(services)s.tỷ lệ}}, tỷ lệ "
    "thiết chế văn hóa hoạt động thường xuyên là {{%(active)s.tỷ lệ}}, đều cao hơn mốc năm 2025.\n"
    "Các thiết chế văn hóa tổ chức {{VH.tổng số buổi hoạt động}} buổi hoạt động với "
    "{{VH.lượt người xem, tham gia hoạt động}} lượt người tham gia.\n"
    "Nguồn xã hội hóa, tài trợ đạt {{KPKH.đã chi xã hội hóa, tài trợ}} đồng, bằng "
    "{{KPKH.tỷ lệ của tổng chi xã hội hóa, tài trợ}} tổng chi thực hiện Kế hoạch."
)


def load_reports(commune: Commune) -> None:
    """The report of 2024 with its number, that of 2025 as it was proposed.

    Where the server cannot set a PDF, the first one stays proposed: `make run` says what is missing.
    """
    people = User.objects.filter(is_demo=True, commune=commune)
    officer, leader = (people.get(role=role) for role in (Role.OFFICER, Role.LEADER))
    plan = Plan.objects.select_related("commune").get(commune=commune)
    for first, last, superior in _SUPERIORS:
        given = {"valid_from": first, "valid_until": last, "addressees": superior, "signer": "Người ký minh họa"}
        add_head(
            commune=commune,
            values=begun_from("b", commune, plan) | given,
            by=officer,
            at=morning(first),
        )
    targets = Target.objects.filter(plan=plan, conditions__measure__in=(Measure.SERVICES, Measure.ACTIVE))
    codes = dict(targets.values_list("conditions__measure", "code"))
    for year in (ISSUED, PROPOSED):
        report = start_report(plan=plan, year=year, kind=ReportKind.ANNUAL, by=officer, at=moment(year, 12, 15))
        save_text(
            report=report,
            section="III.1",
            title="1. Ưu điểm",
            text=_TEXT % codes,
            version=0,
            by=officer,
            at=moment(year, 12, 16),
        )
        found = findings(report, composed(report))
        for finding in found:
            if finding.failed_check in BEFORE_PROPOSING:
                _waive(report, finding, _KEPT, officer)
        report = propose(report=report, unsettled=(), by=officer, at=moment(year, 12, 18))
        if year == ISSUED:
            for finding in found:
                if finding.failed_check not in BEFORE_PROPOSING:
                    _waive(report, finding, _REASON, officer)
            _issue(report, leader)


def _waive(report: Report, finding: Finding, reason: str, officer: User) -> None:
    waive(
        report=report,
        failed_check=finding.failed_check,
        finding=finding.text,
        reason=reason,
        by=officer,
        at=moment(report.year, 12, 18),
    )


def _issue(report: Report, leader: User) -> None:
    try:
        issue(
            report=report,
            number=NUMBER,
            signed_on=SIGNED_ON,
            seen=composed(report).digest,
            unwaived=(),
            by=leader,
            at=moment(report.year, 12, 20),
        )
    except CannotRender:
        return


def load_answers(commune: Commune) -> None:
    """What official forms ask beyond figures and books, answered for one year by those who are asked."""
    demo, sheets = DemoCommune(commune), defaultdict[tuple[str, int], dict[str, Value]](dict)
    for row in rows_of("demo-results/form_answers.csv"):
        layout = LIBRARY_QUESTIONS if row["library"] else COMMUNE_QUESTIONS
        field = layout.field(row["question"])
        sheets[row["library"], int(row["year"])][field.name] = _read(field, row["answer"])
    for (code, year), answers in sheets.items():
        library = demo.named("facility", code) if code else None
        by, at = demo.writer_of(library.unit if library else None), moment(year + 1, 1, 10)
        save_answers(commune=commune, library=library, year=year, answers=answers, version=0, by=by, at=at)


def _read(field: Field, text: str) -> Value:
    if field.kind in AMOUNTS or field.kind is Kind.YEAR:
        return int(text)
    if field.kind is Kind.SWITCH:
        return text == "yes"
    if field.kind is Kind.CHOICES:
        return frozenset(text.split(";"))
    return day_of(text) if field.kind is Kind.DATE else text


add(load_reports)
add(load_answers)
