"""The kinds of libraries."""

from django.db.models import TextChoices


class LibraryKind(TextChoices):
    """Whose library it is; the commune's own is judged by itself, all others together (plan 04, I.2.a)."""

    COMMUNE = "commune", "Thư viện xã"
    PRESCHOOL = "preschool", "Thư viện trường mầm non"
    PRIMARY = "primary", "Thư viện trường tiểu học"
    LOWER_SECONDARY = "lower_secondary", "Thư viện trường THCS"
    UPPER_SECONDARY = "upper_secondary", "Thư viện trường THPT"
    OTHER = "other", "Thư viện, tủ sách cơ sở khác"
