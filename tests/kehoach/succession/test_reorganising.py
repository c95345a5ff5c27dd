"""Schools merge, a library closes, communes are renamed and merge: seen before, done at once, and taken back."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest
from django.test import Client

from kehoach.common.tokens import LINK_PATH, token_of
from kehoach.figures.actions.figures import open_form
from kehoach.links.actions import link_for
from kehoach.models import (
    Assignment,
    Commune,
    EntryLink,
    Reorganisation,
    ReportingYear,
    State,
    Unit,
    User,
)
from kehoach.models.figures import ASKED
from kehoach.models.kinds import kinds
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into, signed_in
from tests.pages import words
from thuvien.models import Library, LibraryFigures
from vanhoa.models import CulturalCentre

DOCUMENT = {
    "day": "01/08/2026",
    "document_number": "125/QĐ-UBND",
    "document_date": "15/07/2026",
    "document_issuer": "Ủy ban nhân dân xã",
}
NEW_SCHOOL = "Trường Tiểu học và THCS Quảng Nghiệp"
# What may be done to whom in the demonstration: of each kind once at least.
REORGANISATIONS: list[tuple[str, str, dict[str, Any]]] = [
    ("unit", "merge", {"ended": ["THCS"], "into": "TH"}),
    ("unit", "merge", {"ended": ["THON-GOM", "THON-NGAI"], "names": "Thôn Gồm Ngái"}),
    ("unit", "split", {"ended": "TH", "names": "Trường A\nTrường B"}),
    ("unit", "split", {"ended": "TH", "names": "Trường B", "keeps": "on"}),
    ("unit", "close", {"ended": ["THON-MAC"]}),
    ("thu-vien", "merge", {"ended": ["TV-TH", "TV-MN"], "names": "Thư viện chung", "unit": "MN"}),
    ("van-hoa", "move", {"ended": "VH-MAC", "unit": "THON-GOM"}),
    ("van-hoa", "open", {"names": "Nhà văn hóa thôn Mới", "kind": "village", "unit": "THON-MAC"}),
]
MERGED = {"ended": ["TH", "THCS"], "names": NEW_SCHOOL, "code": "THTHCS"}


@pytest.fixture
def administrator(cast: Cast, officer: Client) -> Client:
    """The administrator's browser, in the commune of the demonstration."""
    return signed_in(cast.administrator, cast.commune)


def every_value() -> list[Any]:
    """What reorganising writes: rows with all their columns, histories left out."""
    models = [Commune, Unit, User, EntryLink, Assignment, ReportingYear]
    models += [model for kind in kinds() for model in (kind.facility_model, kind.figures_model)]
    return [list(model._default_manager.order_by("pk").values()) for model in models]  # type: ignore[attr-defined]


def done(client: Client, level: str, action: str, **given: Any) -> Reorganisation:
    """Looks at what will happen, then confirms it."""
    address, typed = f"/sap-xep/{level}/{action}/", DOCUMENT | given
    preview = client.post(address, typed)
    assert preview.context["outcome"] is not None, preview.context["form"].errors
    assert client.post(address, typed | {"digest": preview.context["outcome"].digest}).status_code == 302
    return Reorganisation.objects.latest("pk")


def taken_back(client: Client, record: Reorganisation) -> str:
    """What is said to whoever takes it back."""
    return words(client.post(f"/sap-xep/{record.pk}/hoan-tac/", follow=True))


