"""Whatever stands in an address: no page breaks, and a wrong host is a bad request."""

from __future__ import annotations

import pytest
from django.test import Client

from baocao.models import OpenData
from kehoach.common.converters import whole_number
from tests.cast import Cast, signed_in

PAGES = (
    *("/hoat-dong/?nam=", "/hoat-dong/lich/?thang=", "/kinh-phi/?nam=", "/nhiem-vu/?nam=", "/nhiem-vu/II.1.a/?nam="),
    *("/ke-hoach/?nam=", "/bang-dieu-hanh/?nam=", "/bang-dieu-hanh/2025/dien-bien/?trang=", "/tim/?q="),
    *(
        "/bao-cao/the-thuc/them/?tu=",
        "/bao-cao/the-thuc/them/?mau=",
        "/so-lieu/2026/?trang-thai=",
        "/thiet-lap/mau/?xa=",
        *("/hoat-dong/them/?dip=", "/hoat-dong/?don-vi=", "/nguoi-dung/?loc=", "/nguoi-dung/moi-mot-nguoi/?don-vi="),
        *("/lich/?nam=", "/bieu-mau/?nam=", "/bieu-mau/thu-vien-truong/2025/?dang=", "/mau-cap-tren/?nam="),
        *("/doi-chieu/?trang=", "/thong-bao/?trang=", "/khen-thuong/?nam=", "/hoat-dong/?tu="),
    ),
)
ODD = (
    "9" * 5000,
    "0" * 4999 + "1",
    "9" * 19,
    "²",
    "١٢",
    "２０２５",
    "-1",
    "1e5",
    "2025%00",
    "%F0%9F%98%80",
    " 2025",
    "",
)


@pytest.mark.parametrize("page", PAGES)
def test_no_page_breaks_at_what_an_address_says(cast: Cast, page: str) -> None:
    client = signed_in(cast.officer)

    assert [odd[:9] for odd in ODD if client.get(f"{page}{odd}").status_code >= 500] == []


def test_nor_do_pages_that_others_open(cast: Cast) -> None:
    OpenData.objects.create(commune=cast.commune, is_public=True)
    pages = {
        cast.administrator: ("/nhat-ky/?trang=", "/nhat-ky/?tu=", "/thiet-lap/?tim=", "/thiet-lap/mau/?ma="),
        None: ("/du-lieu-mo/?trang=", "/du-lieu-mo/11122/?nam="),
    }

    for person, addresses in pages.items():
        client = signed_in(person) if person else Client()
        broken = [(page, odd[:9]) for page in addresses for odd in ODD if client.get(f"{page}{odd}").status_code >= 500]
        assert broken == []


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("007", 7), ("999999999", 999_999_999), ("1000000000", None), ("²", None), ("", None)],
)
def test_a_whole_number_has_plain_digits_and_not_too_many(text: str, number: int | None) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("signed", [False, True])
def test_another_host_is_a_bad_request(cast: Cast, signed: bool) -> None:
    client = signed_in(cast.officer) if signed else Client()

    response = client.get("/dang-nhap/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert "Địa chỉ hoặc nội dung gửi đi không đúng dạng" in response.content.decode()
