"""The level above and administrators look after an area, and choose no commune outside it."""

from __future__ import annotations

import pytest
from django.test import Client

from kehoach.models import Commune, Invitation, Role, User
from tests.cast import Cast, signed_in
from tests.pages import words

OUTSIDE = "99001"


@pytest.fixture
def far(cast: Cast) -> Commune:
    """A commune of another province."""
    return Commune.objects.create(code=OUTSIDE, name="Xa", province="tỉnh Lào Cai")


@pytest.mark.case("SC-210")
@pytest.mark.parametrize(
    "area", [{"area_province": "thành phố Hải Phòng"}, {"area_communes": "11122, 11125"}], ids=["province", "communes"]
)
def test_an_overseer_chooses_communes_of_the_area_alone(cast: Cast, far: Commune, area: dict[str, str]) -> None:
    User.objects.filter(pk=cast.overseer.pk).update(**area)
    client = signed_in(cast.overseer)

    page = words(client.get("/"))
    assert "Xã Quảng Nghiệp" in page
    assert "Xã Xa" not in page
    assert client.post(f"/xa/{OUTSIDE}/").status_code == 404
    assert client.post("/xa/11122/").status_code == 302
    assert signed_in(cast.overseer, far).get("/ke-hoach/").status_code == 403, "chosen before the area was given"
    assert "Xã Xa" not in words(client.get("/tong-hop/2025/"))


def test_an_administrator_of_an_area_runs_its_communes_and_nothing_of_all(cast: Cast, far: Commune) -> None:
    User.objects.filter(pk=cast.administrator.pk).update(area_communes="11122")
    client = signed_in(cast.administrator, cast.commune)

    assert client.get("/nguoi-dung/").status_code == 200
    for path in ("/quan-tri/", "/thiet-lap/", "/quan-tri/kehoach/user/"):
        assert client.get(path, follow=True).status_code in (403, 404), path
    assert "Quản trị</span>" not in client.get("/").content.decode()
    assert client.post(f"/xa/{OUTSIDE}/").status_code == 404
    refused = client.post("/nguoi-dung/moi-mot-nguoi/", {"role": "overseer", "name": "Cấp Trên"})
    assert refused.status_code == 200
    assert not Invitation.objects.exists()


def invite(client: Client, **given: str) -> str:
    """Invites somebody of the level above; returns the page."""
    return words(client.post("/nguoi-dung/moi-mot-nguoi/", {"role": "overseer", **given}, follow=True))


def test_who_is_invited_to_an_area_has_it(cast: Cast, far: Commune) -> None:
    client = signed_in(cast.administrator, cast.commune)
    assert "Cổng không có xã mang mã 12345." in invite(client, area_communes="12345")
    assert "Không thuộc thành phố Hải Phòng: xã Xa." in invite(
        client, area_province="thành phố Hải Phòng", area_communes=OUTSIDE
    )
    assert "1 giấy mời" in invite(
        client, area_province="thành phố Hải Phòng", area_communes="11122,", name="Phòng Văn hóa"
    )
    assert "Cấp trên và người quản trị" in words(client.get("/nguoi-dung/"))

    code = client.get("/nguoi-dung/giay-moi/").content.decode().split("/moi/")[1].split("/")[0]
    data = {"name": "Người Cấp Trên", "password": "trời nắng đi cấy lúa sớm"}
    Client().post(f"/moi/{code}/", data)

    joined = User.objects.get(role=Role.OVERSEER, last_name="Người Cấp Trên")
    assert (joined.area_province, joined.area_codes) == ("thành phố Hải Phòng", ["11122"])
