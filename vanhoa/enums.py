"""The kinds of cultural centres."""

from django.db.models import TextChoices


class CentreKind(TextChoices):
    """The commune's centre or a village's house (plan 04, I.2.b)."""

    COMMUNE = "commune", "Trung tâm văn hóa, thể thao xã"
    VILLAGE = "village", "Nhà văn hóa - khu thể thao thôn"
