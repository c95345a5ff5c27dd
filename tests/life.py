"""The life of one year of a small commune, step by step as browsers send it, and what each step leaves behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from django.http import HttpResponse
from django.test import Client
from openpyxl import Workbook
from PIL import Image

from kehoach.common.tokens import token_of
from kehoach.common.workbook_writer import saved
from kehoach.excel.workbooks.entries import ROWS, corner
from kehoach.excel.workbooks.identity import Identity, write_identity
from kehoach.models import (
    Activity,
    Assignment,
    Commune,
    EntryLink,
    Explanation,
    Notice,
    Plan,
    ReportingYear,
    Role,
    Section,
    SentWorkbook,
    Task,
    TaskProgress,
    Unit,
    UnitKind,
    User,
    YearException,
)
from tests.cast import person, signed_in
from tests.pages import filled_in
from thuvien.models import Library
from vanhoa.models import CentreFigures, CulturalCentre

# The pages read the clock, and these deadlines lie ahead on every day on which the tests are run.
YEAR = 2098
LAST_DAY = "31/12/2099"
HALL = f"/van-hoa/NVH/{YEAR}"
RESULT = f"/nhiem-vu/II.1.a/{YEAR}/THON"
# A house in which nothing happened: no check has anything against it.
ANSWERS = {
    **dict.fromkeys(("talent_classes", "talent_class_learners", "clubs", "club_members", "interest_groups"), "0"),
    **dict.fromkeys(("activities_arts", "activities_sports", "participants", "bookshelf_books"), "0"),
    "hall_land_m2": "350",
    "sports_land_m2": "600",
    "seats": "120",
    "has_sound_system": "yes",
    "has_internet": "no",
    "funding_state_vnd": "0",
    "funding_donated_vnd": "2.000.000",
}


@dataclass(frozen=True)
class Place:
    """A commune with one village, which has a house and a bookcase; its officer and the head of the village."""

    commune: Commune
    village: Unit
    officer: User
    head: User

    @property
    def year(self) -> ReportingYear:
        """The year whose life is told."""
        return self.commune.years.get(year=YEAR)

    @property
    def result(self) -> TaskProgress:
        """What the village has reported of its task."""
        return TaskProgress.objects.get(unit=self.village)

    @property
    def figures(self) -> CentreFigures:
        """The figures of the house, fresh from the database."""
        return CentreFigures.objects.get(facility__commune=self.commune)

    def client(self, who: str) -> Client:
        """A browser: the officer's, the head's, or one in which nobody is signed in."""
        return signed_in(getattr(self, who)) if who else Client()


def found(code: str) -> Place:
    """Founds a commune; letters go to the head of its village."""
    commune = Commune.objects.create(code=code, name=f"Thử nghiệm {code}", province="Hải Dương")
    village = Unit.objects.create(commune=commune, code="THON", name="Thôn Thử", kind=UnitKind.VILLAGE)
    CulturalCentre.objects.create(
        commune=commune, unit=village, code="NVH", name="Nhà văn hóa thôn Thử", kind="village"
    )
    Library.objects.create(commune=commune, unit=village, code="TUSACH", name="Tủ sách thôn Thử", kind="other")
    _plan(commune, village)
    head = person(Role.REPORTER, commune, village)
    head.email = f"thon@{code}.example"
    head.save()
    return Place(commune, village, person(Role.OFFICER, commune), head)


def _plan(commune: Commune, village: Unit) -> None:
    """A plan with one task, which is the village's."""
    plan = Plan.objects.create(
        commune=commune,
        number="1/KH-UBND",
        issued_on=date(YEAR - 1, 1, 31),
        issued_at="Thử",
        issuing_body="Ủy ban nhân dân xã",
        title="Học tập suốt đời",
        first_year=YEAR - 1,
        last_year=YEAR + 1,
    )
    section = Section.objects.create(plan=plan, code="II.1", position=1, title="Tuyên truyền")
    task = Task.objects.create(
        plan=plan, section=section, code="II.1.a", position=1, wording="…", short_name="Tuyên truyền", counts="cuộc"
    )
    Assignment.objects.create(task=task, unit=village)