@pytest.mark.case("SC-080")
def test_two_schools_merge_into_a_new_one(cast: Cast, officer: Client) -> None:
    year = ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR)
    link_for(unit=cast.commune.units.get(code="TH"), year=year, by=cast.officer, at=NOW)
    before = every_value()

    preview = words(officer.post("/sap-xep/unit/merge/", DOCUMENT | MERGED))
    assert every_value() == before
    record = done(officer, "unit", "merge", **MERGED)

    school = Unit.objects.get(code="THTHCS")
    library = Library.objects.get(unit=school)
    assert {unit.code for unit in school.predecessors.all()} == {"TH", "THCS"}
    assert {former.code for former in library.predecessors.all()} == {"TV-TH", "TV-THCS"}
    assert Unit.objects.get(code="TH").closed_on == library.opened_on == date(2026, 8, 1)
    assert {account.unit for account in (cast.reporter, cast.colleague) if not account.refresh_from_db()} == {school}
    assert figures_of(library.code).state == State.NOT_OPENED
    assert Assignment.objects.filter(unit=school).exists()
    for sentence in (
        f"{NEW_SCHOOL} (mã THTHCS) hoạt động từ ngày 01/08/2026.",
        "Năm 2026, thư viện: từ 5 thành 4.",
        "reporter-11122-th (Trường Tiểu học Quảng Nghiệp) làm việc cho",
        "Đường dẫn đã gửi cho Trường Tiểu học Quảng Nghiệp và Trường THCS Quảng Nghiệp không mở phiếu nữa",
        "thể thức và báo cáo của năm 2025 và các năm trước giữ nguyên",
    ):
        assert sentence in preview
        assert sentence in words(officer.get(f"/sap-xep/{record.pk}/"))

    assert "mọi thứ như trước" in taken_back(officer, record)
    assert every_value() == before
    assert "đã hoàn tác" in words(officer.get("/sap-xep/"))


def test_what_becomes_of_accepted_figures_is_said_and_true(cast: Cast, officer: Client) -> None:
    put_into("TV-TH", State.ACCEPTED)
    kept = "(Đã duyệt) không phải nộp nữa. Số đã ghi vẫn xem được ở phiếu ấy, không tính vào kết quả năm"

    merged = words(officer.post("/sap-xep/unit/merge/", DOCUMENT | MERGED))
    closed = words(officer.post("/sap-xep/unit/close/", DOCUMENT | {"ended": ["TH"]}))
    done(officer, "unit", "merge", **MERGED)

    assert f"{kept}: phiếu của nơi tiếp nối ghi số cả năm." in merged
    assert f"{kept}." in closed
    assert officer.get(f"/thu-vien/TV-TH/{OPEN_YEAR}/").status_code == 200
    assert not LibraryFigures.objects.filter(ASKED, facility__code="TV-TH", reporting_year__year=OPEN_YEAR).exists()


@pytest.mark.parametrize("action", ["merge", "close", "rename"])
def test_schools_then_villages_stand_first_among_the_units(officer: Client, action: str) -> None:
    choices = officer.get(f"/sap-xep/unit/{action}/").context["form"].fields["ended"].choices
    kinds_shown = [Unit.objects.get(code=code).kind for code, _ in choices if code]

    schools, villages = kinds_shown.count("school"), kinds_shown.count("village")
    assert kinds_shown[: schools + villages] == ["school"] * schools + ["village"] * villages


def test_a_school_takes_another_one_in(cast: Cast, officer: Client) -> None:
    put_into("TV-TH", State.DRAFT)

    done(officer, "unit", "merge", ended=["THCS"], into="TH")

    library = Library.objects.get(code="TV-TH")
    assert [former.code for former in library.predecessors.all()] == ["TV-THCS"]
    assert library.closed_on is None
    assert figures_of("TV-TH").state == State.DRAFT
    cast.colleague.refresh_from_db()
    assert cast.colleague.unit == cast.reporter.unit


def test_villages_that_merge_keep_each_its_house_and_its_form(cast: Cast, officer: Client) -> None:
    form = figures_of("VH-GOM")

    done(officer, "unit", "merge", ended=["THON-GOM", "THON-NGAI"], names="Thôn Gồm Ngái")

    village = Unit.objects.get(name="Thôn Gồm Ngái")
    houses = {centre.code: centre.name for centre in CulturalCentre.objects.filter(unit=village)}
    assert village.code == "THON-GOM-2"
    assert list(houses) == ["VH-GOM-2", "VH-NGAI-2"]
    assert houses["VH-GOM-2"].endswith("thôn Gồm")
    form.refresh_from_db()
    assert form.facility.code == "VH-GOM-2"


