"""Photos and papers behind a form: who adds, sees and removes them, what answers a query, and how a file is served."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from kehoach.common.uploads import LARGEST_BYTES, PDF, Accepted, accept
from kehoach.evidence.rules import MOST_EVIDENCE
from kehoach.figures.actions.evidence import attach, detach
from kehoach.figures.assessment import assess
from kehoach.figures.last_year import last_year_of
from kehoach.history.timeline import history_of
from kehoach.models import Evidence, ReportingYear, State, User, YearFigures
from kehoach.people.rules import Refused
from kehoach.questionnaire.checks import Severity
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into, signed_in
from tests.pages import beside, filled_in, words

SCHOOL = "TV-TH"
YEAR_PAGE = f"/thu-vien/{SCHOOL}/{OPEN_YEAR}/"
PAGE = f"{YEAR_PAGE}minh-chung/"
PAPER = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\nstartxref\n9\n%%EOF\n"
Capture = Callable[..., AbstractContextManager[Any]]


def photo(colour: str = "red") -> bytes:
    """A small photo."""
    written = BytesIO()
    Image.new("RGB", (60, 40), colour).save(written, "JPEG")
    return written.getvalue()


def fit(name: str = "anh.jpg", colour: str = "red") -> Accepted:
    """A photo that was accepted."""
    return accept(name, photo(colour))


def send(client: Client, content: bytes = b"", name: str = "anh.jpg", question: str = "") -> HttpResponse:
    """Posts a file to the school's form."""
    upload = SimpleUploadedFile(name, content or photo(), "image/jpeg")
    return client.post(PAGE, {"question": question, "file": upload})


def fetch(client: Client, url: str) -> HttpResponse:
    """What is served there, read to its end, which closes the file."""
    response = client.get(url)
    response.served = response.getvalue()  # type: ignore[attr-defined]
    return response


def add(cast: Cast, accepted: Accepted | None = None, question: str = "", by: User | None = None) -> Evidence:
    """Adds a photo to the school's form by the action."""
    return attach(figures_of(SCHOOL), question=question, accepted=accepted or fit(), by=by or cast.reporter, at=NOW)


def stored(data_dir: Path) -> list[str]:
    """The files that the portal keeps, below DATA_DIR."""
    return sorted(path.relative_to(data_dir).as_posix() for path in data_dir.rglob("*") if path.is_file())


@pytest.fixture
def draft(cast: Cast) -> YearFigures:
    """The school's form, being filled in."""
    return put_into(SCHOOL, State.DRAFT)


@pytest.fixture
def school(cast: Cast, draft: YearFigures) -> Client:
    """The school's own browser."""
    return signed_in(cast.reporter)


def test_a_photo_is_sent_and_listed(school: Client) -> None:
    response = school.post(
        PAGE, {"question": "services", "file": SimpleUploadedFile("Phòng đọc.jpg", photo())}, follow=True
    )

    assert "Đã nhận tệp “Phòng đọc.jpg”." in words(response)
    assert "Phòng đọc.jpg Ảnh, " in words(response)
    assert Evidence.objects.get().question == "services"


def test_the_page_asks_for_a_photo_and_works_as_a_plain_form(school: Client) -> None:
    page = school.get(f"{PAGE}?muc=services").content.decode()

    assert 'accept="image/jpeg,image/png,application/pdf"' in page
    assert 'enctype="multipart/form-data"' in page
    assert filled_in(school.get(f"{PAGE}?muc=services"), "question")["question"] == ["services"]


@pytest.mark.once
@pytest.mark.parametrize(
    ("content", "told"),
    [(b"MZ\x90", "chương trình máy tính"), (b"<svg/>", "SVG"), (b"\0" * (LARGEST_BYTES + 1), "lớn hơn 10 MB")],
)
def test_a_wrong_file_gets_its_sentence_beside_the_field(school: Client, content: bytes, told: str) -> None:
    response = send(school, content)

    assert told in beside(response, "file")
    assert not Evidence.objects.exists()


def test_an_empty_file_and_no_file_get_their_sentences(school: Client) -> None:
    empty = school.post(PAGE, {"question": "", "file": SimpleUploadedFile("a.jpg", b"")})
    none = school.post(PAGE, {"question": ""})

    assert "rỗng" in beside(empty, "file")
    assert "Hãy chọn một ảnh hoặc một tệp PDF." in beside(none, "file")


