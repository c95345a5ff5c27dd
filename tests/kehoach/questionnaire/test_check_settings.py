"""What an administrator sets about the checks: thresholds, and checks that count for less."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kehoach.figures.assessment import Assessment, assess, check_settings
from kehoach.figures.last_year import last_year_of
from kehoach.models import CheckSetting, CheckThreshold, State, YearFigures
from kehoach.questionnaire.checks import Severity
from tests.cast import Cast, figures_of, put_into, signed_in
from tests.pages import words

THRESHOLDS = "/quan-tri/kehoach/checkthreshold/"
SETTINGS = "/quan-tri/kehoach/checksetting/"
SCHOOL = "TV-TH"


@pytest.fixture
def administrator(cast: Cast) -> Client:
    """The administrator's browser."""
    return signed_in(cast.administrator)


def draft(**values: int) -> YearFigures:
    """The primary school's form of the open year, in work, with some values of it changed."""
    figures = put_into(SCHOOL, State.DRAFT)
    for name, value in values.items():
        figures.set_value(name, value)
    figures.save()
    return figures


def assessed() -> Assessment:
    """What is found in the primary school's form as it stands."""
    figures = figures_of(SCHOOL)
    return assess(figures, last_year_of(figures))


def found(code: str) -> list[tuple[Severity, str]]:
    """The findings of one check."""
    return [(finding.severity, finding.message) for finding in assessed().findings if finding.code == code]


def half_as_many_again() -> int:
    """Half as many pupils again as last year."""
    last = last_year_of(figures_of(SCHOOL)).values
    assert last is not None
    pupils = last["pupils"]
    assert isinstance(pupils, int)
    return pupils * 3 // 2


def test_an_edited_threshold_changes_what_is_found(administrator: Client) -> None:
    draft(pupils=half_as_many_again())
    assert "hơn mức 15% cần giải trình" in found("changed_sharply")[0][1]

    administrator.post(f"{THRESHOLDS}add/", {"kind": "thu-vien", "code": "pupils_change", "value": "49.5"})
    assert "hơn mức 49,5% cần giải trình" in found("changed_sharply")[0][1]

    row = CheckThreshold.objects.get()
    administrator.post(f"{THRESHOLDS}{row.pk}/change/", {"kind": "thu-vien", "code": "pupils_change", "value": "50"})
    assert found("changed_sharply") == []


def test_a_threshold_of_another_kind_or_of_the_past_changes_nothing(cast: Cast) -> None:
    draft(pupils=half_as_many_again())
    before = assessed()

    CheckThreshold.objects.create(kind="van-hoa", code="pupils_change", value=Decimal(90))
    CheckThreshold.objects.create(kind="thu-vien", code="no_longer_there", value=Decimal(1))
    CheckSetting.objects.create(kind="van-hoa", code="changed_sharply", weight="off", reason="Thử")

    assert assessed() == before


def test_a_check_lowered_to_a_hint_no_longer_blocks(administrator: Client) -> None:
    draft(titles=9_999_999)
    assert [severity for severity, _ in found("titles_over_books")] == [Severity.ERROR]
    assert "titles_over_books" in {finding.code for finding in assessed().blocking}

    lowered = {"kind": "thu-vien", "code": "titles_over_books", "weight": "hint", "reason": "Mới, còn thử."}
    administrator.post(f"{SETTINGS}add/", lowered)

    assert [severity for severity, _ in found("titles_over_books")] == [Severity.HINT]
    assert "titles_over_books" not in {finding.code for finding in assessed().blocking}


def test_a_query_lowered_to_a_hint_needs_no_answer(cast: Cast) -> None:
    draft(pupils=half_as_many_again())
    assert "changed_sharply" in {finding.code for finding in assessed().open_queries}

    CheckSetting.objects.create(kind="thu-vien", code="changed_sharply", weight="hint", reason="Thử")

    assert "changed_sharply" not in {finding.code for finding in assessed().open_queries}


def test_a_check_that_is_switched_off_is_silent(cast: Cast) -> None:
    draft(titles=9_999_999)

    CheckSetting.objects.create(kind="thu-vien", code="titles_over_books", weight="off", reason="Sai với trường ta")

    assert found("titles_over_books") == []


def test_the_gate_itself_cannot_be_lowered(administrator: Client) -> None:
    setting = {"kind": "thu-vien", "code": "unanswered", "weight": "off", "reason": "Cho nhanh"}

    response = administrator.post(f"{SETTINGS}add/", setting)

    assert response.status_code == 200
    assert not CheckSetting.objects.exists()


