"""People of a commune, invitations, and one's own account."""

from typing import Any

from kehoach.accounts.actions import Invited, invite
from kehoach.common.tokens import code_of
from kehoach.models import DataRequestKind, Invitation, Unit, User
from kehoach.privacy.actions import ask
from tests.access.table import Area, Row, always
from tests.cast import NOW

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
people               -         GET       in       403     403      200      403     200       403       200
people               -         POST      in       405
invite_units         -         GET       in       405
invite_units         -         POST      in       403     403      302      403     302       403       302
invite_one           -         GET       in       403     403      200      403     200       403       200
invite_one           -         POST      in       403     403      302      403     200       403       200
invitation_template  -         GET       in       403     403      200      403     200       403       200
invitation_template  -         POST      in       405
invite_from_excel    -         GET       in       403     403      200      403     200       403       200
invite_from_excel    -         POST      in       403     403      200      403     200       403       200
invitation_rows      -         GET       in       403     403      302      403     302       403       302
invitation_rows      -         POST      in       403     403      302      403     302       403       302
slips                -         GET       in       403     403      200      403     200       403       200
slips                -         POST      in       405
withdraw_invitation  invited   GET       in       405
withdraw_invitation  invited   POST      in       403     403      302      403     404       403       302
new_slip             account   GET       in       403     403      200      403     404       403       200
new_slip             account   POST      in       403     403      302      403     404       403       302
new_slip             link      GET       in       403     403      404      403     404       403       404
hand_over            account   GET       in       403     403      200      403     404       403       200
hand_over            account   POST      in       403     403      302      403     404       403       302
account_history      account   GET       in       403     403      200      403     404       403       200
account_history      account   POST      in       405
switch_account       account   GET       in       403     403      200      403     404       403       200
switch_account       account   POST      in       403     403      302      403     404       403       302
invitation_code      -         GET       200      200
invitation_code      -         POST      200      200
join                 code      GET       200      200
join                 code      POST      200      200
join                 guess     GET       404      404
join                 guess     POST      404      404
forgotten            -         GET       200      200
forgotten            -         POST      200      200
account              -         GET       in       200
account              -         POST      in       200
password             -         GET       in       200
password             -         POST      in       200
second_code          -         GET       in       302
second_code          -         POST      in       302
second_factor        -         GET       in       200
second_factor        -         POST      in       200
passkey_sign_in      -         GET       200      302
passkey_sign_in      -         POST      200      302
passkeys             -         GET       in       200
passkeys             -         POST      in       200
remove_passkey       guess_pk  GET       in       404
remove_passkey       guess_pk  POST      in       404
recovery_codes       -         GET       in       405
recovery_codes       -         POST      in       302
end_session          -         GET       in       405
end_session          -         POST      in       302
kept_about_me        -         GET       in       200
kept_about_me        -         POST      in       405
personal_data        -         GET       200      200
personal_data        -         POST      405      405
ask_about_data       -         GET       in       200
ask_about_data       -         POST      in       200
data_requests        -         GET       in       403     403      200      403     200       403       200
data_requests        -         POST      in       405
data_request         asked     GET       in       403     403      200      403     404       403       200
data_request         asked     POST      in       403     403      302      403     404       403       302
audit_log            -         GET       in       403     403      403      403     403       403       200
audit_log            -         POST      in       405
"""


def invited() -> Invitation:
    """Somebody of the primary school who is invited; living whenever the tests are run."""
    unit = Unit.objects.get(commune__code="11122", code="TH")
    officer = User.objects.get(username="cong-chuc")
    (invitation,) = invite(people=[Invited(unit=unit)], commune=unit.commune, by=officer, at=NOW)
    Invitation.objects.filter(pk=invitation.pk).update(expires_at="2100-01-01T00:00Z")
    return invitation


def its_code(row: Row) -> dict[str, Any]:
    """Where the invitation leads."""
    return {"code": code_of(invited().nonce)}


def a_request(row: Row) -> dict[str, Any]:
    """What the primary school's person asks about their data."""
    account = User.objects.get(username="th")
    return {"pk": ask(kind=DataRequestKind.SEE, words="", by=account, at=NOW).pk}


def its_number(row: Row) -> dict[str, Any]:
    """The invitation, for those who made it."""
    return {"pk": invited().pk}


def an_account(row: Row) -> dict[str, Any]:
    """The account of the primary school in the demonstration."""
    return {"pk": User.objects.get(username="th").pk}


def a_link(row: Row) -> dict[str, Any]:
    """The account behind an entry link, which is nobody's."""
    unit = Unit.objects.get(commune__code="11122", code="TH")
    account, _ = User.objects.get_or_create(
        username="duong-dan-1", defaults={"role": "reporter", "commune": unit.commune, "unit": unit, "is_link": True}
    )
    return {"pk": account.pk}


AREA = Area(
    TABLE,
    parameters={
        "invited": its_number,
        "asked": a_request,
        "account": an_account,
        "link": a_link,
        "code": its_code,
        "guess": always(code="2222-3333-4444"),
        "guess_pk": always(pk=0),
    },
    sent={
        "invite_units": always(units="TH"),
        "invite_one": always(unit="TH", name="Người mới"),
        "data_request": always(is_done="1", words="Đã in cho anh chị"),
        "hand_over": always(since="01/12/2026"),
    },
    reasons=(
        "Tài khoản của xã do công chức Văn hóa - Xã hội và người quản trị lo.",
        "Yêu cầu về dữ liệu cá nhân do công chức phụ trách và người quản trị trả lời.",
        "Nhật ký dành cho người quản trị.",
    ),
)