@dataclass(frozen=True)
class Step:
    """One POST: what it does, whose it is (nobody's where `who` is empty), where it goes and what it carries.

    `records` are the versions that it leaves in the histories, by table; letters count as Notice.
    """

    name: str
    who: str
    path: Callable[[Place], str]
    body: Callable[[Place], dict[str, Any]]
    records: dict[str, int] = field(default_factory=dict)

    def request(self, place: Place) -> Callable[[Client], HttpResponse]:
        """What a browser sends, as often as it is asked to and always the same."""
        path, body = self.path(place), self.body(place)

        def send(client: Client) -> HttpResponse:
            return client.post(path, {name: value() if callable(value) else value for name, value in body.items()})

        return send


def photo() -> SimpleUploadedFile:
    """The same small photo each time, as something that can be read once."""
    written = BytesIO()
    Image.new("RGB", (30, 20), "red").save(written, "PNG")
    return SimpleUploadedFile("anh.png", written.getvalue(), "image/png")


def at(path: str) -> Callable[[Place], str]:
    """An address that is the same in every commune."""
    return lambda place: path


def sending(**body: Any) -> Callable[[Place], dict[str, Any]]:
    """A body that is the same in every commune."""
    return lambda place: body


def entering(**changes: str) -> Callable[[Place], dict[str, Any]]:
    """The whole form, with these answers changed, in the version of now."""
    return lambda place: {**ANSWERS, **changes, "version": place.figures.version}


def signing(place: Place) -> dict[str, Any]:
    """What the head of the village puts below the figures."""
    return {"version": place.figures.version, "name": "Phạm Văn Thử", "position": "Trưởng thôn"}


def reporting(**changes: Any) -> Callable[[Place], dict[str, Any]]:
    """The result of the village's task, with these answers."""
    return lambda place: {"state": "done", "result": "Hai cuộc, 80 người.", "count": "2", **changes}


def _question(place: Place) -> str:
    return f"{RESULT}/giai-trinh/{Explanation.objects.get(unit=place.village).pk}/"


def _entrance(place: Place) -> str:
    return f"/l/{token_of(EntryLink.objects.get(unit=place.village).nonce)}/"


def _exception(place: Place) -> str:
    return f"/so-lieu/{YEAR}/ngoai-le/{YearException.objects.get(unit=place.village).pk}/ket-thuc/"


def _photo_of(place: Place) -> str:
    return f"{HALL}/minh-chung/{place.figures.evidence.get().pk}/xoa/"


def _noting(participants: str, *, with_photo: bool = False, **others: Any) -> Callable[[Place], dict[str, Any]]:
    """An activity of the village on a day that lies behind."""
    told = {"title": "Hội diễn của thôn", "kind": "arts", "happened_on": "01/03/2026", "participants": participants}
    return sending(**told, **others, **({"photo-file": photo} if with_photo else {}))


def _note(step: str) -> Callable[[Place], str]:
    """A step of the village's activity, also where it was struck out."""
    return lambda place: f"/hoat-dong/{Activity.history.filter(unit=place.village).latest().id}/{step}"


@cache
def _filled_workbook(code: str) -> bytes:
    """The unit's form with another number of seats; made once, for a workbook notes the second in which it was made."""
    workbook = Workbook()
    workbook.active.append([corner("van-hoa", ROWS), "seats"])
    workbook.active.append(["NVH", 117])
    write_identity(workbook, Identity(code, "THON", YEAR))
    return saved(workbook)


def _workbook(place: Place) -> dict[str, Any]:
    content = _filled_workbook(place.commune.code)
    return {"file": lambda: SimpleUploadedFile("phieu.xlsx", content)}