@pytest.mark.parametrize(
    ("url", "wrong", "sentence"),
    [
        (THRESHOLDS, {"value": "-1"}, "Ngưỡng không được âm."),
        (THRESHOLDS, {"value": "1.250"}, "Hãy gõ 1250 hoặc 1,250."),
        (THRESHOLDS, {"value": "0,2"}, "Hãy gõ 20 % hoặc 0,2 %."),
        (THRESHOLDS, {"value": "hai mươi"}, "Cần một số, ví dụ 70 hoặc 12,5."),
        (THRESHOLDS, {"kind": "van-hoa"}, "Mục này không thuộc loại phiếu đã chọn."),
        (SETTINGS, {"kind": "van-hoa"}, "Mục này không thuộc loại phiếu đã chọn."),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    administrator: Client, url: str, wrong: dict[str, str], sentence: str
) -> None:
    right = {"kind": "thu-vien", "value": "20", "weight": "off", "reason": "Thử"}
    code = {THRESHOLDS: "pupils_change", SETTINGS: "stock_not_balanced"}[url]

    response = administrator.post(f"{url}add/", {**right, "code": code, **wrong})

    assert sentence in words(response)
    assert not CheckThreshold.objects.exists()
    assert not CheckSetting.objects.exists()


@pytest.mark.parametrize(
    ("code", "typed", "value"),
    [("pupils_change", "12,5", "12.5"), ("pupils_change", "0,5 %", "0.5"), ("visits_per_pupil_least", "0,5", "0.5")],
)
def test_a_threshold_is_typed_with_a_comma(administrator: Client, code: str, typed: str, value: str) -> None:
    administrator.post(f"{THRESHOLDS}add/", {"kind": "thu-vien", "code": code, "value": typed})

    assert CheckThreshold.objects.get().value == Decimal(value)


def test_a_second_row_for_the_same_threshold_is_refused_with_a_sentence(administrator: Client) -> None:
    CheckThreshold.objects.create(kind="thu-vien", code="pupils_change", value=Decimal(20))

    response = administrator.post(f"{THRESHOLDS}add/", {"kind": "thu-vien", "code": "pupils_change", "value": "30"})

    assert "Ngưỡng này đã có." in words(response)
    assert CheckThreshold.objects.count() == 1


def test_every_change_is_in_the_history_with_who_made_it(administrator: Client, cast: Cast) -> None:
    administrator.post(f"{THRESHOLDS}add/", {"kind": "thu-vien", "code": "pupils_change", "value": "20"})
    row = CheckThreshold.objects.get()
    administrator.post(f"{THRESHOLDS}{row.pk}/delete/", {"post": "yes"})

    kept = CheckThreshold.history.order_by("history_id")
    assert [(one.history_type, one.value, one.history_user) for one in kept] == [
        ("+", Decimal(20), cast.administrator),
        ("-", Decimal(20), cast.administrator),
    ]


def test_the_lists_name_everything_that_can_be_set_with_its_default_and_what_holds(administrator: Client) -> None:
    CheckThreshold.objects.create(kind="thu-vien", code="pupils_change", value=Decimal("12.5"))
    CheckSetting.objects.create(kind="van-hoa", code="kinds_of_clubs_differ", weight="off", reason="Thử")

    thresholds, settings = words(administrator.get(THRESHOLDS)), words(administrator.get(SETTINGS))

    assert "Thư viện Số học sinh thay đổi quá 15% 12,5" in thresholds
    assert "Thư viện Tổng số bản sách thay đổi quá 10% mặc định" in thresholds
    assert "Thiết chế văn hóa Số chỗ ngồi nhà văn hóa thôn ít nhất 100 chỗ mặc định" in thresholds
    assert "Thiết chế văn hóa Các loại câu lạc bộ không bằng số câu lạc bộ Lỗi phải sửa Tắt" in settings
    assert "Thư viện Tên sách nhiều hơn bản sách Lỗi phải sửa mặc định" in settings


def test_the_list_leads_to_a_form_that_is_filled_in(administrator: Client) -> None:
    response = administrator.get(f"{THRESHOLDS}add/?kind=van-hoa&code=village_seats")

    assert "Số chỗ ngồi nhà văn hóa thôn ít nhất (mặc định 100 chỗ)" in words(response)
    assert 'value="village_seats" selected' in response.content.decode()


def test_only_the_administrator_sets_them(cast: Cast) -> None:
    answers = [signed_in(user).get(THRESHOLDS).status_code for user in (cast.officer, cast.leader, cast.reporter)]

    assert set(answers) <= {302, 403}


def test_many_assessments_read_the_settings_once(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    figures = figures_of(SCHOOL)
    last = last_year_of(figures)
    alone = assess(figures, last)

    with django_assert_num_queries(2):
        settings = check_settings()
    with django_assert_num_queries(0):  # the evidence is there already
        assert assess(figures, last, settings) == alone
