"""Search: everything that a person may open, however it is typed, and nothing else."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from urllib.parse import urldefrag

import pytest
from django.http import HttpResponse
from django.test import Client

from baocao.models import RegisterEntry, Report, ReportKind, ReportState
from kehoach.models import Activity, Interpretation, IssuedDocument, Plan, Task, Unit
from kehoach.search.finding import SHOWN, Source
from tests.cast import NOW, Cast, ours, signed_in
from tests.entry_links import inside, link_of
from tests.pages import plain_text, words
from thuvien.models import Library

LINK = re.compile(r'<li>\s+<a href="([^"]+)">')
CHOOSERS = ("overseer", "administrator")
READERS = ("reporter", "officer", "leader", *CHOOSERS)


def browser(cast: Cast, role: str) -> Client:
    """Somebody of this role, who looks at the commune of the demonstration."""
    return signed_in(getattr(cast, role), cast.commune if role in CHOOSERS else None)


def looked_for(cast: Cast, query: str, role: str = "officer") -> HttpResponse:
    """The page of a search."""
    return browser(cast, role).get("/tim/", {"q": query})


def links(response: HttpResponse) -> list[str]:
    """Where the results lead, in their order."""
    return [unescape(link) for link in LINK.findall(response.content.decode())]


def library(cast: Cast, code: str, name: str) -> Library:
    """One more library of the commune's office."""
    unit = Unit.objects.get(commune=cast.commune, code="VHTT")
    return Library.objects.create(commune=cast.commune, unit=unit, code=code, name=name, kind="other")


@pytest.mark.case("SC-020")
@pytest.mark.parametrize(
    "query",
    [
        *("mầm non", "mam non", "MẦM NON", "Mam  Non", "ma\u0302\u0300m non", "trường mầm", "truong mam n", "non mam"),
        *("TV-MN", "tv-mn", "mn", "thư viện trường mầm non quảng nghiệp"),
    ],
)
def test_a_facility_is_found_however_it_is_typed(cast: Cast, query: str) -> None:
    assert "/thu-vien/TV-MN/" in links(looked_for(cast, query))[:2]


@pytest.mark.parametrize("query", ["hoà bình", "hòa bình", "hoa binh", "Hoà Bình"])
@pytest.mark.parametrize("written", ["Tủ sách Hoà Bình", "Tủ sách Hòa Bình"])
def test_old_and_new_places_of_the_tone_find_each_other(cast: Cast, query: str, written: str) -> None:
    library(cast, "TV-HB", written)

    assert links(looked_for(cast, query))[0] == "/thu-vien/TV-HB/"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("II.1.a", "/nhiem-vu/II.1.a/"),
        ("iv.1.đ-2", "/nhiem-vu/IV.1.%C4%91-2/"),
        ("I.2.a-3", "/ke-hoach/#I.2.a-3"),
        ("TV-TH", "/thu-vien/TV-TH/"),
        ("VH-GOM", "/van-hoa/VH-GOM/"),
        ("tuan le", "/nhiem-vu/II.1.b/"),
        ("tri thức mở", "/ke-hoach/#muc-I.1"),
        ("ngân sách nhà nước theo phân cấp", "/ke-hoach/#muc-III.1"),
        ("KINH PHÍ THỰC HIỆN", "/ke-hoach/#muc-III"),
    ],
)
def test_codes_and_words_of_the_plan_lead_to_their_place(cast: Cast, query: str, first: str) -> None:
    assert links(looked_for(cast, query))[0] == first


def test_what_was_looked_for_is_marked(cast: Cast) -> None:
    page = looked_for(cast, "mam non").content.decode()

    assert "Trường <mark>Mầm</mark> <mark>non</mark> Quảng Nghiệp</a>" in page


def test_of_equals_the_one_with_the_marks_that_were_typed_comes_first(cast: Cast) -> None:
    library(cast, "TV-1", "Tủ sách Thợ Mộc")
    library(cast, "TV-2", "Tủ sách Thọ Mộc")

    assert links(looked_for(cast, "thọ mộc")) == ["/thu-vien/TV-2/", "/thu-vien/TV-1/"]
    assert links(looked_for(cast, "tho moc")) == ["/thu-vien/TV-1/", "/thu-vien/TV-2/"]