def _sent_workbook(place: Place) -> str:
    return f"/so-lieu/{YEAR}/excel/{SentWorkbook.objects.get(reporting_year=place.year).pk}/"


def _confirming(place: Place) -> dict[str, Any]:
    return filled_in(place.client("head").get(_sent_workbook(place)), "digest")


def _counting(place: Place) -> dict[str, Any]:
    return {"scope": "all_centres", "counted": "0", "since": "01/01/2026", "reason": "Nhà đang xây lại"}


_OPENING = {
    "year": str(YEAR),
    "window_start": f"15/12/{YEAR - 1}",
    "window_end": f"14/12/{YEAR}",
    "unit_deadline": f"05/12/{YEAR}",
    "report_deadline": f"20/12/{YEAR}",
}
_DEADLINES = {"unit_deadline": f"08/12/{YEAR}", "report_deadline": f"20/12/{YEAR}"}
_CLOSING = {"despite_missing": "on", "reason": "Tủ sách chưa kiểm kê"}
LIFE = (
    Step(
        "open the year",
        "officer",
        at("/so-lieu/mo-nam/"),
        sending(**_OPENING),
        {"ReportingYear": 1, "CentreFigures": 1, "LibraryFigures": 1, "Notice": 1},
    ),
    Step("open the form", "head", at(f"{HALL}/mo/"), sending(), {"CentreFigures": 1}),
    Step("hand out the link", "officer", at(f"/so-lieu/{YEAR}/duong-dan/tao/"), sending(), {"EntryLink": 1, "User": 1}),
    Step("enter through the link", "", _entrance, sending(), {"EntryLink": 1, "LibraryFigures": 1}),
    Step("save", "head", at(f"{HALL}/nhap/"), entering(), {"CentreFigures": 1}),
    Step("attach", "head", at(f"{HALL}/minh-chung/"), sending(file=photo, question="seats"), {"Evidence": 1}),
    Step("submit", "head", at(f"{HALL}/nop/"), signing, {"CentreFigures": 1}),
    Step(
        "return",
        "officer",
        at(f"{HALL}/tra-lai/"),
        sending(seen="submitted", reason="Đề nghị đếm lại số ghế."),
        {"CentreFigures": 1, "Notice": 1},
    ),
    Step("save again", "head", at(f"{HALL}/nhap/"), entering(seats="118"), {"CentreFigures": 1}),
    Step("send a workbook", "head", at(f"/so-lieu/{YEAR}/excel/"), _workbook, {"SentWorkbook": 1}),
    Step("bring it in", "head", _sent_workbook, _confirming, {"CentreFigures": 1, "SentWorkbook": 1}),
    Step("submit again", "head", at(f"{HALL}/nop/"), signing, {"CentreFigures": 1}),
    Step(
        "accept",
        "officer",
        at(f"{HALL}/duyet/"),
        lambda place: {"version": place.figures.version},
        {"CentreFigures": 1},
    ),
    Step("report", "head", at(f"{RESULT}/"), reporting(file=photo, version=0), {"TaskProgress": 1, "Evidence": 1}),
    Step(
        "return the report",
        "officer",
        at(f"{RESULT}/tra-lai/"),
        lambda place: {"version": place.result.version, "reason": "Ghi rõ số người."},
        {"TaskProgress": 1},
    ),
    Step(
        "report again",
        "head",
        at(f"{RESULT}/"),
        lambda place: reporting(count="3", version=place.result.version, why_unchanged="")(place),
        {"TaskProgress": 1},
    ),
    Step(
        "confirm",
        "officer",
        at(f"{RESULT}/xac-nhan/"),
        lambda place: {"version": place.result.version},
        {"TaskProgress": 1},
    ),
    Step(
        "ask",
        "officer",
        at(f"{RESULT}/giai-trinh/"),
        sending(question="Vì sao ít hơn năm trước?", answer_by=LAST_DAY),
        {"Explanation": 1, "Notice": 1},
    ),
    Step("answer", "head", _question, sending(answer="Nhà văn hóa sửa chữa."), {"Explanation": 1}),
    Step(
        "note", "head", at("/hoat-dong/them/"), _noting("80", **{"photo-file": photo}), {"Activity": 1, "Evidence": 1}
    ),
    Step("correct the note", "head", _note("sua/"), _noting("90", version=1), {"Activity": 1}),
    Step("strike the note out", "head", _note("xoa/"), sending(), {"Activity": 1, "Evidence": 1}),
    Step("count it out", "officer", at("/van-hoa/NVH/mau-so/"), _counting, {"CentreMembership": 1}),
    Step(
        "move the deadline",
        "officer",
        at(f"/so-lieu/{YEAR}/han/"),
        sending(**_DEADLINES),
        {"ReportingYear": 1},
    ),
    Step("revoke the link", "officer", at(f"/so-lieu/{YEAR}/duong-dan/THON/thu-hoi/"), sending(), {"EntryLink": 1}),
    Step("close the year", "officer", at(f"/so-lieu/{YEAR}/khoa/"), sending(**_CLOSING), {"ReportingYear": 1}),
    Step(
        "grant an exception",
        "officer",
        at(f"/so-lieu/{YEAR}/ngoai-le/"),
        lambda place: {"unit": place.village.pk, "expires_at": LAST_DAY, "reason": "Đếm nhầm"},
        {"YearException": 1},
    ),
    Step(
        "reopen",
        "officer",
        at(f"{HALL}/tra-lai/"),
        sending(seen="accepted", reason="Sửa số ghế."),
        {"CentreFigures": 1},
    ),
    Step("remove the photo", "head", _photo_of, sending(), {"Evidence": 1}),
    Step("end the exception", "officer", _exception, sending(fresh="1"), {"YearException": 1}),
)