def test_of_a_huge_upload_no_more_is_kept_than_it_takes_to_refuse_it(
    school: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    monkeypatch.setattr("kehoach.evidence.forms.accept", lambda name, content: seen.append(len(content)) or fit())

    send(school, b"\0" * (3 * LARGEST_BYTES))

    assert seen == [LARGEST_BYTES + 1]


def test_the_same_file_twice_at_one_question_is_one_row(school: Client, cast: Cast, data_dir: Path) -> None:
    for question in ("services", "services", "it_applications"):
        response = school.post(PAGE, {"question": question, "file": SimpleUploadedFile("a.jpg", photo())}, follow=True)
        assert "Đã nhận tệp" in words(response)

    assert [one.question for one in Evidence.objects.order_by("pk")] == ["services", "it_applications"]
    assert len(stored(data_dir / "files")) == 1


def test_a_typed_name_is_never_a_path(cast: Cast, draft: YearFigures, data_dir: Path) -> None:
    evidence = add(cast, fit("../../../settings\0.py/" + "ả" * 300 + ".exe"))

    digest = hashlib.sha256(fit().content).hexdigest()
    assert stored(data_dir) == [f"files/evidence/{digest[:2]}/{digest}.jpg"]
    assert evidence.name == "ả" * 96 + ".jpg"


@pytest.mark.once
@pytest.mark.parametrize("name", ["a\0b.jpg", "x" * 4000 + ".jpg", "%2e%2e%2fa", 'a"; x=".jpg', "ảnh.jpg"])
def test_odd_names_are_no_trouble(school: Client, name: str) -> None:
    assert send(school, name=name).status_code in (200, 302)
    for evidence in Evidence.objects.all():
        assert fetch(school, f"{PAGE}{evidence.pk}/").status_code == 200


def test_files_are_for_the_portal_alone(cast: Cast, draft: YearFigures) -> None:
    path = Path(add(cast).file.path)

    assert path.stat().st_mode & 0o777 == 0o640
    assert path.parent.stat().st_mode & 0o777 == 0o750


def test_a_file_that_was_cut_off_while_it_was_written_is_written_again(cast: Cast, draft: YearFigures) -> None:
    path = Path(add(cast).file.path)
    path.write_bytes(b"half")

    add(cast, question="services")

    assert path.read_bytes() == fit().content


def test_a_picture_is_served_as_what_it_is_and_kept_by_nobody(school: Client, cast: Cast, draft: YearFigures) -> None:
    response = fetch(school, f"{PAGE}{add(cast, fit('Ảnh 1.jpg')).pk}/")

    assert response.served == fit().content  # type: ignore[attr-defined]
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == "inline; filename*=utf-8''%E1%BA%A2nh%201.jpg"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def test_a_pdf_is_offered_for_download(school: Client, cast: Cast, draft: YearFigures) -> None:
    evidence = add(cast, accept("Biên bản.pdf", PAPER))

    response = fetch(school, f"{PAGE}{evidence.pk}/")

    assert response["Content-Type"] == PDF
    assert response["Content-Disposition"].startswith("attachment; ")
    assert school.get(f"{PAGE}{evidence.pk}/nho/").status_code == 404


def test_a_thumbnail_is_sealed_like_the_picture(school: Client, cast: Cast, draft: YearFigures) -> None:
    response = school.get(f"{PAGE}{add(cast).pk}/nho/")

    assert Image.open(BytesIO(response.content)).size == (60, 40)
    assert response["Content-Type"] == "image/jpeg"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"


def test_a_file_that_is_gone_from_the_disk_is_no_page(school: Client, cast: Cast, draft: YearFigures) -> None:
    evidence = add(cast)
    Path(evidence.file.path).unlink()

    assert school.get(f"{PAGE}{evidence.pk}/").status_code == 404
    assert school.get(f"{PAGE}{evidence.pk}/nho/").status_code == 404


@pytest.mark.parametrize("pk", [0, 10**30])
def test_a_number_that_is_nobodys_is_no_page(school: Client, pk: int) -> None:
    assert school.get(f"{PAGE}{pk}/").status_code == 404


def test_a_file_is_found_only_under_its_own_form(cast: Cast, draft: YearFigures) -> None:
    elsewhere = PAGE.replace(SCHOOL, "TV-THCS")
    evidence = add(cast)

    assert fetch(signed_in(cast.officer), f"{PAGE}{evidence.pk}/").status_code == 200
    assert signed_in(cast.officer).get(f"{elsewhere}{evidence.pk}/").status_code == 404
    assert signed_in(cast.colleague).get(f"{elsewhere}{evidence.pk}/").status_code == 404


# Who sees the file of a form in each state. The leader reads all of the commune's forms, the overseer what is accepted.
READERS = {
    "reporter": {State.DRAFT: 200, State.SUBMITTED: 200, State.ACCEPTED: 200},
    "colleague": {State.DRAFT: 404, State.SUBMITTED: 404, State.ACCEPTED: 404},
    "officer": {State.DRAFT: 200, State.SUBMITTED: 200, State.ACCEPTED: 200},
    "leader": {State.DRAFT: 200, State.SUBMITTED: 200, State.ACCEPTED: 200},
    "stranger": {State.DRAFT: 404, State.SUBMITTED: 404, State.ACCEPTED: 404},
    "overseer": {State.DRAFT: 404, State.SUBMITTED: 404, State.ACCEPTED: 200},
    "administrator": {State.DRAFT: 403, State.SUBMITTED: 403, State.ACCEPTED: 403},
    "anonymous": {State.DRAFT: 302, State.SUBMITTED: 302, State.ACCEPTED: 302},
}


@pytest.mark.once
@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.ACCEPTED])
def test_only_who_reads_the_form_sees_its_files(cast: Cast, draft: YearFigures, role: str, state: State) -> None:
    evidence = add(cast)
    put_into(SCHOOL, state)
    chosen = cast.commune if role in ("overseer", "administrator") else None
    client = Client() if role == "anonymous" else signed_in(getattr(cast, role), chosen)

    for page in (PAGE, f"{PAGE}{evidence.pk}/", f"{PAGE}{evidence.pk}/nho/"):
        assert fetch(client, page).status_code == READERS[role][state], page


