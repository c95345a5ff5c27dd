"""Checks of a cultural centre's yearly figures. Imports no Django."""

from collections.abc import Iterator
from decimal import Decimal

from kehoach.common.formats import count, decimal
from kehoach.questionnaire.checks import Case, Checks, Remark, Threshold, Thresholds
from kehoach.questionnaire.comparisons import (
    EVIDENCE,
    EXPLAIN,
    changed_at_all,
    kinds_differ,
    only_together,
    same_as_last_year,
    small_money,
)
from vanhoa.layout import ALL_ACTIVITIES, CLUBS_BY_KIND, LAYOUT, VILLAGE

THRESHOLDS: tuple[Threshold, ...] = (
    Threshold("activities_per_club", Decimal(365), "Số buổi hoạt động một năm trên một câu lạc bộ nhiều nhất", "buổi"),
    Threshold("village_hall_land", Decimal(300), "Diện tích đất nhà văn hóa thôn ít nhất", "m²"),
    Threshold("village_sports_land", Decimal(500), "Diện tích đất khu thể thao thôn ít nhất", "m²"),
    Threshold("village_seats", Decimal(100), "Số chỗ ngồi nhà văn hóa thôn ít nhất", "chỗ"),
    Threshold("least_money", Decimal(10000), "Khoản kinh phí nhỏ nhất hợp lý", "đồng"),
)

CHECKS = Checks()

field = LAYOUT.field
YEARLY = tuple(field(name) for name in (*ALL_ACTIVITIES.parts, "participants"))
GATHERINGS = tuple(field(name) for name in ("talent_classes", "clubs", "interest_groups"))
PREMISES = tuple(field(name) for name in ("hall_land_m2", "sports_land_m2", "seats"))


@CHECKS.error("Lớp năng khiếu và học viên không khớp")
def classes_and_learners_differ(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Learners where there were talent classes, and only there."""
    yield from only_together(case, field("talent_classes"), field("talent_class_learners"))


@CHECKS.error("Câu lạc bộ và thành viên không khớp")
def clubs_and_members_differ(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Members where there are clubs, and only there."""
    yield from only_together(case, field("clubs"), field("club_members"))


@CHECKS.error("Hoạt động và lượt tham gia không khớp")
def activities_and_participants_differ(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Participants where something was held, and only there."""
    yield from only_together(case, ALL_ACTIVITIES, field("participants"))


@CHECKS.error("Lượt tham gia ít hơn số thành viên câu lạc bộ")
def participants_under_members(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Where anything was held, each member of a club came at least once. Of no participants see above."""
    people, members, activities = case.now("participants"), case.now("club_members"), case.now(*ALL_ACTIVITIES.parts)
    if people and members is not None and activities and people < members:
        fact = f"Lượt người xem, tham gia hoạt động {count(people)}, ít hơn {count(members)} thành viên câu lạc bộ"
        yield Remark(("participants", "club_members"), f"{fact}: mỗi thành viên phải có ít nhất một lượt.")


@CHECKS.error("Các loại câu lạc bộ không bằng số câu lạc bộ")
def kinds_of_clubs_differ(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Clubs for arts, sports, reading and others are all clubs."""
    yield from kinds_differ(case, CLUBS_BY_KIND, field("clubs"))


@CHECKS.query("Lớp, câu lạc bộ, nhóm mới có cần minh chứng")
def gatherings_began(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """The first classes, clubs or groups, or those first told of, are shown (plan 04, I.2.b)."""
    for question in GATHERINGS:
        now, before = case.now(question.name), case.before(question.name)
        if now and (case.last is None or before == 0):
            fact = f"{question.label}: {'năm nay bắt đầu có' if case.last else 'có'} {count(now)} {question.unit}"
            yield Remark((question.name,), f"{fact}. {EVIDENCE}.")


@CHECKS.query("Lượt tham gia nhiều hơn cả thôn dự mọi buổi")
def participants_over_population(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """More than the whole village at every activity."""
    people, population = case.now("participants"), case.now("village_population")
    activities = case.now(*ALL_ACTIVITIES.parts)
    if people is not None and population and activities and people > population * activities:
        fact = f"{count(people)} lượt người xem, tham gia trong {count(activities)} buổi hoạt động"
        limit = f"nhiều hơn {count(population)} dân của thôn dự cả {count(activities)} buổi"
        yield Remark(("participants", *ALL_ACTIVITIES.parts, "village_population"), f"{fact}, {limit}, {EXPLAIN}.")


@CHECKS.query("Số buổi hoạt động trên một câu lạc bộ quá nhiều")
def activities_per_club_high(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """At most one session a day for each club; a centre without clubs counts as one."""
    activities, clubs, most = case.now(*ALL_ACTIVITIES.parts), case.now("clubs"), limits["activities_per_club"]
    if activities is not None and clubs is not None and activities > most * max(clubs, 1):
        fact = f"{count(activities)} buổi hoạt động của {count(clubs)} câu lạc bộ trong một năm"
        limit = f"hơn mức {decimal(most, 2)} buổi một câu lạc bộ"
        yield Remark((*ALL_ACTIVITIES.parts, "clubs"), f"{fact}, {limit} {EXPLAIN}.")


@CHECKS.hint("Số liệu hoạt động trùng năm trước")
def activities_as_last_year(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Activities and participants exactly as last year."""
    yield from same_as_last_year(case, YEARLY)


@CHECKS.hint("Diện tích, chỗ ngồi khác năm trước")
def premises_changed(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Land and seats are other than last year."""
    yield from changed_at_all(case, PREMISES)


@CHECKS.hint("Diện tích, chỗ ngồi dưới tiêu chí")
def premises_below_standard(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """A village's house in the plains (Thông tư 06/2011/TT-BVHTTDL Điều 6, as amended in 2014)."""
    if case.kind != VILLAGE:
        return
    standards = zip(PREMISES, ("village_hall_land", "village_sports_land", "village_seats"), strict=True)
    for question, threshold in standards:
        amount, least = case.now(question.name), limits[threshold]
        if amount is not None and amount < least:
            fact = f"{question.label} {count(amount)} {question.unit}"
            standard = f"tiêu chí nhà văn hóa - khu thể thao thôn là ít nhất {decimal(least, 2)} {question.unit}"
            yield Remark((question.name,), f"{fact}; {standard}.")


@CHECKS.hint("Kinh phí có thể nhập sai đơn vị tính")
def funding_in_wrong_unit(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Sums typed in thousands or millions of đồng."""
    yield from small_money(case, LAYOUT, limits["least_money"])