def recorded() -> Counter[str]:
    """How many versions each history holds, by the name of what it tells of; and how many letters went out.

    A version without a reason is nobody's decision: Django notes when somebody signed in.
    """
    told = {
        model.__name__.removeprefix("Historical"): model._default_manager.exclude(history_change_reason=None).count()
        for model in _histories()
    }
    return Counter({**told, "Notice": Notice.objects.count()})


def _histories() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if hasattr(model, "history_change_reason")]


# What is another each time that the same is done.
_CHANGING = {"id", "history_id", "object_id"}


def standing() -> dict[str, list[str]]:
    """What every history tells: words and numbers, and of times only whether they are set."""
    return {model.__name__: sorted(map(repr, _rows_of(model))) for model in _histories()}


def _rows_of(model: type[models.Model]) -> Iterator[list[Any]]:
    columns = [field for field in model._meta.concrete_fields if not (field.is_relation or field.name in _CHANGING)]
    for row in _values(model, columns, "WHERE history_change_reason IS NOT NULL"):
        yield [
            bool(value) if isinstance(field, models.DateTimeField) else value
            for field, value in zip(columns, row, strict=True)
        ]


def untold() -> Iterator[str]:
    """The rows whose newest version says something else than they do, or that have none."""
    for model in _histories():
        history: Any = model
        columns = [history.instance_type._meta.pk, *history.tracked_fields]
        newest = {row[0]: row for row in _values(history, columns, "ORDER BY history_id")}
        for row in _values(history.instance_type, columns):
            if newest.get(row[0]) != row:
                yield f"{history.instance_type.__name__} {row[0]}"


def _values(model: type[models.Model], fields: Iterable[Any], ending: str = "") -> list[tuple[Any, ...]]:
    """Columns of a table as the database has them: building each of these queries takes the ORM ten times as long."""
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {columns} FROM "{model._meta.db_table}" {ending}')
        return list(cursor.fetchall())
