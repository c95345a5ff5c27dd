"""Cultural centres and their yearly figures (plan 04, I.2.b)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kehoach.common.reading import EARLIEST_YEAR, LATEST_YEAR
from kehoach.models import Facility, Membership, MonthlyTally, YearFigures
from kehoach.models.figures.columns import choices_of, count, version_of, within, words, yes_or_no
from kehoach.questionnaire.values import LARGEST_COUNT, LARGEST_MONEY
from vanhoa.enums import CentreKind
from vanhoa.layout import LAYOUT


class CulturalCentre(Facility):
    """The commune's cultural and sports centre, or a village's house and sports ground."""

    kind = models.CharField("loại", max_length=20, choices=CentreKind.choices)

    class Meta(Facility.Meta):
        verbose_name = "thiết chế văn hóa"
        verbose_name_plural = "thiết chế văn hóa"


class CentreMembership(Membership):
    """Whether a centre counts in a scope from a day on."""

    facility = models.ForeignKey(CulturalCentre, models.CASCADE, verbose_name="thiết chế", related_name="memberships")

    class Meta(Membership.Meta):
        verbose_name = "quyết định tính vào mẫu số"
        verbose_name_plural = "quyết định tính vào mẫu số"


class CentreTally(MonthlyTally):
    """What a cultural centre counted in one month."""

    facility = models.ForeignKey(CulturalCentre, models.PROTECT, verbose_name="thiết chế", related_name="tallies")

    class Meta(MonthlyTally.Meta):
        verbose_name = "số tháng của thiết chế văn hóa"
        verbose_name_plural = "số tháng của thiết chế văn hóa"


class CentreFigures(YearFigures):
    """A cultural centre's figures of one year; definitions and units stand in the layout."""

    layout = LAYOUT

    facility = models.ForeignKey(CulturalCentre, models.PROTECT, verbose_name="thiết chế", related_name="figures")
    accepted_version = version_of("HistoricalCentreFigures")
    talent_classes = count("lớp năng khiếu")
    talent_class_learners = count("lượt học viên lớp năng khiếu")
    clubs = count("câu lạc bộ")
    club_members = count("thành viên câu lạc bộ")
    interest_groups = count("nhóm sở thích")
    activities_arts = count("hoạt động văn hóa, văn nghệ")
    activities_sports = count("hoạt động thể dục, thể thao")
    participants = count("lượt người tham gia")
    hall_land_m2 = count("diện tích đất nhà văn hóa (m²)")
    sports_land_m2 = count("diện tích đất khu thể thao (m²)")
    seats = count("chỗ ngồi")
    bookshelf_books = count("bản sách của tủ sách")
    has_sound_system = yes_or_no("có bộ âm thanh")
    has_internet = yes_or_no("có kết nối Internet")
    funding_state_vnd = count("kinh phí ngân sách (đồng)")
    funding_donated_vnd = count("kinh phí xã hội hóa (đồng)")
    talent_class_sessions = count("buổi học lớp năng khiếu")
    clubs_arts = count("câu lạc bộ văn hóa, văn nghệ")
    clubs_sports = count("câu lạc bộ thể dục, thể thao")
    clubs_reading = count("câu lạc bộ đọc sách")
    clubs_other = count("câu lạc bộ khác")
    learning_centre_sessions = count("buổi học của trung tâm học tập cộng đồng")
    village_population = count("số dân của thôn")
    person_in_charge = words("người phụ trách")
    renewed_in = count("năm xây mới, sửa chữa lớn")
    equipment = choices_of("trang thiết bị")
    equipment_condition = words("tình trạng trang thiết bị")
    hall_computers = count("máy tính")

    class Meta(YearFigures.Meta):
        verbose_name = "số liệu năm của thiết chế văn hóa"
        verbose_name_plural = "số liệu năm của thiết chế văn hóa"
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *YearFigures.Meta.constraints,
            models.CheckConstraint(
                condition=within(LARGEST_COUNT, *LAYOUT.count_names),
                name="centre_counts_are_plausible",
                violation_error_message="Có số liệu lớn quá mức có thể. Hãy kiểm tra lại, có thể đã gõ thừa chữ số.",
            ),
            models.CheckConstraint(
                condition=within(LARGEST_MONEY, *LAYOUT.money_names),
                name="centre_money_is_plausible",
                violation_error_message="Có khoản tiền lớn quá mức có thể. Hãy kiểm tra lại đơn vị tính là đồng.",
            ),
            models.CheckConstraint(
                condition=Q(renewed_in=None) | Q(renewed_in__gte=EARLIEST_YEAR, renewed_in__lte=LATEST_YEAR),
                name="centre_year_of_renewal_is_plausible",
                violation_error_message="Năm xây, sửa phải gồm bốn chữ số, ví dụ 2019.",
            ),
        )
