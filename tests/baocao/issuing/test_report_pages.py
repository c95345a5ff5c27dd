"""A report as people write, look over and approve it: every page and step through the browser's eyes."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from baocao.models import Report, ReportSnapshot, ReportState
from baocao.report.composing import composed
from kehoach.models import Funding, State
from tests.access.areas.report_steps import ours, waive_everything
from tests.baocao.report.report_samples import without_living
from tests.baocao.report.test_report_head import OFFICE, set_head
from tests.cast import NOW, Cast, figures_of, put_into
from tests.pages import beside, filled_in, markup, words

SECTION = "III.1"
HTMX = {"HTTP_HX_REQUEST": "true"}


def begun(cast: Cast, officer: Client, year: int = 2025) -> str:
    """The address of the report of a year, which the officer has just begun."""
    without_living(cast, year)
    return str(officer.post(f"/bao-cao/{year}/hang-nam/soan/")["Location"])


def of(address: str) -> Report:
    """The report at an address."""
    return Report.objects.get(pk=int(address.strip("/").split("/")[-1]))


def test_soan_begins_one_report_however_often_it_is_clicked(cast: Cast, officer: Client) -> None:
    address = begun(cast, officer)

    assert officer.post("/bao-cao/2025/hang-nam/soan/")["Location"] == address
    assert "đang ở trạng thái “Đang soạn”" in words(officer.get("/bao-cao/2025/hang-nam/"))
    assert of(address).started_by == cast.officer


@pytest.mark.once
def test_the_outline_has_every_section_in_order(cast: Cast, officer: Client) -> None:
    told = words(officer.get(begun(cast, officer)))

    titles = ["Mở đầu", "I. Công tác", "II.1. Kết quả các chỉ tiêu", "II.3. Kinh phí", "III.1. Ưu điểm", "Lời kết"]
    assert [told.index(title) for title in titles] == sorted(told.index(title) for title in titles)


@pytest.mark.once
def test_the_generated_text_is_taken_over_with_living_figures(cast: Cast, officer: Client) -> None:
    page = begun(cast, officer) + "muc/II.1/"

    officer.post(page, {"take": "1", "version": "0", "text": ""})

    text = of(page.partition("muc")[0]).texts.get().text
    assert "{{I.2.a-3.lượt}} lượt người" in text
    assert "{{bảng 1}}" in text
    assert "phục vụ 8.882 lượt người" in words(officer.get(page))
    put_into("TV-TH", State.RETURNED, year=2025)
    assert "phục vụ 8.882 lượt người" not in words(officer.get(page))


@pytest.mark.once
def test_what_was_typed_is_kept_when_the_generated_text_takes_its_place(cast: Cast, officer: Client) -> None:
    page = begun(cast, officer) + f"muc/{SECTION}/"

    wrong = officer.post(page, {"take": "1", "version": "0", "text": "Có {{sai}}."})
    officer.post(page, {"take": "1", "version": "0", "text": "Tự viết."})

    assert "Không có số liệu nào mang mã {{sai}}" in beside(wrong, "text")
    assert filled_in(wrong, "text")["text"] == ["Có {{sai}}."]
    own = of(page.partition("muc")[0]).texts.get()
    assert [one.text for one in own.history.order_by("history_id")] == ["Tự viết.", own.suggestion]
    assert "Tự viết." in words(officer.get(page)).partition("Các lần lưu")[2]


@pytest.mark.once
def test_one_section_leads_to_the_next(cast: Cast, officer: Client) -> None:
    address = begun(cast, officer)

    links = {code: officer.get(f"{address}muc/{code}/").content.decode() for code in ("MD", "III.1", "KT")}

    assert f'href="{address}muc/I/"' in links["MD"]
    assert all(f'href="{address}muc/{code}/"' in links["III.1"] for code in ("II.3", "III.2"))
    assert f'href="{address}muc/V/"' in links["KT"]


@pytest.mark.once
@pytest.mark.parametrize(
    ("state", "officers", "leaders"),
    [
        (ReportState.DRAFT, "Trình lãnh đạo", "đang soạn, chưa trình"),
        (ReportState.PROPOSED, "đang chờ lãnh đạo xã ban hành", "Trả lại kèm ý kiến"),
        (ReportState.RETURNED, "Trình lãnh đạo", "đang chờ công chức Văn hóa - Xã hội sửa và trình lại"),
    ],
)
def test_each_sees_their_next_step_or_for_whom_they_wait(
    officer: Client, leader: Client, state: ReportState, officers: str, leaders: str
) -> None:
    report = ours(state, 2024)

    for client, sentence in ((officer, officers), (leader, leaders)):
        told = words(client.get(f"/bao-cao/{report.pk}/")).partition("Bước tiếp theo")[2]
        assert sentence in told
        assert "nên không chuyển sang" not in told


def test_what_is_saved_is_cleaned_shown_and_kept_in_the_history(cast: Cast, officer: Client) -> None:
    page = begun(cast, officer) + f"muc/{SECTION}/"

    sent = {"version": "0", "text": "•\tMở {{VH.số câu lạc bộ}} câu lạc bộ\r\n\r\n\u00a0Hết."}
    assert officer.post(page, sent).status_code == 302

    response = officer.get(page)
    assert filled_in(response, "text")["text"] == ["- Mở {{VH.số câu lạc bộ}} câu lạc bộ\nHết."]
    assert "a) Mở 8 câu lạc bộ [ VH ]" in words(response)
    assert "Lưu lời văn" in words(response)


@pytest.mark.once
def test_an_unknown_code_is_told_beside_the_field_and_nothing_is_lost(cast: Cast, officer: Client) -> None:
    page = begun(cast, officer) + f"muc/{SECTION}/"

    response = officer.post(page, {"version": "0", "text": "Có {{TV.gì đó}} lượt."})

    assert "Không có số liệu nào mang mã {{TV.gì đó}}" in beside(response, "text")
    assert "Có {{TV.gì đó}} lượt." in filled_in(response, "text")["text"][0]
    assert not of(page.partition("muc")[0]).texts.exists()


@pytest.mark.once
def test_an_unknown_source_beside_known_ones_is_told_too(cast: Cast, officer: Client) -> None:
    page = begun(cast, officer) + f"muc/{SECTION}/"

    response = officer.post(page, {"version": "0", "text": "Đủ cả. [TV; TX]"})

    assert "Không có nguồn số liệu nào mang mã TX." in beside(response, "text")
    assert filled_in(response, "text")["text"] == ["Đủ cả. [TV; TX]"]


@pytest.mark.once
def test_a_figure_can_be_put_in_without_javascript(cast: Cast, officer: Client) -> None:
    page = begun(cast, officer) + f"muc/{SECTION}/"

    officer.post(page, {"version": "0", "text": "Tổng cộng", "insert": "1", "figure": "KP.tổng kinh phí"})

    assert of(page.partition("muc")[0]).texts.get().text == "Tổng cộng {{KP.tổng kinh phí}}"


@pytest.mark.once
def test_the_figures_are_offered_by_what_they_are_about(cast: Cast, officer: Client) -> None:
    page = officer.get(begun(cast, officer) + f"muc/{SECTION}/").content.decode()

    groups = re.findall(r'<optgroup label="([^"]+)"', page)
    assert groups[:2] == ["Chỉ tiêu I.2.a-1", "Chỉ tiêu I.2.a-2"]
    assert {"Cơ sở", "Thư viện", "Thiết chế văn hóa", "Nhiệm vụ"} <= set(groups)
    assert len(groups) == len(set(groups))


def test_an_autosave_answers_with_what_has_changed(cast: Cast, officer: Client) -> None:
    page = begun(cast, officer) + f"muc/{SECTION}/"

    saved = officer.post(page, {"version": "0", "text": "Tự viết."}, **HTMX)
    wrong = officer.post(page, {"version": "1", "text": "{{sai}}"}, **HTMX)

    assert 'name="version" value="1"' in markup(saved)
    assert "Đã lưu lúc" in words(saved)
    assert "Chưa lưu: Không có số liệu nào" in words(wrong)
    assert of(page.partition("muc")[0]).texts.get().text == "Tự viết."


def test_an_autosave_of_a_report_that_was_proposed_meanwhile_is_told_why(cast: Cast, officer: Client) -> None:
    page = begun(cast, officer) + f"muc/{SECTION}/"
    draft = Report.objects.filter(pk=of(page.partition("muc")[0]).pk)
    draft.update(state=ReportState.PROPOSED, proposed_by=cast.officer, proposed_at=NOW)

    refused = officer.post(page, {"version": "0", "text": "Tự viết."}, **HTMX)

    assert refused.status_code == 403
    assert refused.json()["message"] == (
        "Chưa lưu. Báo cáo đã trình nên không sửa được, trừ khi lãnh đạo trả lại. Những gì đã gõ còn giữ trên máy này."
    )


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_two_people_at_one_section_see_both_texts(cast: Cast, officer: Client, headers: dict[str, str]) -> None:
    page = begun(cast, officer) + f"muc/{SECTION}/"
    officer.post(page, {"version": "0", "text": "Của người thứ nhất."})

    response = officer.post(page, {"version": "0", "text": "Của người thứ hai."}, **headers)

    assert response.status_code == (200 if headers else 409)
    assert "Của người thứ nhất." in words(response)
    form = filled_in(response, "text")
    assert (form["text"], form["version"]) == (["Của người thứ hai."], ["1"])
    officer.post(page, form)
    assert of(page.partition("muc")[0]).texts.get().text == "Của người thứ hai."


@pytest.mark.once
def test_the_page_says_how_the_own_text_differs_from_a_newer_suggestion(cast: Cast, officer: Client) -> None:
    Funding.objects.all().delete()  # with a book the facilities' own money is not told
    page = begun(cast, officer) + "muc/II.3/"
    officer.post(page, {"take": "1", "version": "0"})
    figures = figures_of("TV-TH", 2025)
    figures.funding_donated_vnd = 0  # type: ignore[attr-defined]
    figures.save()

    response = officer.get(page)

    assert "Gợi ý đã đổi" in words(response)
    assert re.search(r"<del>.*?</del><ins>", markup(response))
    assert "Gợi ý đã đổi" in words(officer.get(page.partition("muc")[0]))


@pytest.mark.once
@pytest.mark.case("SC-025")
@pytest.mark.case("SC-263")
def test_a_report_comes_back_with_remarks_and_goes_up_again(cast: Cast, officer: Client, leader: Client) -> None:
    set_head(cast, OFFICE)
    address = begun(cast, officer)
    waive_everything(of(address))
    officer.post(f"{address}trinh/")
    assert "Trả lại kèm ý kiến" in words(leader.get(address))
    assert officer.get(f"{address}muc/I/").status_code == 302

    form = filled_in(leader.get(f"{address}tra-lai/"), "reason")
    assert leader.post(f"{address}tra-lai/", {**form, "section-1": "Nêu số văn bản đã ban hành."}).status_code == 302

    told = words(officer.get(address))
    assert "Trả lại" in told
    assert "Ý kiến: Nêu số văn bản đã ban hành." in told
    assert "Nêu số văn bản đã ban hành." in words(officer.get(f"{address}muc/I/"))
    assert "Hãy ghi vì sao trình lại như cũ." in words(officer.post(f"{address}trinh/", follow=True))
    officer.post(f"{address}trinh/", {"why_unchanged": "Số văn bản đã nêu ở đoạn đầu."})
    assert of(address).state == ReportState.PROPOSED
    assert "Trình lại, không sửa lời văn: Số văn bản đã nêu ở đoạn đầu." in words(leader.get(address))


def test_a_returned_report_that_was_mended_needs_no_reason(cast: Cast, officer: Client, leader: Client) -> None:
    set_head(cast, OFFICE)
    address = begun(cast, officer)
    waive_everything(of(address))
    officer.post(f"{address}trinh/")
    leader.post(f"{address}tra-lai/", {"reason": "Viết lại mục III.1."})
    officer.post(f"{address}muc/III.1/", {"text": "Hai chỉ tiêu đạt mốc.", "version": "0"})

    assert "Vì sao trình lại" not in words(officer.get(address))
    officer.post(f"{address}trinh/", {"why_unchanged": "x"})
    assert (of(address).state, of(address).why_unchanged) == (ReportState.PROPOSED, "")


@pytest.mark.once
@pytest.mark.case("SC-056")
def test_a_proposed_report_is_taken_back_and_the_leader_reads_why(cast: Cast, officer: Client, leader: Client) -> None:
    set_head(cast, OFFICE)
    address = begun(cast, officer)
    waive_everything(of(address))
    officer.post(f"{address}trinh/")
    assert "Rút lại để sửa" in words(officer.get(address))
    assert "Hãy ghi lý do" in beside(officer.post(f"{address}rut-lai/", {"reason": " "}), "reason")

    form = filled_in(officer.get(f"{address}rut-lai/"), "reason")
    assert officer.post(f"{address}rut-lai/", {**form, "reason": "Thiếu số của thôn Gồm."})["Location"] == address

    assert of(address).state == ReportState.DRAFT
    assert "Thiếu số của thôn Gồm." in words(leader.get(address))
    assert officer.get(f"{address}muc/I/").status_code == 200
    assert officer.get(f"{address}rut-lai/")["Location"] == address, "there is nothing to take back"
    officer.post(f"{address}trinh/")
    assert "Thiếu số của thôn Gồm." not in words(leader.get(address))


@pytest.mark.once
def test_a_return_without_a_word_is_refused_beside_the_field(cast: Cast, officer: Client, leader: Client) -> None:
    set_head(cast, OFFICE)
    address = begun(cast, officer)
    waive_everything(of(address))
    officer.post(f"{address}trinh/")

    assert "Hãy ghi ý kiến" in beside(leader.post(f"{address}tra-lai/", {}), "reason")


@pytest.mark.once
@pytest.mark.usefixtures("no_head")
@pytest.mark.case("SC-141")
def test_a_report_goes_to_nobody_before_it_is_decided_who_signs(cast: Cast, officer: Client) -> None:
    address = begun(cast, officer)

    told = words(officer.post(f"{address}trinh/", follow=True))
    set_head(cast, OFFICE)
    waive_everything(of(address))
    officer.post(f"{address}trinh/")

    assert "hãy sửa hoặc ghi lý do cho 2 điều (Thể thức, người ký; Số liệu mâu thuẫn nhau)." in told
    assert "xã chưa chọn ai báo cáo, gửi ai, ai ký" in told, "what was never decided is no contradiction"
    assert of(address).state == ReportState.PROPOSED


@pytest.mark.once
def test_what_the_guards_find_is_named_and_can_be_waived_with_a_reason(cast: Cast, officer: Client) -> None:
    put_into("TV-TH", State.RETURNED, year=2025)
    address = begun(cast, officer)
    page = officer.get(address)
    assert "Cơ sở chưa có số liệu được duyệt Thư viện Trường Tiểu học" in words(page)

    found = re.search(r'name="finding" value="([^"]*Tiểu học[^"]*)"', page.content.decode())
    assert found
    officer.post(f"{address}bo-qua/unreported/", {"finding": found[1], "reason": "Trường đang sáp nhập"})
    assert "Vẫn ban hành vì: Trường đang sáp nhập" in words(officer.get(address))

    put_into("TV-MN", State.RETURNED, year=2025)
    assert "Trường đang sáp nhập" not in words(officer.get(address)), "the reason was given for another finding"


@pytest.mark.once
def test_last_years_text_with_another_date_is_pointed_out(cast: Cast, officer: Client) -> None:
    text = "Năm 2022 xã mở 3 lớp học hè cho học sinh, kết thúc ngày 15/8/2022, nhiều gia đình tham gia."
    old = ours(ReportState.ISSUED, 2022)
    ReportSnapshot.objects.create(report=old, content=_written(cast, officer, 2022, text))
    address = begun(cast, officer, 2023)
    officer.post(f"{address}muc/V/", {"version": "0", "text": text.replace("2022", "2023")})

    assert "Lời văn giống báo cáo năm trước V. Đề xuất, kiến nghị (giống 100%)" in words(officer.get(address))


def _written(cast: Cast, officer: Client, year: int, text: str) -> dict[str, object]:
    """What would be frozen of a report with this text in its last section."""
    draft = ours(ReportState.DRAFT, year)
    officer.post(f"/bao-cao/{draft.pk}/muc/V/", {"version": "0", "text": text})
    content = composed(draft).content
    without_living(cast, year)
    return content
