"""The history of an account, on the same page as that of a form, a result and a row of a book."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from kehoach.accounts.actions import set_oneself
from tests.cast import Cast, signed_in
from tests.pages import words


@pytest.mark.case("SC-276")
def test_the_history_of_an_account_is_filtered_and_taken_along(cast: Cast) -> None:
    account = cast.reporter
    for name, phone in (("Người Trước", "0900000111"), ("Người Sau", "0900000222")):
        own = {"position": "thủ thư", "phone": phone, "email": "", "has_notice_mail": True}
        set_oneself(account=account, name=name, at=timezone.now(), **own)
    officer, page = signed_in(cast.officer), f"/nguoi-dung/{account.pk}/lich-su/"

    assert "Điện thoại: 0900000111 → 0900000222" in words(officer.get(page))
    only_names = words(officer.get(page, {"muc": "last_name", "nguoi": str(account.pk)}))
    assert "Người Trước → Người Sau" in only_names
    assert "0900000222" not in only_names
    assert "Không có thay đổi nào như thế" in words(officer.get(page, {"nguoi": str(cast.leader.pk)}))

    answer = officer.get(page, {"muc": "last_name", "dang": "xlsx"})
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert [row[4:6] for row in rows if "Người Sau" in row] == [("Người Trước", "Người Sau")]