def test_an_heir_may_bear_the_name_of_one_that_it_follows(cast: Cast, officer: Client) -> None:
    name = cast.commune.units.get(code="THON-GOM").name

    done(officer, "unit", "merge", ended=["THON-GOM", "THON-NGAI"], names=name)

    assert [unit.code for unit in cast.commune.units.filter(name=name, closed_on=None)] == ["THON-GOM-2"]


@pytest.mark.once
@pytest.mark.parametrize(
    ("level", "action", "given"),
    [
        ("thu-vien", "open", {"unit": "TH", "kind": "primary", "names": "THƯ VIỆN TRƯỜNG TIỂU HỌC QUẢNG NGHIỆP"}),
        (
            "thu-vien",
            "merge",
            {"ended": ["TV-MN", "TV-THCS"], "unit": "TH", "names": "Thư viện Trường Tiểu học  Quảng Nghiệp"},
        ),
        ("thu-vien", "split", {"ended": "TV-TH", "names": "Thư viện A\nthư viện a"}),
        ("unit", "open", {"kind": "village", "names": unicodedata.normalize("NFD", "Thôn Gồm")}),
        ("unit", "split", {"ended": "TH", "names": "Trường A\nTRƯỜNG A"}),
        ("unit", "merge", {"ended": ["TH", "THCS"], "names": "Trường Mầm non Quảng Nghiệp"}),
    ],
)
def test_a_name_that_somebody_else_has_is_asked_about(
    officer: Client, level: str, action: str, given: dict[str, Any]
) -> None:
    before = every_value()

    told = words(officer.post(f"/sap-xep/{level}/{action}/", DOCUMENT | given))

    assert "Nếu là một nơi, hãy dùng mã" in told
    assert every_value() == before


@pytest.mark.case("SC-081")
def test_a_school_gets_another_name_and_goes_on(cast: Cast, officer: Client) -> None:
    year = ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR)
    link = link_for(unit=cast.commune.units.get(code="TH"), year=year, by=cast.officer, at=NOW)
    before, form = every_value(), figures_of("TV-TH")

    record = done(officer, "unit", "rename", ended="TH", names="Trường Tiểu học Dân An")

    school = Unit.objects.get(code="TH-2")
    link.refresh_from_db()
    form.refresh_from_db()
    assert link.unit == school
    assert form.facility.name == "Thư viện Trường Tiểu học Dân An"
    assert User.objects.get(unit=school, is_link=True).position == "Trường Tiểu học Dân An (qua đường dẫn)"
    assert LibraryFigures.objects.get(facility__code="TV-TH", reporting_year__year=2025).facility.unit.code == "TH"

    taken_back(officer, record)
    assert every_value() == before


@pytest.mark.case("SC-082")
def test_a_library_closes(cast: Cast, officer: Client) -> None:
    before = every_value()

    record = done(officer, "thu-vien", "close", ended=["TV-TTHTCD"])

    assert Library.objects.get(code="TV-TTHTCD").closed_on == date(2026, 8, 1)
    assert ["Mẫu số", "Năm 2026, thư viện: từ 5 thành 4."] in record.effects
    taken_back(officer, record)
    assert every_value() == before


def test_a_library_moves_to_another_unit_with_its_form(cast: Cast, officer: Client) -> None:
    form = put_into("TV-TTHTCD", State.DRAFT)

    done(officer, "thu-vien", "move", ended="TV-TTHTCD", unit="TH")

    form.refresh_from_db()
    assert (form.facility.unit.code, form.state) == ("TH", State.DRAFT)
    assert Library.objects.get(code="TV-TTHTCD").unit.code == "TTHTCD"


