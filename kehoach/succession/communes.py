"""Communes that are renamed, or merge into another."""

from __future__ import annotations

from datetime import timedelta

from kehoach.common import formats
from kehoach.common.folding import name_key
from kehoach.models import Commune, CommuneName, Invitation, ReorganisationKind, ReportingYear, Unit, User
from kehoach.models.kinds import kinds
from kehoach.people.rules import Refused
from kehoach.succession.carrying_out import LISTS, free_code, open_facility, replace_facilities
from kehoach.succession.inheritance import ACCOUNTS, FORMS, TASKS, Years, pass_on_unit, renamed, years_in_work
from kehoach.succession.journal import Journal
from kehoach.succession.order import Order

_HEADS = "Tiêu đề văn bản"


def reorganise_communes(order: Order, journal: Journal) -> None:
    """Renames a commune, or merges several. Raises Refused, and ValidationError where another has the name."""
    if order.action == ReorganisationKind.RENAME:
        _rename(order, journal)
    else:
        _merge(order, journal)


def _rename(order: Order, journal: Journal) -> None:
    """The former name stays with the documents of its days."""
    commune, last_day = order.ended[0], order.day - timedelta(days=1)
    if commune.former_names.filter(valid_until__gte=last_day).exists():
        raise Refused(f"{commune} đã đổi tên vào ngày này hoặc sau đó.")
    former = CommuneName(
        commune=commune, kind=commune.kind, name=commune.name, province=commune.province, valid_until=last_day
    )
    name, kind = order.names[0], order.kind or commune.kind
    Commune(pk=commune.pk, name=name, kind=kind, province=commune.province).check_name()
    journal.create(former)
    journal.change(commune, name=name, kind=kind)
    first_day = formats.date_short(order.day)
    journal.tell(LISTS, f"Từ ngày {first_day} xã mang tên {commune}. Mã {commune.code} giữ nguyên.")
    journal.tell(_HEADS, f"Văn bản trước ngày {first_day} vẫn ghi {former}.")
    journal.tell(_HEADS, "Thể thức báo cáo mà xã đã tự đặt thì công chức sửa ở trang Báo cáo.")
    journal.tell(LISTS, "Tên các đơn vị, thư viện, nhà văn hóa không tự đổi; nơi nào đổi tên thì ghi riêng.")


def _merge(order: Order, journal: Journal) -> None:
    """Whatever the communes have goes to the one that follows them; their plans, past years and reports stay theirs."""
    first = order.ended[0]
    heir = order.into
    # Before the heir begins: it may have the code of one of them.
    for commune in order.ended:
        journal.change(commune, valid_until=order.day - timedelta(days=1))
    if heir is None:
        heir = Commune(
            code=order.code,
            kind=order.kind or first.kind,
            name=order.names[0],
            province=first.province,
            valid_from=order.day,
            is_demo=first.is_demo,
            **{name: getattr(first, name) for name in ("contact_name", "contact_position", "contact_phone")},
        )
        heir.check_name()
        journal.create(heir)
    for commune in order.ended:
        if ReportingYear.objects.filter(commune=commune, closed_at=None, window_end__lt=order.day).exists():
            raise Refused(f"{commune} còn một năm chưa khóa, kết thúc trước ngày sáp nhập. Hãy khóa năm đó trước.")
        years = _pass_on_years(order, journal, commune, heir)
        _pass_on_units(order, journal, commune, heir, years)
        for account in User.objects.filter(commune=commune, unit=None, is_active=True):
            journal.change(account, commune=heir)
            journal.tell(ACCOUNTS, f"{account.username} làm việc cho {heir}.")
        for invitation in Invitation.objects.living(journal.at).filter(commune=commune):
            journal.change(invitation, commune=heir)
        for year in years:
            reason = f"Phiếu của năm đã chuyển sang {heir}"
            journal.change(year, closed_at=journal.at, closed_by=journal.by, closing_reason=reason)
        journal.change(commune, successor=heir)
        journal.tell(LISTS, f"{commune} (mã {commune.code}) có đến hết ngày {formats.date_short(commune.valid_until)}.")
        journal.tell(TASKS, f"Kế hoạch, nhiệm vụ và báo cáo của {commune} ở lại {commune}; {heir} lập kế hoạch riêng.")


def _pass_on_years(order: Order, journal: Journal, commune: Commune, heir: Commune) -> Years:
    """The years in work with those of the heir, which are opened where it has none."""
    years = {}
    for year in years_in_work(commune, order.day):
        following = ReportingYear.objects.filter(commune=heir, year=year.year).first()
        if following is None:
            days = ("window_start", "window_end", "unit_deadline", "report_deadline")
            following = ReportingYear(
                commune=heir,
                year=year.year,
                opened_at=journal.at,
                opened_by=journal.by,
                **{name: getattr(year, name) for name in days},
            )
            journal.create(following)
            journal.tell(FORMS, f"{heir} có năm báo cáo {year}; hạn nộp và hạn báo cáo như của {commune}.")
        elif following.is_closed:
            raise Refused(f"Năm {year} của {heir} đã khóa nên không nhận phiếu của {commune} được.")
        years[year] = following
    return years


def _pass_on_units(order: Order, journal: Journal, commune: Commune, heir: Commune, years: Years) -> None:
    """Each unit and each facility has its like in the commune that follows."""
    taken = set(Unit.objects.filter(commune=heir).values_list("code", flat=True))
    names = set(map(name_key, heir.units.filter(closed_on=None).values_list("name", flat=True)))
    for unit in Unit.objects.filter(commune=commune, closed_on=None).select_related("commune"):
        name = renamed(unit.name, commune.full_name, heir.full_name)
        code = free_code(unit.code, taken)
        taken.add(code)
        if name_key(name) in names:
            journal.tell(LISTS, f"{heir} sẽ có hai đơn vị tên “{name}”. Hãy đổi tên mã {code} cho khác nhau.")
        names.add(name_key(name))
        following = Unit(commune=heir, code=code, name=name, kind=unit.kind, opened_on=order.day)
        journal.create(following)
        journal.join(following, [unit])
        for kind in kinds():
            for facility in kind.facilities.filter(unit=unit, closed_on=None).select_related("unit", "commune"):
                like = open_facility(
                    journal, kind, following, facility.name, facility.kind, order.day, base=facility.code
                )
                replace_facilities(journal, [facility], [like], order.day, years)
        journal.change(unit, closed_on=order.day)
        journal.tell(LISTS, f"{unit} (mã {unit.code}) theo {heir}, mã {code}.")
        pass_on_unit(journal, [unit], [following], years, is_whole=True)
