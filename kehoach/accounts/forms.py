"""What people say of themselves, and the passwords, codes and keys with which they come in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import QueryDict

from kehoach.common.fields import TextField
from kehoach.models import Invitation, User
from kehoach.models.people import folded_phone
from kehoach.people.backends import passwords_meant
from kehoach.people.forms import phone_number


class PasswordField(forms.CharField):
    """A password, which is kept letter for letter."""

    def __init__(self, *, label: str, autocomplete: str, help_text: str = "") -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(label=label, help_text=help_text, max_length=200, strip=False, widget=widget)


class NewPasswordField(PasswordField):
    """A password that is set; nobody types it twice, it can be looked at instead (static/kehoach/show-password.js)."""

    def __init__(self) -> None:
        super().__init__(
            label="Mật khẩu mới",
            autocomplete="new-password",
            help_text="Từ 14 ký tự. Một câu ngắn dễ nhớ là tốt nhất; không dùng tên xã, tên trường, năm sinh.",
        )


class NamesForm(forms.Form):
    """A person's name, position and how to reach them; cleans to what the actions take."""

    name = TextField(
        label="Họ và tên",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name", "autocapitalize": "words"}),
    )
    position = TextField(
        label="Chức vụ",
        max_length=100,
        help_text="Ví dụ: hiệu trưởng, nhân viên thư viện, trưởng thôn.",
        required=False,
    )
    phone = TextField(
        label="Điện thoại",
        max_length=20,
        required=False,
        validators=[phone_number],
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label="Thư điện tử", required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def clean_phone(self) -> str:
        """The number as it is kept."""
        return folded_phone(self.cleaned_data["phone"])


class OwnNamesForm(NamesForm):
    """The same of somebody who is signed in: how they are reached, by which a password is reset, changes with it."""

    field_order = ("name", "position", "phone", "email", "has_notice_mail", "present")

    has_notice_mail = forms.BooleanField(
        label="Gửi thư cho tôi khi có thông báo mới",
        help_text="Mỗi ngày nhiều nhất một thư. Thư nhắc hạn nộp, phiếu bị trả lại, yêu cầu giải trình, "
        "tài khoản sắp tắt thì luôn gửi, vì đó là việc phải làm.",
        required=False,
    )

    def __init__(self, account: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        self.fields["present"] = PasswordField(
            label="Mật khẩu đang dùng",
            autocomplete="current-password",
            help_text="Chỉ cần khi đổi điện thoại hoặc thư điện tử.",
        )
        self.fields["present"].required = False

    def clean(self) -> dict[str, Any]:
        """Whoever found the screen open does not send the next letter to themselves."""
        cleaned = super().clean() or {}
        present = cleaned.pop("present", "")
        reached = {name: cleaned.get(name, getattr(self.account, name)) for name in ("phone", "email")}
        if any(getattr(self.account, name) != value for name, value in reached.items()):
            check_present(self, self.account, present)
        return cleaned


def check_present(form: forms.Form, account: User, typed: str) -> None:
    """Adds an error at `present` unless this is the account's password."""
    if not any(account.check_password(password) for password in passwords_meant(typed)):
        form.add_error("present", "Mật khẩu đang dùng không đúng." if typed else "Hãy gõ mật khẩu đang dùng.")


class JoinForm(NamesForm):
    """What somebody sets with their invitation: all of the above and a password, once, which they can look at."""

    password = NewPasswordField()

    def __init__(self, invitation: Invitation, data: QueryDict | None = None) -> None:
        self.invitation = invitation
        known = {name: getattr(invitation, name) for name in ("name", "position", "phone", "email")}
        super().__init__(data, initial=known)

    def clean(self) -> dict[str, Any]:
        """A password that can be guessed from what everybody knows of the person is refused."""
        cleaned = super().clean() or {}
        person = User(
            username=self.invitation.account.username if self.invitation.account else "",
            last_name=cleaned.get("name", ""),
            position=cleaned.get("position", ""),
            email=cleaned.get("email", ""),
            commune=self.invitation.commune,
            unit=self.invitation.unit,
        )
        if password := cleaned.get("password"):
            try:
                validate_password(password, person)
            except ValidationError as refusal:
                self.add_error("password", refusal)
        return cleaned


class CodeForm(forms.Form):
    """The code of a slip, typed from paper."""

    code = TextField(
        label="Mã trên giấy mời",
        max_length=30,
        help_text="12 chữ và số, ví dụ 7KQM-2XPA-9RTD. Gõ hoa hay thường, có gạch hay không đều được.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class SecondCodeForm(forms.Form):
    """A code of the second factor."""

    code = TextField(
        label="Mã 6 số trong ứng dụng, hoặc mã dự phòng",
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class PresentPasswordForm(forms.Form):
    """The password that the account has: whoever found the screen open cannot take the account."""

    present = PasswordField(label="Mật khẩu đang dùng", autocomplete="current-password")

    def __init__(self, account: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean(self) -> dict[str, Any]:
        """The password is the account's."""
        cleaned = super().clean() or {}
        if "present" in cleaned:
            check_present(self, self.account, cleaned["present"])
        return cleaned


class PasskeyForm(forms.Form):
    """What the browser answers for its key, as static/kehoach/passkeys.js writes it."""

    answer = forms.CharField(max_length=20_000, required=False, widget=forms.HiddenInput)


class FirstPasskeyForm(PasskeyForm):
    """A new key, of somebody who has just typed the password."""

    name = TextField(label="Tên máy, để sau này nhận ra", max_length=60)


class NewPasskeyForm(PresentPasswordForm, FirstPasskeyForm):
    """A new key, and the password."""

    field_order = ("name", "present")


class NewApplicationForm(PresentPasswordForm, SecondCodeForm):
    """The first code of another application, and the password."""


class ForgottenForm(forms.Form):
    """By what somebody signs in, who has forgotten the password."""

    username = TextField(label="Tên đăng nhập hoặc thư điện tử", max_length=254)


class OwnPasswordForm(PresentPasswordForm):
    """The present password, then the new one, once: a repetition is no help to whoever can look at what they type."""

    password = NewPasswordField()

    def clean_password(self) -> str:
        """A password that can be guessed is refused."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password