def test_a_school_is_split(cast: Cast, officer: Client) -> None:
    done(officer, "unit", "split", ended="TH", names="Trường Tiểu học A\nTrường Tiểu học B")

    first, second = Unit.objects.filter(predecessors__code="TH").order_by("pk")
    cast.reporter.refresh_from_db()
    assert cast.reporter.unit == first
    assert figures_of("TV-TH-2").facility.unit == first
    assert Assignment.objects.filter(unit=second).count() == Assignment.objects.filter(unit=first).count() > 0


def test_a_village_is_opened_with_the_tasks_of_villages(cast: Cast, officer: Client) -> None:
    record = done(officer, "unit", "open", names="Thôn Mới", kind="village")

    village = Unit.objects.get(name="Thôn Mới")
    assert village.code == "THON-MOI"
    assert Assignment.objects.filter(unit=village).count() == Assignment.objects.filter(unit__code="THON-MAC").count()
    taken_back(officer, record)
    assert not Unit.objects.filter(name="Thôn Mới").exists()


@pytest.mark.case("SC-083")
def test_what_was_entered_since_keeps_it_from_being_taken_back(cast: Cast, officer: Client) -> None:
    record = done(officer, "unit", "merge", **MERGED)
    Reorganisation.objects.update(done_at=NOW.replace(hour=1))
    open_form(LibraryFigures.objects.get(facility__unit__code="THTHCS"), by=cast.officer, at=NOW)

    assert "không hoàn tác được nữa" in taken_back(officer, record)
    assert Unit.objects.filter(code="THTHCS").exists()


@pytest.mark.once
@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"day": "01/08/2025"}, "Năm 2025 đã khóa với số liệu đến hết ngày 14/12/2025"),
        ({"day": "01/08/2027"}, "Ngày hiệu lực chưa đến"),
        ({"document_number": ""}, "Không được để trống mục này"),
        ({"ended": ["TH"]}, "Sáp nhập cần ít nhất hai nơi"),
        ({"ended": ["TH", "KHONG"]}, "Không có mã «KHONG»"),
        ({"names": ""}, "Hãy ghi tên nơi mới"),
        ({"code": "MN"}, "Xã đã có đơn vị với mã này"),
        ({"document_date": "15/07/2027"}, "Ngày quyết định chưa đến"),
    ],
)
def test_what_cannot_be_is_said(officer: Client, given: dict[str, Any], sentence: str) -> None:
    before = every_value()

    assert sentence in words(officer.post("/sap-xep/unit/merge/", DOCUMENT | MERGED | given))
    assert every_value() == before


def test_the_same_again_leads_to_what_was_done(officer: Client) -> None:
    record = done(officer, "unit", "merge", **MERGED)

    again = officer.post("/sap-xep/unit/merge/", DOCUMENT | MERGED)

    assert again["Location"] == f"/sap-xep/{record.pk}/"
    changed = officer.post("/sap-xep/unit/close/", DOCUMENT | {"ended": ["TH"]})
    assert "(TH) đã thôi hoạt động (01/08/2026)" in words(changed)


def test_what_changed_meanwhile_is_shown_again(cast: Cast, officer: Client) -> None:
    answer = officer.post("/sap-xep/unit/merge/", DOCUMENT | MERGED | {"digest": "0" * 64})

    assert answer.status_code == 409
    assert "đã thay đổi trong lúc đó" in words(answer)
    assert not Reorganisation.objects.exists()


@pytest.mark.case("SC-084")
def test_a_commune_gets_another_name(cast: Cast, administrator: Client) -> None:
    before = every_value()

    record = done(administrator, "commune", "rename", ended="11122", names="Dân An", day="01/12/2025")

    commune = Commune.objects.get(code="11122")
    assert (commune.name, commune.as_of(date(2025, 11, 30)).name) == ("Dân An", "Quảng Nghiệp")
    taken_back(administrator, record)
    assert every_value() == before


