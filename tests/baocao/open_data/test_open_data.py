"""“Dữ liệu mở”: what everybody reads of a commune that publishes, and what nobody does."""

from __future__ import annotations

import csv
import json
from datetime import date
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from baocao.models import OpenData
from baocao.open_data.access import finished_year
from baocao.open_data.dataset import as_csv, dataset_of
from kehoach.models import State
from tests.cast import Cast, figures_of, signed_in
from thuvien.models import Library

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def published(cast: Cast) -> Cast:
    """The commune of the demonstration publishes."""
    OpenData.objects.create(commune=cast.commune, is_public=True)
    return cast


def lines(content: bytes) -> list[dict[str, str]]:
    """A CSV file as its reader sees it."""
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


def file_of(year: int, ending: str, **headers: str) -> tuple[int, bytes, str]:
    """What somebody without an account gets: status, content, ETag."""
    response = Client().get(f"/du-lieu-mo/11122/{year}/{ending}/", headers=headers)
    return response.status_code, response.content, response.headers.get("ETag", "")


@pytest.mark.case("SC-196")
def test_the_officer_opens_the_figures_and_closes_them_again(cast: Cast) -> None:
    officer, anybody = signed_in(cast.officer), Client()
    assert anybody.get("/du-lieu-mo/").status_code == 404
    assert "2025" in officer.get("/cong-bo-du-lieu/").content.decode()

    for _ in range(2):
        officer.post("/cong-bo-du-lieu/", {"is_public": "on"}, follow=True)
    page = anybody.get("/du-lieu-mo/").content.decode()
    assert reverse("open_data_file", args=("11122", 2025, "csv")) in page
    assert "Nghị định số 47/2020/NĐ-CP" in page
    assert "/11122/2026/" not in page

    officer.post("/cong-bo-du-lieu/", {})
    assert anybody.get("/du-lieu-mo/").status_code == 404
    assert file_of(2025, "csv")[0] == 404
    reasons = OpenData.history.order_by("history_id").values_list("history_change_reason", flat=True)
    assert list(reasons) == ["Công bố dữ liệu mở", "Thôi công bố dữ liệu mở"]


@pytest.mark.case("SC-197")
def test_csv_and_json_say_the_accepted_figures_and_what_they_mean(published: Cast) -> None:
    of_school = figures_of("TV-TH", 2025)
    rows = {(row["ma_co_so"], row["ma_so_lieu"]): row for row in lines(file_of(2025, "csv")[1])}
    data = json.loads(file_of(2025, "json")[1])
    answers = next(row["values"] for row in data["facilities"] if row["code"] == "TV-TH")

    assert rows["TV-TH", "visits_pupils"]["gia_tri"] == str(of_school.value("visits_pupils"))
    assert answers["visits_pupils"] == of_school.value("visits_pupils")
    assert data["commune"] == {"code": "11122", "name": "xã Quảng Nghiệp", "province": "thành phố Hải Phòng"}
    assert f"{date.fromisoformat(data['date']):%d/%m/%Y}" in data["licence"]
    explained = {(row["kind"], row["code"]) for row in data["dictionary"]}
    assert {("thu-vien", name) for name in answers} <= explained
    assert len(lines(file_of(2025, "tu-dien")[1])) == len(data["dictionary"])


@pytest.mark.parametrize(("year", "province"), [(2023, "tỉnh Hải Dương"), (2025, "thành phố Hải Phòng")])
def test_a_year_is_of_the_province_of_its_days(published: Cast, year: int, province: str) -> None:
    assert json.loads(file_of(year, "json")[1])["commune"]["province"] == province


def test_nothing_says_anything_of_a_person(published: Cast) -> None:
    form = figures_of("TV-TH", 2025)
    form.notes, form.responsible_name = {"visits_pupils": "Cô Lan nghỉ"}, "Trần Thị Mận"
    form.librarian_qualification, form.standard_decision = "bachelor", "Cô Lan ký"
    form.save()

    contents = [file_of(2025, ending)[1].decode() for ending in ("csv", "json", "tu-dien")]

    for hidden in ("Cô Lan", "Trần Thị Mận", "librarian_qualification", "person_in_charge", "standard_decision"):
        assert all(hidden not in content for content in contents)


def test_what_is_not_known_says_why_and_a_draft_says_nothing(published: Cast) -> None:
    figures_of("TV-TH", 2025).delete()
    of_school = [row for row in lines(file_of(2025, "csv")[1]) if row["ma_co_so"] == "TV-TH"]

    assert {(row["gia_tri"], row["vi_sao_trong"]) for row in of_school} == {("", "Chưa báo cáo")}
    assert figures_of("TV-THCS", 2025).state == State.ACCEPTED
    assert file_of(2026, "json")[0] == file_of(2025, "xml")[0] == file_of(1999, "csv")[0] == 404


def test_a_name_that_looks_like_a_formula_is_none_in_a_spreadsheet(published: Cast) -> None:
    Library.objects.filter(code="TV-TH").update(name='=HYPERLINK("http://x")')

    content = as_csv(dataset_of(finished_year("11122", 2025)))

    assert {row["ten_co_so"][:2] for row in lines(content) if row["ma_co_so"] == "TV-TH"} == {"'="}


def test_who_has_a_file_already_is_not_sent_it_again(published: Cast) -> None:
    status, content, etag = file_of(2025, "json")

    assert (status, bool(content)) == (200, True)
    assert file_of(2025, "json", **{"If-None-Match": etag})[:2] == (304, b"")
    form = figures_of("TV-TH", 2025)
    form.visits_pupils += 1
    form.save()
    assert file_of(2025, "json", **{"If-None-Match": etag})[0] == 200


def test_several_communes_that_publish_are_listed(published: Cast) -> None:
    OpenData.objects.create(commune=published.neighbour, is_public=True)

    page = Client().get("/du-lieu-mo/", {"trang": "9"}).content.decode()

    assert "Xã Quảng Nghiệp" in page
    assert "/du-lieu-mo/11125/" in page
    assert "Chưa có năm nào" in Client().get("/du-lieu-mo/11125/").content.decode()
