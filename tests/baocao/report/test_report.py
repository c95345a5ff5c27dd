"""What the annual report says, of a milestone year, a base year, a year on the way, and of a year that says nothing."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baocao.document.blocks import Heading
from kehoach.models import (
    Assignment,
    Commune,
    CommuneKind,
    Funding,
    Interpretation,
    Milestone,
    Plan,
    ReportingYear,
    Role,
    Section,
    State,
    Target,
    Task,
    TaskProgress,
    User,
)
from tests.baocao.report.report_reading import (
    below,
    full_report,
    grow_libraries,
    report_of,
    sentences,
    table_with,
    text_of,
    years_of,
)
from tests.cast import Cast, figures_of, ours, put_into

pytestmark = pytest.mark.once

OUTLINE = [
    "I. Công tác chỉ đạo, triển khai",
    "II. Kết quả thực hiện",
    "1. Kết quả các chỉ tiêu",
    "2. Kết quả các nhóm nhiệm vụ",
    "3. Kết quả của từng đơn vị",
    "4. Kinh phí",
    "III. Đánh giá chung",
]


@pytest.mark.usefixtures("no_head")
def test_the_letterhead_is_the_communes_own(cast: Cast) -> None:
    Commune.objects.filter(pk=cast.commune.pk).update(kind=CommuneKind.WARD, name="Tân Kỳ")

    report = report_of(cast, 2025)

    assert report.letterhead.issuer == ("Ủy ban nhân dân", "phường Tân Kỳ")
    assert report.addressees == ("Ủy ban nhân dân phường Tân Kỳ",)
    assert "Đề nghị Ủy ban nhân dân phường:" in text_of(report)
    assert "Thư viện phường có ứng dụng công nghệ thông tin" in table_with(report, "Chỉ tiêu").rows[2][1]


def test_number_and_date_are_blank_until_they_are_assigned(cast: Cast) -> None:
    blank = report_of(cast, 2025)
    issued = full_report(years_of(cast.commune), 2025, number=4, signed_on=date(2026, 1, 5))

    assert re.fullmatch(r"Số:\s+/BC-UBND", blank.letterhead.number_line)
    assert re.fullmatch(r"Quảng Nghiệp, ngày\s+tháng\s+năm 2025", blank.place_line)
    assert issued.letterhead.number_line == "Số: 04/BC-UBND"
    assert issued.appendices[0].attached_to == (
        "(Kèm theo Báo cáo số 04/BC-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân xã Quảng Nghiệp)"
    )


def test_the_report_is_dated_by_its_signature_its_deadline_or_the_usual_one(cast: Cast) -> None:
    ReportingYear.objects.filter(commune=cast.commune, year=2025).update(report_deadline=date(2025, 12, 22))
    years = years_of(cast.commune)

    assert full_report(years, 2025, signed_on=date(2026, 1, 5)).dated == date(2026, 1, 5)
    assert full_report(years, 2025).dated == date(2025, 12, 22)
    assert full_report(years, 2031).dated == date(2031, 12, 20)


@pytest.mark.usefixtures("no_head")
def test_the_only_officer_signs_with_name_and_position(cast: Cast) -> None:
    User.objects.filter(role=Role.OFFICER, commune=cast.commune).exclude(pk=cast.officer.pk).update(is_active=False)
    User.objects.filter(pk=cast.officer.pk).update(position="Công chức Văn hóa", last_name="Lê", first_name="Thị Hoa")

    report = report_of(cast, 2025)

    assert report.signature.position == ("Công chức Văn hóa",)
    assert report.signature.name == "Lê Thị Hoa"
    assert ", công chức Văn hóa báo cáo kết quả năm 2025 như sau:" in text_of(report)


@pytest.mark.usefixtures("no_head")
def test_with_two_officers_the_name_is_left_to_be_written(cast: Cast) -> None:
    signature = report_of(cast, 2025).signature

    assert (signature.authority, signature.position) == (("Người báo cáo",), ("Công chức Văn hóa - Xã hội",))
    assert signature.name == ""


@pytest.mark.usefixtures("no_head")
def test_the_plan_is_cited_in_full_once_and_in_short_after_that(cast: Cast) -> None:
    first, *others = sentences(report_of(cast, 2025).blocks)

    assert first.startswith("Thực hiện Kế hoạch số 04/KH-UBND ngày 31/01/2023 của Ủy ban nhân dân xã Quảng Nghiệp về ")
    assert not any("31/01/2023" in other for other in others)
    assert others[-1].endswith(
        "kết quả thực hiện Kế hoạch số 04/KH-UBND năm 2025, kính trình Ủy ban nhân dân xã xem xét, chỉ đạo./."
    )


def test_the_outline_is_that_of_the_design(cast: Cast) -> None:
    headings = [block.text for block in report_of(cast, 2025).blocks if isinstance(block, Heading) and block.level < 3]

    assert headings == [
        *OUTLINE,
        *("1. Ưu điểm", "2. Tồn tại, hạn chế", "3. Nguyên nhân"),
        *("IV. Phương hướng, nhiệm vụ năm 2026", "V. Đề xuất, kiến nghị"),
    ]


def test_the_body_refers_to_every_appendix(cast: Cast) -> None:
    report = report_of(cast, 2025)

    *figures, sources = [appendix.number for appendix in report.appendices]
    assert figures[:2] == ["I", "II"]
    assert "có tại Phụ lục I và Phụ lục II kèm theo" in text_of(report)
    assert f"nguồn của số liệu, giải thích tại Phụ lục {sources} kèm theo" in text_of(report)


def test_the_table_of_targets_has_a_row_for_each_condition(cast: Cast) -> None:
    table = table_with(report_of(cast, 2025), "Chỉ tiêu")

    titles = [column.title for column in table.columns]
    assert titles == ["TT", "Chỉ tiêu", "Mốc 2025", "Mốc 2030", "Năm 2024", "Năm 2025", "Đánh giá"]
    assert [row[2:] for row in table.rows] == [
        ("100%", "100%", "1/1\n(100%)", "1/1\n(100%)", "Đạt"),
        ("70%", "90%", "3/4\n(75%)", "3/4\n(75%)", "Đạt"),
        ("100%", "100%", "1/1\n(100%)", "1/1\n(100%)", "Đạt"),
        ("70%", "80%", "2/4\n(50%)", "2/4\n(50%)", "Chưa đạt"),
        ("10%", "10 - 15%", "8.066 lượt\n(9,1%)", "8.882 lượt\n(9,4%)", "Chưa đạt"),
        ("70%", "100%", "3/4\n(75%)", "3/4\n(75%)", "Đạt"),
    ]


def test_the_readings_are_footnotes_in_the_order_of_their_marks(cast: Cast) -> None:
    report = report_of(cast, 2025)

    marks = [re.findall(r"\((\d)\)", row[1]) for row in table_with(report, "Chỉ tiêu").rows]
    notes = [line for line in sentences(report.blocks) if re.match(r"\(\d\) ", line)]
    assert marks == [["1", "2"], ["1", "2"], ["1", "2"], ["1", "2"], ["3"], ["4"]]
    assert [note[:3] for note in notes] == ["(1)", "(2)", "(3)", "(4)"]
    assert notes[2] == f"(3) {ours(Interpretation).get(code='2').text}"


def test_a_milestone_year_says_what_is_met_what_is_missing_and_by_how_much(cast: Cast) -> None:
    told = below(report_of(cast, 2025), "1. Kết quả các chỉ tiêu")

    assert "trong 4 chỉ tiêu, 2 chỉ tiêu đạt mốc và 2 chỉ tiêu chưa đạt mốc." in told
    assert (
        "b) Chỉ tiêu “Thư viện ứng dụng công nghệ thông tin” chưa đạt mốc năm 2025: Thư viện xã Quảng Nghiệp đã có ứng "
        "dụng công nghệ thông tin; tỷ lệ ở thư viện cơ sở giáo dục phổ thông và cơ sở khác mới đạt 2/4 (50%), thấp hơn "
        "mốc 70%, còn thiếu 1 thư viện." in told
    )
    assert (
        "c) Chỉ tiêu “Lượt người sử dụng thư viện” chưa đạt mốc năm 2025: các thư viện phục vụ 8.882 lượt người, tăng "
        "bình quân 9,4% mỗi năm so với năm gốc 2022 (6.775 lượt), thấp hơn mốc 10% "
        "mỗi năm; còn thiếu 136 lượt so với 9.018 lượt cần có." in told
    )


def test_a_year_on_the_way_is_told_against_its_path(cast: Cast) -> None:
    told = below(report_of(cast, 2023), "1. Kết quả các chỉ tiêu")

    assert (
        "Đối chiếu với lộ trình đến mốc năm 2025 của Kế hoạch, trong 4 chỉ tiêu, 3 chỉ tiêu đúng lộ trình và 1 chỉ "
        "tiêu chậm so với lộ trình." in told
    )
    assert "là 1/4" not in told
    assert "đạt 1/4 (25%), cao hơn mức 23,3% theo lộ trình của năm." in told
    assert "thấp hơn mức 7.453 lượt theo lộ trình của năm; mốc năm 2025 cần 9.018 lượt." in told


def test_the_base_year_is_no_result_of_a_plan_that_came_later(cast: Cast) -> None:
    report = report_of(cast, 2022)

    told = text_of(report)
    assert report.abstract.startswith("Số liệu năm 2022 phục vụ theo dõi thực hiện Kế hoạch số 04/KH-UBND về ")
    assert "Năm 2022 là năm gốc" in told
    assert "so với năm 2021" not in told
    assert "Năm 2021" not in [column.title for column in table_with(report, "Chỉ tiêu").columns]
    assert not re.search(r"chưa đạt mốc|đúng lộ trình", told)


def test_an_open_year_says_who_is_missing_and_judges_nothing(cast: Cast) -> None:
    report = report_of(cast, 2026)

    told = text_of(report)
    assert report.draft
    assert "mới có 2/9 cơ sở (5 thư viện và 4 thiết chế văn hóa) có số liệu được duyệt; còn 7 cơ sở" in told
    assert "cả 4 chỉ tiêu đều chưa đủ số liệu để đánh giá" in told
    assert "1/4\n(3 chưa có số liệu)" in [row[5] for row in table_with(report, "Chỉ tiêu").rows]
    assert report_of(cast, 2025).draft, "what is not issued is a draft, whether or not its year is closed"


def test_a_year_that_is_partly_reported_is_not_compared_with_a_whole_one(cast: Cast) -> None:
    put_into("TV-MN", State.RETURNED, year=2025)

    told = below(report_of(cast, 2025), "Hệ thống thư viện")

    assert "Mới có 4/5 thư viện có số liệu được duyệt nên chưa so sánh với năm 2024" in told
    assert not re.search("tăng|giảm", told)


def test_figures_that_everybody_reported_are_compared_with_last_year(cast: Cast) -> None:
    told = below(report_of(cast, 2025), "Hệ thống thư viện")

    assert "8.941 bản sách (tăng 4,6% so với năm 2024), 85 học liệu điện tử, tài liệu số (tăng 21,4%)" in told
    assert "15 hoạt động khuyến đọc, sự kiện với 675 lượt người tham gia (tăng 3 hoạt động so với năm 2024)" in told
    assert "160 bản sách (năm 2024 chưa có)" in told


def test_an_unknown_figure_is_told_as_left_out_and_not_as_zero(cast: Cast) -> None:
    figures = figures_of("TV-TH", 2025)
    figures.loans, figures.absences = None, {**figures.absences, "loans": "unknown"}  # type: ignore[attr-defined]
    figures.save()

    told = below(report_of(cast, 2025), "Hệ thống thư viện")

    assert "cho mượn về nhà 2.021 lượt sách (chưa kể 1 cơ sở chưa thống kê)" in told


def test_the_kinds_of_readers_add_up_to_the_visits_that_are_known(cast: Cast) -> None:
    figures = figures_of("TV-TH", 2025)
    figures.visits_staff, figures.absences = None, {"visits_staff": "unknown"}  # type: ignore[attr-defined]
    figures.save()

    told = below(report_of(cast, 2025), "Hệ thống thư viện")

    assert (
        "Trong 5.115 lượt người đến thư viện (chưa kể 1 cơ sở chưa thống kê) có 2.978 lượt học sinh, 587 lượt cán bộ, "
        "giáo viên, nhân viên và 1.550 lượt phụ huynh, người dân." in told
    )


@pytest.mark.parametrize(
    ("returned", "clause"),
    [
        (("TV-MN",), "1 thư viện chưa có số liệu; riêng phần đã có số liệu đã đạt 75%, cao hơn mốc 70%."),
        (("TV-TH",), "đã có 2 thư viện đáp ứng, 1 thư viện chưa có số liệu."),
        (
            ("TV-TH", "TV-THCS"),
            "đã có 1 thư viện đáp ứng, 2 thư viện chưa có số liệu.",
        ),
    ],
)
def test_a_share_that_is_partly_known_says_what_already_follows(
    cast: Cast, returned: tuple[str, ...], clause: str
) -> None:
    for code in returned:
        put_into(code, State.RETURNED, year=2025)

    assert clause in below(report_of(cast, 2025), "1. Kết quả các chỉ tiêu").splitlines()[-4]


def test_a_share_that_cannot_be_reached_any_more_says_so(cast: Cast) -> None:
    ours(Milestone).filter(condition__scope="other_libraries", year=2025).update(at_least="80")
    put_into("TV-TH", State.RETURNED, year=2025)

    told = below(report_of(cast, 2025), "1. Kết quả các chỉ tiêu")

    assert (
        "đã có 2 thư viện đáp ứng, 1 thư viện chưa có số liệu; kể cả khi số này đáp ứng, tỷ lệ vẫn thấp hơn mốc 80%, "
        "còn thiếu 2 thư viện." in told
    )


def test_the_groups_of_tasks_are_the_plans_own_with_their_leads(cast: Cast) -> None:
    Assignment.objects.filter(task__code__startswith="II.5").update(unit=cast.commune.units.get(code="HKH"))
    ours(TaskProgress).filter(reporting_year__year=2025).delete()

    told = below(report_of(cast, 2025), "2. Kết quả các nhóm nhiệm vụ")

    assert "Kế hoạch xác định 5 nhóm nhiệm vụ, giải pháp:" in told
    assert "(4 nhiệm vụ, công chức Văn hóa và Thông tin xã chủ trì);" in told
    assert told.splitlines()[5].endswith("(2 nhiệm vụ, Hội Khuyến học xã chủ trì).")
    assert "Chưa đơn vị nào báo cáo kết quả nhiệm vụ năm 2025" in told


def test_every_unit_with_a_facility_has_a_row(cast: Cast) -> None:
    table = table_with(report_of(cast, 2025), "Đơn vị")

    assert [row[1] for row in table.rows][:2] == ["Công chức Văn hóa và Thông tin xã", "Trường Tiểu học Quảng Nghiệp"]
    assert table.rows[1][2:] == (
        "3",
        "1/1",
        "3.767 lượt người đến thư viện (tăng 10,4%), 2.671 bản sách và 5 hoạt động khuyến đọc",
    )
    assert len(table.rows) == 8


def test_money_is_added_up_by_kind_and_source(cast: Cast) -> None:
    Funding.objects.all().delete()

    report = report_of(cast, 2025)

    assert "năm 2025 là 70.716.000 đồng, tăng 7,8% so với năm 2024, trong đó" in below(report, "4. Kinh phí")
    assert table_with(report, "Nội dung").rows == (
        ("1", "Thư viện", "17.056.000", "4.860.000", "21.916.000"),
        ("2", "Thiết chế văn hóa", "30.000.000", "18.800.000", "48.800.000"),
    )
    assert table_with(report, "Nội dung").total == ("", "Tổng cộng", "47.056.000", "23.660.000", "70.716.000")


@pytest.mark.usefixtures("no_head")
def test_limits_causes_and_next_steps_name_who_lacks_what(cast: Cast) -> None:
    report = report_of(cast, 2025)

    lacking = "Thư viện Trường Mầm non Quảng Nghiệp và Tủ sách Trung tâm học tập cộng đồng xã"
    assert f"chưa có ứng dụng công nghệ thông tin: {lacking}." in below(report, "2. Tồn tại, hạn chế")
    assert "thôn Mạc (8/12 hoạt động)." in below(report, "2. Tồn tại, hạn chế")
    assert "Cả 2 thư viện chưa ứng dụng công nghệ thông tin đều chưa có máy tính" in below(report, "3. Nguyên nhân")
    assert "Phấn đấu đạt ít nhất 9.771 lượt người sử dụng thư viện, tăng 889 lượt so với năm 2025;" in below(
        report, "IV. Phương hướng, nhiệm vụ năm 2026"
    )
    assert f"thiết bị tra cứu cho {lacking};" in below(report, "V. Đề xuất, kiến nghị")


def test_no_cause_is_invented_where_the_figures_show_none(cast: Cast) -> None:
    for code in ("TV-MN", "TV-TTHTCD"):
        figures = figures_of(code, 2025)
        figures.computers, figures.librarians_full_time = 1, 1  # type: ignore[attr-defined]
        figures.save()
    ours(Target).get(code="I.2.a-3").delete()

    told = below(report_of(cast, 2025), "3. Nguyên nhân")

    assert told.startswith("Số liệu hằng năm chưa cho thấy nguyên nhân cụ thể")


def test_a_year_without_limits_names_no_cause(cast: Cast) -> None:
    ours(Target).exclude(code="I.2.b").delete()
    figures = figures_of("VH-MAC", 2025)
    figures.activities_arts = 9  # type: ignore[attr-defined]
    figures.save()
    ours(TaskProgress).filter(reporting_year__year=2025).delete()

    report = report_of(cast, 2025)

    assert below(report, "2. Tồn tại, hạn chế") == (
        "Không có chỉ tiêu nào chưa đạt hoặc chậm so với lộ trình của Kế hoạch."
    )
    assert "3. Nguyên nhân" not in text_of(report)


def test_a_year_without_figures_says_so_and_nothing_else(cast: Cast) -> None:
    ReportingYear.objects.filter(commune=cast.commune, year=2026).update(year=2027)
    for code in ("TV-TH", "VH-XA"):
        put_into(code, State.DRAFT, year=2027)

    report = report_of(cast, 2027)

    told = text_of(report)
    assert "chưa có cơ sở nào trong số 5 thư viện và 4 thiết chế văn hóa có số liệu được duyệt" in told
    assert "Năm 2027 chưa có số liệu được duyệt nên chưa đánh giá được chỉ tiêu nào." in told
    assert {row[-2] for row in table_with(report, "Chỉ tiêu").rows} == {"Chưa báo cáo"}
    assert "Chỉ tiêu “" not in told
    assert "Chưa có số liệu về kinh phí năm 2027." in told


def test_a_year_that_was_never_opened_asks_to_open_it(cast: Cast) -> None:
    told = text_of(report_of(cast, 2029))

    assert "Ủy ban nhân dân xã chưa mở kỳ thu thập số liệu năm 2029." in told
    assert "a) Mở kỳ thu thập số liệu năm 2029;" in told


def test_a_plan_without_anything_gives_a_report_without_anything(cast: Cast) -> None:
    Plan.objects.create(
        commune=cast.neighbour,
        number="7/KH-UBND",
        issued_on=date(2024, 3, 1),
        issued_at="Quang Khải",
        issuing_body="Ủy ban nhân dân xã Quang Khải",
        title="Học tập suốt đời",
        first_year=2024,
        last_year=2030,
    )

    report = full_report(years_of(cast.neighbour), 2025)

    assert report.appendices == ()
    assert [block.text for block in report.blocks if isinstance(block, Heading)][:7] == OUTLINE
    assert "Kế hoạch số 7/KH-UBND ngày 01/03/2024" in text_of(report)


def test_another_plan_gives_its_own_report(cast: Cast) -> None:
    ours(Plan).update(number="9/KH-UBND", title="Phát triển thư viện", last_year=2028)
    ours(Target).exclude(code="I.2.a-2").delete()
    ours(Milestone).filter(year=2030).update(year=2028, at_least="85")
    ours(Milestone).filter(year=2025).update(at_least="60")
    ours(Target).update(short_name="Thư viện số", code="1")
    ours(TaskProgress).filter(task__code__startswith="II.4").delete()
    ours(Task).filter(code__startswith="II.4").delete()
    ours(Section).filter(code="II.5").update(title="Việc thứ năm:")

    report = report_of(cast, 2025)

    told = text_of(report)
    assert [column.title for column in table_with(report, "Chỉ tiêu").columns][2:4] == ["Mốc 2025", "Mốc 2028"]
    assert "Chỉ tiêu “Thư viện số” chưa đạt mốc năm 2025" in told
    assert "thấp hơn mốc 60%" in told
    assert "hướng tới mốc 85%" in told
    assert "4 nhóm nhiệm vụ" in told
    assert Heading(3, "2.4. Việc thứ năm") in report.blocks
    assert not re.search(r"70%|90%|2030|04/KH-UBND|17 nhiệm vụ", told.replace(str(ours(Interpretation).first()), ""))


def test_the_last_year_of_the_plan_looks_beyond_it(cast: Cast) -> None:
    ours(Plan).update(last_year=2025)

    told = below(report_of(cast, 2025), "IV. Phương hướng, nhiệm vụ năm 2026")

    assert "Tổng kết việc thực hiện Kế hoạch đến năm 2025, đề xuất nhiệm vụ giai đoạn tiếp theo." in told


def test_a_closed_year_does_not_depend_on_the_next(cast: Cast) -> None:
    before = report_of(cast, 2024)
    put_into("TV-TH", State.RETURNED, year=2025)

    assert report_of(cast, 2024) == before


@pytest.mark.parametrize("year", [2025, 2026])
def test_forty_libraries_are_not_forty_names_in_a_sentence(cast: Cast, year: int) -> None:
    grow_libraries(cast, 40, 2025)

    report = report_of(cast, year)

    named = [line.count("Thư viện Trường Tiểu học số") for line in sentences(report.blocks)]
    assert max(named) <= 6
    assert "thư viện khác (xem Phụ lục I)" in text_of(report) or "cơ sở khác (xem Phụ lục I" in text_of(report)
    assert any(row[1] == "Trường học (43 đơn vị)" for row in table_with(report, "Đơn vị").rows)


def test_two_hundred_libraries_cost_no_more_queries_than_two(cast: Cast) -> None:
    counts = []
    for number in (0, 200):
        grow_libraries(cast, number, 2025)
        plan = ours(Plan).select_related("commune").get()
        with CaptureQueriesContext(connection) as queries:
            full_report(years_of(plan.commune), 2025)
        counts.append(len(queries))

    assert counts[0] == counts[1]