@pytest.mark.case("SC-085")
def test_two_communes_merge_into_a_new_one(cast: Cast, administrator: Client) -> None:
    form, before = figures_of("TV-TH"), every_value()
    new = {"ended": ["11122", "11125"], "names": "Tân Kỳ", "code": "11113", "day": "01/07/2026"}

    record = done(administrator, "commune", "merge", **new)

    commune = Commune.objects.get(code="11113")
    form.refresh_from_db()
    for person in (cast.officer, cast.reporter, cast.stranger):
        person.refresh_from_db()
    assert {row.successor for row in Commune.objects.filter(code__in=["11122", "11125"])} == {commune}
    assert form.facility.commune == form.reporting_year.commune == commune
    assert cast.officer.commune == cast.reporter.commune == cast.stranger.commune == commune
    assert cast.reporter.unit.predecessors.get().commune == cast.commune
    assert ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR).is_closed
    assert Library.objects.filter(commune=commune).count() == 5
    assert signed_in(cast.officer).get("/so-lieu/2026/").status_code == 200

    taken_back(administrator, record)
    assert every_value() == before


def test_two_villages_of_one_name_are_told_before_their_communes_merge(cast: Cast, administrator: Client) -> None:
    village = cast.commune.units.get(code="THON-GOM")
    Unit.objects.create(commune=cast.neighbour, code="T1", name=village.name.upper(), kind=village.kind)
    new = {"ended": ["11122", "11125"], "names": "Tân Kỳ", "code": "11113", "day": "01/07/2026"}

    told = words(administrator.post("/sap-xep/commune/merge/", DOCUMENT | new))

    assert f"sẽ có hai đơn vị tên “{village.name.upper()}”. Hãy đổi tên mã T1 cho khác nhau." in told


@pytest.mark.case("SC-086")
def test_the_link_of_a_school_that_merged_says_so(cast: Cast, officer: Client) -> None:
    school, year = cast.commune.units.get(code="TH"), ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR)
    address = f"/{LINK_PATH}{token_of(link_for(unit=school, year=year, by=cast.officer, at=NOW).nonce)}/"
    done(officer, "unit", "merge", **MERGED)

    page = words(Client().get(address))

    assert f"Trường Tiểu học Quảng Nghiệp đã nhập vào {NEW_SCHOOL} từ ngày 01/08/2026." in page
    assert cast.commune.contact_phone in page
    assert Client().post(address).status_code == 403


def test_who_has_chosen_no_commune_reorganises_communes_alone(cast: Cast) -> None:
    client = signed_in(cast.administrator)

    page = words(client.get("/sap-xep/"))

    assert "Xã Đổi tên Sáp nhập" in page
    assert "Chuyển sang đơn vị khác" not in page
    assert client.get("/sap-xep/commune/merge/").status_code == 200
    assert client.get("/sap-xep/unit/merge/").status_code == 403


def test_forms_of_a_year_that_was_over_stay_where_they_are(cast: Cast, officer: Client) -> None:
    form = put_into("TV-TH", State.DRAFT, 2025)
    ReportingYear.objects.filter(year=2025).update(closed_at=None, closed_by=None)

    record = done(officer, "unit", "rename", ended="TH", names="Trường Tiểu học Dân An")

    form.refresh_from_db()
    assert form.facility.code == "TV-TH"
    assert any(text.startswith("Phiếu năm 2025") and "vẫn phải nộp" in text for _, text in record.effects)


@pytest.mark.parametrize(("level", "action", "given"), REORGANISATIONS)
def test_whatever_was_done_can_be_taken_back(officer: Client, level: str, action: str, given: dict[str, Any]) -> None:
    before = every_value()

    record = done(officer, level, action, **given)

    assert every_value() != before
    assert "mọi thứ như trước" in taken_back(officer, record)
    assert every_value() == before
