"""Passwords that can be guessed: common ones, Vietnamese ones, and those made of the names that everybody knows."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

from kehoach.common.formats import plain
from kehoach.models import User

# What people here write first, besides the lists of the library: without marks, as they are typed.
COMMON_WORDS = (
    *("matkhau", "xinchao", "anhyeuem", "emyeuanh", "yeuem", "vietnam", "hanoi", "haiduong", "haiphong", "saigon"),
    *(
        "hoctap",
        "suotdoi",
        "hoctapsuotdoi",
        "thuvien",
        "nhavanhoa",
        "vanhoa",
        "xahoi",
        "truonghoc",
        "tieuhoc",
        "mamnon",
    ),
    *("giaoduc", "kehoach", "uyban", "ubnd", "canbo", "congchuc", "quantri", "chutich", "baocao", "lanhdao", "demo"),
    *("thon", "xa", "phuong", "tinh", "demo", "admin", "matkhaumoi", "khongbiet", "toiyeuvietnam", "hocsinh"),
)
# zxcvbn's scale: 4 is more than ten thousand million guesses.
_LEAST_SCORE = 4
# It looks at so many letters at most; what follows can only make a password better.
_LONGEST = 72


class GuessableValidator:
    """Refuses what a stranger would try, however many digits, years or capitals were put to it."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError with what to do instead."""
        bare = "".join(filter(str.isalnum, plain(password)))[:_LONGEST]
        result = zxcvbn(bare, user_inputs=[*COMMON_WORDS, *_names_of(user)]) if bare else {"score": 0}
        if result["score"] < _LEAST_SCORE or len(set(bare)) < 5:
            raise ValidationError(
                "Mật khẩu này dễ đoán: có từ thông dụng, tên xã, tên đơn vị, năm hoặc chữ số lặp lại. "
                "Hãy đặt một câu khác chỉ mình nhớ.",
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        """What a form says before anything is typed."""
        return "Một câu ngắn dễ nhớ là tốt nhất; không dùng tên xã, tên trường, năm sinh."


def _names_of(user: User | None) -> list[str]:
    """The words that everybody knows of a person: user, unit, commune, whole and word by word, without marks."""
    if user is None:
        return []
    places = (place.name for place in (user.commune, user.unit) if place is not None)
    texts = [plain(text) for text in (user.username, user.get_full_name(), user.position, user.email, *places)]
    return [word for text in texts for word in (text.replace(" ", ""), *text.split()) if word]