@pytest.mark.parametrize("role", ["colleague", "leader", "stranger", "overseer", "administrator"])
def test_nobody_else_adds_or_removes(cast: Cast, draft: YearFigures, role: str) -> None:
    evidence, client = add(cast), signed_in(getattr(cast, role), cast.commune)

    assert send(client, photo("blue")).status_code in (403, 404)
    assert client.post(f"{PAGE}{evidence.pk}/xoa/").status_code in (403, 404)
    assert list(Evidence.objects.all()) == [evidence]


def test_a_submitted_form_takes_nothing_more_from_its_unit(cast: Cast, school: Client) -> None:
    evidence = add(cast)
    put_into(SCHOOL, State.SUBMITTED)

    response = school.post(PAGE, {"question": "", "file": SimpleUploadedFile("a.jpg", photo("blue"))}, follow=True)
    school.post(f"{PAGE}{evidence.pk}/xoa/")

    assert "nên không sửa được" in words(response)
    assert list(Evidence.objects.all()) == [evidence]


@pytest.mark.parametrize("on_behalf", [True, False])
def test_the_officer_adds_the_units_paper_to_what_was_entered_on_its_behalf(cast: Cast, on_behalf: bool) -> None:
    figures = put_into(SCHOOL, State.SUBMITTED)
    figures.entered_on_behalf = on_behalf
    figures.save()

    response = send(signed_in(cast.officer), PAPER, "phiếu giấy.pdf")

    assert response.status_code == 302
    assert Evidence.objects.count() == on_behalf


def test_the_unit_adds_nothing_to_what_the_officer_submitted(cast: Cast) -> None:
    figures = put_into(SCHOOL, State.SUBMITTED)
    figures.entered_on_behalf = True
    figures.save()

    with pytest.raises(Refused):
        add(cast)


def test_a_closed_year_takes_nothing(cast: Cast, draft: YearFigures) -> None:
    ReportingYear.objects.filter(pk=draft.reporting_year_id).update(closed_at=NOW, closed_by=cast.officer)

    with pytest.raises(Refused, match="đã khóa"):
        add(cast)


def test_a_form_holds_ten_files(cast: Cast, school: Client) -> None:
    for number in range(MOST_EVIDENCE):
        add(cast, accept(f"{number}.pdf", PAPER.replace(b"1 0", b"%d 0" % (number + 1))))

    assert "nhiều nhất 10 tệp" in beside(send(school), "file")
    assert send(school, PAPER, "0.pdf").status_code == 302, "what is there already is no file more"
    assert Evidence.objects.count() == MOST_EVIDENCE


def test_a_question_that_the_facility_is_not_asked_takes_nothing(cast: Cast, school: Client) -> None:
    assert send(school, question="password").status_code == 200
    with pytest.raises(ValueError, match="not asked"):
        add(cast, question="password")
    assert not Evidence.objects.exists()


def test_a_removed_file_leaves_the_disk_with_its_last_row(
    cast: Cast, draft: YearFigures, data_dir: Path, django_capture_on_commit_callbacks: Capture
) -> None:
    first, second = add(cast), add(cast, question="services")

    with django_capture_on_commit_callbacks(execute=True):
        detach(draft, pk=first.pk, by=cast.reporter, at=NOW)
    assert len(stored(data_dir)) == 1, "another row still needs it"

    with django_capture_on_commit_callbacks(execute=True):
        detach(draft, pk=second.pk, by=cast.reporter, at=NOW)
    assert stored(data_dir) == []


