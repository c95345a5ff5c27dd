"""People of a commune, joining, and oneself."""

from django.urls import path

from kehoach.accounts.views import from_excel, joining, oneself, passkeys, people, second_factor
from kehoach.common.tokens import INVITATION_PATH

urlpatterns = [
    path("nguoi-dung/", people.people, name="people"),
    path("nguoi-dung/moi/", people.invite_units, name="invite_units"),
    path("nguoi-dung/moi-mot-nguoi/", people.invite_one, name="invite_one"),
    path("nguoi-dung/mau.xlsx", from_excel.invitation_template, name="invitation_template"),
    path("nguoi-dung/tu-excel/", from_excel.invite_from_excel, name="invite_from_excel"),
    path("nguoi-dung/tu-excel/xem-truoc/", from_excel.invitation_rows, name="invitation_rows"),
    path("nguoi-dung/giay-moi/", people.slips, name="slips"),
    path("nguoi-dung/giay-moi/<int:pk>/thu-hoi/", people.withdraw, name="withdraw_invitation"),
    path("nguoi-dung/<int:pk>/giay-moi/", people.new_slip, name="new_slip"),
    path("nguoi-dung/<int:pk>/ban-giao/", people.hand_over_to, name="hand_over"),
    path("nguoi-dung/<int:pk>/lich-su/", people.account_history, name="account_history"),
    path("nguoi-dung/<int:pk>/tat/", people.switch, name="switch_account"),
    path(INVITATION_PATH, joining.type_code, name="invitation_code"),
    path(f"{INVITATION_PATH}<str:code>/", joining.accept, name="join"),
    path("quen-mat-khau/", joining.forgotten, name="forgotten"),
    path("tai-khoan/", oneself.account, name="account"),
    path("tai-khoan/mat-khau/", oneself.password, name="password"),
    path("dang-nhap/ma/", second_factor.type_second_code, name="second_code"),
    path("tai-khoan/lop-thu-hai/", second_factor.second_factor, name="second_factor"),
    path("dang-nhap/khoa/", passkeys.sign_in, name="passkey_sign_in"),
    path("tai-khoan/khoa/", passkeys.passkeys, name="passkeys"),
    path("tai-khoan/khoa/<int:pk>/xoa/", passkeys.remove_passkey, name="remove_passkey"),
    path("tai-khoan/ma-du-phong/", second_factor.recovery_codes, name="recovery_codes"),
    path("tai-khoan/thoat/", oneself.end, name="end_session"),
    path("tai-khoan/du-lieu/", oneself.export, name="kept_about_me"),
]