@pytest.mark.once
@pytest.mark.parametrize("role", READERS)
def test_every_result_can_be_opened_by_who_found_it(cast: Cast, role: str) -> None:
    pages: dict[str, set[str]] = {}
    for link in (link for query in ("th", "iv") for link in links(looked_for(cast, query, role))):
        address, anchor = urldefrag(link)
        pages.setdefault(address, set()).add(anchor)
    assert len(pages) > 3

    client = browser(cast, role)
    for address, anchors in pages.items():
        response = client.get(address)
        assert response.status_code == 200, address
        text = response.content.decode()
        assert [anchor for anchor in anchors if anchor and f'id="{anchor}"' not in text] == []


def test_a_unit_finds_its_own_facilities_and_tasks_and_the_words_of_the_plan(cast: Cast) -> None:
    facilities = looked_for(cast, "quang nghiep", "reporter")
    tasks = looked_for(cast, "hoc tap suot doi", "reporter")
    theirs = {f"/nhiem-vu/{code}/" for code in ours(Task).filter(assignments__unit__code="TH").values_list("code")}

    school = cast.reporter.unit
    own = {f"/hoat-dong/{pk}/" for pk in Activity.objects.filter(unit=school).values_list("pk", flat=True)}
    own |= {f"/van-ban/{pk}/" for pk in IssuedDocument.objects.filter(unit=school).values_list("pk", flat=True)}

    found = links(facilities)
    assert found[:2] == ["/thu-vien/TV-TH/", "/nhiem-vu/?don-vi=TH"]
    assert 0 < len(found[2:]) == len(own & set(found[2:]))
    assert {link for link in links(tasks) if link.startswith("/nhiem-vu/")} <= theirs
    assert "/ke-hoach/#II.1.a" in links(looked_for(cast, "II.1.a", "reporter"))


def test_an_administrator_finds_the_plan_but_no_facility(cast: Cast) -> None:
    assert links(looked_for(cast, "TV-MN", "administrator")) == []
    assert "/nhiem-vu/II.1.a/" in links(looked_for(cast, "II.1.a", "administrator"))


def test_nothing_of_another_commune_is_found(cast: Cast) -> None:
    unit = Unit.objects.create(commune=cast.neighbour, code="X", name="Đơn vị Quang Khải", kind="culture_office")
    Library.objects.create(commune=cast.neighbour, unit=unit, code="TV-QK", name="Thư viện Quang Khải", kind="commune")

    assert links(looked_for(cast, "quang khai")) == []
    assert links(looked_for(cast, "quang khai", "overseer")) == []
    assert links(looked_for(cast, "quang khai", "stranger")) == ["/thu-vien/TV-QK/"]
    assert links(looked_for(cast, "II.1.a", "stranger")) == []


def test_of_two_plans_the_newest_is_searched(cast: Cast) -> None:
    old = ours(Plan).get()
    tasks = list(old.tasks.all())
    old.pk, old.number = None, "01/KH-UBND"
    old.issued_on = old.issued_on.replace(year=2016)
    old.save()
    Task.objects.create(
        plan=old, section=tasks[0].section, code="V.9", position=1, wording="x", short_name="Xóa mù chữ"
    )

    assert links(looked_for(cast, "xóa mù")) == []


def test_whoever_came_by_a_link_searches_nothing(cast: Cast) -> None:
    client = inside(link_of("TH"))

    assert client.get("/tim/", {"q": "TV-TH"}).status_code == 403
    assert 'action="/tim/"' not in client.get("/").content.decode()


def test_of_many_the_first_are_shown_and_the_rest_are_counted(cast: Cast) -> None:
    for number in range(SHOWN + 3):
        library(cast, f"TS-{number:02}", f"Tủ sách họ Vũ {number:02}")

    found = looked_for(cast, "tu sach ho vu")

    assert links(found) == [f"/thu-vien/TS-{number:02}/" for number in range(SHOWN)]
    assert f"Có {SHOWN + 3} kết quả" in words(found)
    assert "Còn 3 kết quả nữa." in words(found)