def test_a_second_click_on_remove_finds_it_gone(cast: Cast, school: Client) -> None:
    url = f"{PAGE}{add(cast).pk}/xoa/"

    for _ in range(2):
        assert "Đã gỡ tệp khỏi phiếu." in words(school.post(url, follow=True))
    assert not Evidence.objects.exists()


def test_nothing_of_another_form_is_removed(cast: Cast, school: Client) -> None:
    put_into("TV-THCS", State.DRAFT)
    others = attach(figures_of("TV-THCS"), question="", accepted=fit(), by=cast.colleague, at=NOW)

    school.post(f"{PAGE}{others.pk}/xoa/")

    assert list(Evidence.objects.all()) == [others]


def test_adding_and_removing_stay_in_the_history(cast: Cast, draft: YearFigures) -> None:
    evidence = add(cast, fit("Phòng đọc.jpg"))
    detach(draft, pk=evidence.pk, by=cast.officer, at=NOW)

    told = Evidence.history.order_by("history_id").values_list(  # type: ignore[attr-defined]
        "history_user", "history_change_reason", "history_date"
    )
    assert list(told) == [
        (cast.reporter.pk, "Thêm minh chứng: Phòng đọc.jpg", NOW),
        (cast.officer.pk, "Gỡ minh chứng: Phòng đọc.jpg", NOW),
    ]


def test_the_forms_own_story_tells_of_it(cast: Cast, draft: YearFigures, school: Client) -> None:
    evidence = add(cast, fit("Phòng đọc.jpg" + "x" * 100))
    detach(draft, pk=evidence.pk, by=cast.officer, at=NOW)

    told = [(event.what, event.note) for event in history_of(draft).events]

    assert ("Thêm minh chứng", evidence.name) in told
    assert ("Gỡ minh chứng", evidence.name) in told
    assert "Thêm minh chứng" in words(school.get(YEAR_PAGE))


@pytest.fixture
def asked(draft: YearFigures) -> str:
    """A question that a check asks about and that nothing answers."""
    draft.notes = {}
    last = last_year_of(draft).values
    assert last is not None
    draft.set_value("visits_pupils", 10 * last["visits_pupils"])  # type: ignore[operator, arg-type]
    draft.save()
    return open_questions()[0]


def open_questions() -> list[str]:
    """The questions that still have to be answered before the form is submitted."""
    figures = figures_of(SCHOOL)
    return [finding.fields[0] for finding in assess(figures, last_year_of(figures)).open_queries]


def test_a_photo_at_the_question_answers_the_query(cast: Cast, asked: str) -> None:
    add(cast)
    assert asked in open_questions(), "a photo of the whole form answers no question"

    add(cast, question=asked)
    assert asked not in open_questions()


def test_a_photo_answers_no_error(cast: Cast, draft: YearFigures) -> None:
    draft.set_value("titles", None)  # type: ignore[arg-type]
    draft.save()
    add(cast, question="titles")

    found = assess(figures_of(SCHOOL), last_year_of(figures_of(SCHOOL))).findings

    assert any(one.severity is Severity.ERROR and one.fields[0] == "titles" for one in found)


def test_the_way_to_the_evidence_page_saves_what_was_typed(school: Client, asked: str) -> None:
    form = filled_in(school.get(f"{YEAR_PAGE}nhap/"), "version")
    entry = school.get(f"{YEAR_PAGE}nhap/").content.decode()
    assert f'name="evidence" value="{asked}"' in entry

    response = school.post(
        f"{YEAR_PAGE}nhap/", {**form, f"{asked}-note": "Đếm theo sổ mới", "evidence": asked}, follow=True
    )

    assert response.redirect_chain[-1][0] == f"{PAGE}?muc={asked}"
    assert figures_of(SCHOOL).notes[asked] == "Đếm theo sổ mới"


def test_the_pages_of_the_form_show_the_evidence_by_question(cast: Cast, school: Client) -> None:
    add(cast, fit("Phòng đọc.jpg"), "services")
    add(cast, accept("Phiếu giấy.pdf", PAPER))

    shown = words(school.get(YEAR_PAGE))

    assert shown.index("Cả phiếu Phiếu giấy.pdf") < shown.index("Phòng đọc.jpg")
    assert "Ảnh, giấy tờ minh chứng (2)" in words(school.get(f"{YEAR_PAGE}nhap/"))
