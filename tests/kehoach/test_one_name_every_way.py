"""Whichever way a name comes in that somebody else has, in whatever spelling, it is asked about and nothing is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import models

from kehoach.models import Commune, Unit
from kehoach.setup.template import template_of as setup_template
from kehoach.succession.workbook import template_of as orders_template
from tests.cast import NOW, Cast, signed_in
from tests.kehoach.succession.test_reorganise_command import answer, filled
from tests.kehoach.succession.test_reorganising import DOCUMENT
from tests.pages import filled_in, words
from tests.setup_workbooks import add, changed, put, read
from thuvien.models import Library

# The school and library of the demonstration, as somebody else may spell them.
SCHOOL = unicodedata.normalize("NFD", "TRƯỜNG  tiểu học Quảng Nghiệp")
LIBRARY, NEW = "thư viện trường tiểu học quảng nghiệp.", "Thư viện Khoá học"
VILLAGE = "thôn  GỒM"
Way = Callable[[Cast, Path], str]


def page(level: str, action: str, **given: Any) -> Way:
    """The page of reorganising: the officer's, for communes the administrator's."""

    def way(cast: Cast, _: Path) -> str:
        client = signed_in(cast.administrator, cast.commune) if level == "commune" else signed_in(cast.officer)
        return words(client.post(f"/sap-xep/{level}/{action}/", DOCUMENT | given))

    return way


def orders(**row: Any) -> Way:
    """The workbook of orders, by the heads that people read."""

    def way(cast: Cast, folder: Path) -> str:
        path = folder / "sap-xep.xlsx"
        path.write_bytes(orders_template(cast.commune))
        (error,) = answer(filled(path, row), fails=True)["errors"]
        return str(error["message"])

    return way


def added(model: type[models.Model], **given: Any) -> Way:
    """The administration's page of something new."""

    def way(cast: Cast, _: Path) -> str:
        unit = cast.commune.units.get(code="TH").pk
        sent = {"commune": cast.commune.pk, "unit": unit, "predecessors": [], "code": "X9"} | given
        address = f"/quan-tri/{model._meta.app_label}/{model._meta.model_name}/add/"
        return words(signed_in(cast.administrator).post(address, sent))

    return way


def altered(model: Any, code: str, **given: Any) -> Way:
    """The administration's page of something that there is; a `unit` is named by its code."""

    def way(cast: Cast, _: Path) -> str:
        row = model.objects.get(code=code)
        units = {"unit": cast.commune.units.get(code=given["unit"]).pk} if "unit" in given else {}
        address = f"/quan-tri/{model._meta.app_label}/{model._meta.model_name}/{row.pk}/change/"
        client = signed_in(cast.administrator)
        return words(client.post(address, filled_in(client.get(address), "code") | given | units))

    return way


def set_up(*changes: Callable[[Any], None]) -> Way:
    """The workbook by which a commune is set up."""

    def way(cast: Cast, _: Path) -> str:
        outcome = read(changed(setup_template(cast.commune, NOW), *changes), cast)
        return " ".join(fault.message for fault in outcome.faults)

    return way


WAYS: dict[str, Way] = {
    "page, unit opened": page("unit", "open", kind="school", names=SCHOOL),
    "page, unit renamed": page("unit", "rename", ended="MN", names=SCHOOL),
    "page, units merged": page("unit", "merge", ended=["MN", "THCS"], names=SCHOOL),
    "page, unit split": page("unit", "split", ended="MN", names=f"{SCHOOL}\nTrường A"),
    "page, unit split off": page("unit", "split", ended="MN", names="TRƯỜNG MẦM NON Quảng Nghiệp", keeps="on"),
    "page, library opened": page("thu-vien", "open", unit="TH", kind="primary", names=LIBRARY),
    "page, library renamed": page("thu-vien", "rename", ended="A1", names=LIBRARY),
    "page, libraries merged": page("thu-vien", "merge", ended=["A1", "TV-MN"], unit="TH", names=LIBRARY),
    "page, library moved": page("thu-vien", "move", ended="A2", unit="TH"),
    "page, commune renamed": page("commune", "rename", ended="11122", names="QUANG Khải"),
    "page, communes merged": page("commune", "merge", ended=["11122", "11999"], names="QUANG Khải", code="11113"),
    "orders, unit opened": orders(**{"Việc": "Lập mới", "Cấp": "Đơn vị", "Tên mới": SCHOOL, "Loại": "Trường học"}),
    "orders, unit renamed": orders(
        **{"Việc": "Đổi tên", "Cấp": "Đơn vị", "Mã nơi thay đổi": "THON-NGAI", "Tên mới": VILLAGE}
    ),
    "orders, libraries merged": orders(
        **{"Việc": "Sáp nhập", "Cấp": "Thư viện", "Mã nơi thay đổi": "A1; TV-MN", "Tên mới": LIBRARY},
        **{"Thuộc đơn vị (mã)": "TH"},
    ),
    "orders, library moved": orders(
        **{"Việc": "Chuyển sang đơn vị khác", "Cấp": "Thư viện", "Mã nơi thay đổi": "A2", "Thuộc đơn vị (mã)": "TH"}
    ),
    "administration, unit added": added(Unit, name=SCHOOL, kind="school"),
    "administration, unit renamed": altered(Unit, "MN", name=SCHOOL),
    "administration, unit open again": altered(Unit, "T0", closed_on=""),
    "administration, library added": added(Library, name=LIBRARY, kind="primary"),
    "administration, library renamed": altered(Library, "A1", name=LIBRARY),
    "administration, library moved": altered(Library, "A2", unit="TH"),
    "administration, commune added": added(Commune, name="quang khải", province="Hải Phòng", kind="commune"),
    "administration, commune renamed": altered(Commune, "11122", name="quang khải"),
    "set-up, unit added": set_up(add("Đơn vị", code="X9", name=SCHOOL, kind="Trường học")),
    "set-up, library added": set_up(
        add("Thư viện", code="X9", name=LIBRARY, kind="Thư viện, tủ sách cơ sở khác", unit="TH")
    ),
    "set-up, unit renamed": set_up(put("Đơn vị", "name", 1, SCHOOL)),
    "set-up, library moved": set_up(
        add("Thư viện", code="A2", name=NEW, kind="Thư viện, tủ sách cơ sở khác", unit="TH")
    ),
    "set-up, commune renamed": set_up(put("Xã", "name", 1, "Quang Khải")),
}


def places() -> list[Any]:
    """Every commune, unit and library as it is kept."""
    return [list(model._default_manager.order_by("pk").values()) for model in (Commune, Unit, Library)]


@pytest.mark.case("SC-112")
@pytest.mark.once
@pytest.mark.parametrize("name", WAYS)
def test_a_name_that_somebody_else_has_is_asked_about(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    school, nursery = (cast.commune.units.get(code=code) for code in ("TH", "MN"))
    for code, unit, called in (("A1", school, "Thư viện khóa học"), ("A2", nursery, NEW)):
        Library.objects.create(commune=cast.commune, unit=unit, code=code, name=called, kind="other")
    Unit.objects.create(commune=cast.commune, code="T0", name=VILLAGE, kind="village", closed_on=NOW.date())
    Commune.objects.create(code="11999", name="Thử Nghiệm", province="Hải Phòng")
    before = places()

    told = WAYS[name](cast, tmp_path)

    assert "Nếu là một nơi, hãy dùng mã" in told
    assert places() == before