@pytest.mark.parametrize(("query", "told"), [("a", "ít nhất 2 chữ"), ("-", "ít nhất 2 chữ"), ("x" * 101, "100 ký tự")])
def test_what_cannot_be_looked_for_is_said_and_kept(cast: Cast, query: str, told: str) -> None:
    response = looked_for(cast, query)

    assert response.status_code == 200
    assert told in words(response)
    assert f'value="{query}"' in response.content.decode()


@pytest.mark.parametrize("query", ["%%", "__", "' OR 1=1 --", "<script>", "\\\\", "a\x00b", "\ud800x", "zzzz", "🙂🙂"])
def test_nothing_is_found_where_nothing_is(cast: Cast, query: str) -> None:
    response = browser(cast, "officer").get("/tim/", {"q": query.encode("utf-8", "surrogatepass")})

    assert response.status_code == 200
    assert links(response) == []
    assert "<script>" not in response.content.decode()


@pytest.mark.parametrize("asked", ["", "?q=", "?q=++", "?p=1"])
def test_without_words_it_says_what_can_be_found(cast: Cast, asked: str) -> None:
    assert "Tìm được gì ở đây" in words(browser(cast, "officer").get(f"/tim/{asked}"))


def test_what_is_not_there_is_answered_with_advice(cast: Cast) -> None:
    assert "Không tìm thấy kết quả nào Hãy gõ ít từ hơn" in words(looked_for(cast, "tram y te"))


def test_every_page_has_the_box(cast: Cast) -> None:
    page = browser(cast, "officer").get("/thu-vien/").content.decode()

    assert '<form class="search-box" action="/tim/" role="search">' in page
    assert plain_text(page).count("Tìm") == 1


def test_who_has_no_commune_yet_is_told_to_choose_one(cast: Cast) -> None:
    assert signed_in(cast.overseer).get("/tim/?q=abc").status_code == 403


def test_a_registered_source_is_searched_too(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    readings = Source(
        title="Cách hiểu",
        icon="quote",
        rows=lambda request: Interpretation.objects.filter(plan__commune=cast.commune),
        url=lambda key: f"/cach-hieu/{key}/",
        name="text",
        key="pk",
    )
    monkeypatch.setattr("kehoach.search.finding._registered", [readings])
    reading = ours(Interpretation).get(code="4")

    assert links(looked_for(cast, reading.text[:60]))[0] == f"/cach-hieu/{reading.pk}/"


@pytest.mark.parametrize(
    ("role", "state", "found"),
    [
        ("officer", ReportState.DRAFT, True),
        ("leader", ReportState.DRAFT, True),
        ("overseer", ReportState.DRAFT, False),
        ("overseer", ReportState.ISSUED, True),
        ("reporter", ReportState.ISSUED, False),
        ("administrator", ReportState.ISSUED, False),
        ("stranger", ReportState.ISSUED, False),
    ],
)
def test_reports_are_found_by_who_may_read_them(cast: Cast, role: str, state: ReportState, found: bool) -> None:
    report = Report.objects.create(
        commune=cast.commune,
        plan=ours(Plan).get(),
        year=2023,
        kind=ReportKind.MIDTERM,
        state=state,
        started_at=NOW,
        started_by=cast.officer,
        issued_at=NOW,
        issued_by=cast.leader,
    )
    RegisterEntry.objects.create(
        commune=cast.commune, year=2024, number=9, symbol="BC-UBND", signed_on=date(2024, 1, 5), report=report
    )

    for query in ("bao cao so ket 2023", "09/BC-UBND"):
        assert (f"/bao-cao/{report.pk}/" in links(looked_for(cast, query, role))) is found


def test_a_unit_leads_to_its_tasks(cast: Cast) -> None:
    found = looked_for(cast, "dai truyen thanh")

    assert links(found)[0] == "/nhiem-vu/?don-vi=DTT"
    assert links(looked_for(cast, "dai truyen thanh", "reporter")) == ["/ke-hoach/#muc-IV.5"]
