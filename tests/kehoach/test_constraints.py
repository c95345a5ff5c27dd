"""What must never be true of a row is refused with a sentence for people, and by the database itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from baocao.models import FormAnswers, OpenData, Report, ReportHead, Signing
from kehoach.models import (
    CheckSetting,
    CheckThreshold,
    Commune,
    CommuneName,
    DataRequest,
    EntryLink,
    Evidence,
    Invitation,
    Notice,
    Reorganisation,
    ReportingYear,
    Role,
    State,
    User,
    YearException,
)
from kehoach.questionnaire.values import LARGEST_COUNT, LARGEST_MONEY
from tests.baocao.report.report_samples import REPORT_BREAKS, replacement, report_samples
from tests.cast import NOW, Cast, figures_of
from tests.kehoach.tasks.work_samples import WORK_BREAKS, work_samples
from thuvien.models import Library, LibraryFigures, LibraryMembership, LibraryTally
from vanhoa.models import CentreFigures, CentreMembership, CentreTally, CulturalCentre

APPS = ("kehoach", "thuvien", "vanhoa", "baocao")
DAY = date(2025, 7, 1)
VIETNAMESE = re.compile("[ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễúùụủũưựữửừứíìịỉĩýỳỷỵỹđ]", re.IGNORECASE)

RETURNED = {"state": State.RETURNED, "accepted_at": None, "returned_at": NOW}
# What breaks each check constraint when it is put into a sound row of its table.
BREAKS: dict[str, dict[str, Any]] = {
    "commune_ends_after_it_begins": {"valid_from": DAY, "valid_until": DAY - timedelta(days=1)},
    "reorganisation_undone_by_someone": {"undone_at": NOW},
    "unit_closes_after_it_opens": {"opened_on": DAY, "closed_on": DAY},
    "library_closes_after_it_opens": {"opened_on": DAY, "closed_on": DAY},
    "culturalcentre_closes_after_it_opens": {"opened_on": DAY, "closed_on": DAY},
    "reporting_window_in_order": {"window_start": DAY, "window_end": DAY},
    "reporting_year_closed_by_someone": {"closed_at": None},
    "reporting_year_takes_forms_until_its_deadline": {"entry_until": date(2020, 1, 1)},
    "reporting_year_is_corrected_after_entry": {"correction_until": date(2020, 1, 1)},
    "data_request_answered_by_someone": {"answered_at": NOW},
    "invited_reporter_has_a_unit": {"unit": None},
    "invitation_used_by_someone": {"used_at": NOW},
    "year_exception_has_a_reason": {"reason": ""},
    "year_exception_ends_after_it_begins": {"expires_at": NOW},
    "entry_link_revoked_by_someone": {"revoked_at": NOW},
    "check_threshold_not_negative": {"value": Decimal(-1)},
    "report_head_ends_after_it_begins": {"valid_from": DAY, "valid_until": DAY - timedelta(days=1)},
    "report_head_signed_for_a_collective": {"signing": Signing.COLLECTIVE, "collective": ""},
    "report_head_signed_for_somebody": {"signing": Signing.DEPUTY, "head": ""},
    "reporter_has_a_unit": {"role": Role.REPORTER, "unit": None},
    "work_account_has_a_commune": {"role": Role.OFFICER, "commune": None},
    "link_account_only_reports": {"is_link": True},
    "only_administrators_enter_the_admin": {"is_staff": True},
    "plan_ends_after_it_begins": {"first_year": 2031},
    "condition_measures_what_its_scope_has": {"scope": "all_centres", "measure": "visits"},
    "milestone_after_its_base_year": {"base_year": 2025, "year": 2025},
    "milestone_range_in_order": {"at_least": Decimal(15), "at_most": Decimal(10)},
    "librarymembership_has_a_reason": {"reason": ""},
    "centremembership_has_a_reason": {"reason": ""},
    "librarytally_is_of_a_month": {"month": 11, "since_day": 15},
    "centretally_is_of_a_month": {"month": 13},
    "libraryfigures_submitted_by_someone": {"state": State.SUBMITTED, "accepted_at": None, "responsible_name": ""},
    "libraryfigures_accepted_by_someone": {"state": State.ACCEPTED, "accepted_by": None},
    "libraryfigures_returned_with_a_reason": {**RETURNED, "return_reason": ""},
    "libraryfigures_counts_once_accepted": {"state": State.DRAFT, "accepted_at": NOW, "accepted_version": None},
    "library_counts_are_plausible": {"visits_public": LARGEST_COUNT + 1},
    "library_money_is_plausible": {"funding_state_vnd": LARGEST_MONEY + 1},
    "centrefigures_submitted_by_someone": {"state": State.SUBMITTED, "accepted_at": None, "responsible_position": ""},
    "centrefigures_accepted_by_someone": {"state": State.ACCEPTED, "accepted_at": None},
    "centrefigures_returned_with_a_reason": {**RETURNED, "returned_at": None},
    "centrefigures_counts_once_accepted": {"state": State.DRAFT, "accepted_at": NOW, "accepted_version": None},
    "centre_counts_are_plausible": {"participants": LARGEST_COUNT + 1},
    "centre_money_is_plausible": {"funding_donated_vnd": LARGEST_MONEY + 1},
    "centre_year_of_renewal_is_plausible": {"renewed_in": 19},
    **WORK_BREAKS,
    **REPORT_BREAKS,
}
Found = tuple[type[models.Model], Any]


def constraints(kind: type[models.BaseConstraint]) -> list[Found]:
    """Every constraint of a kind that the portal's tables have."""
    return [
        (model, constraint)
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, kind)
    ]


TOMORROW = NOW + timedelta(days=1)


def name_of(value: Any) -> str:
    """The table's and the constraint's name as the id of a test."""
    return str(value.name if isinstance(value, models.BaseConstraint) else value.__name__)


def samples(cast: Cast) -> dict[type[models.Model], Callable[[], models.Model]]:
    """A sound row of each table that the demonstration leaves empty."""
    year, officer, unit = ReportingYear.objects.latest("year"), cast.officer, cast.reporter.unit
    decided = {"counted": False, "since": DAY, "reason": "Sửa chữa", "decided_by": officer, "decided_at": NOW}
    return {
        LibraryMembership: lambda: LibraryMembership(
            facility=Library.objects.latest("pk"), scope="all_libraries", **decided
        ),
        CentreMembership: lambda: CentreMembership(
            facility=CulturalCentre.objects.latest("pk"), scope="all_centres", **decided
        ),
        LibraryTally: lambda: LibraryTally(
            facility=Library.objects.latest("pk"), year=2026, month=12, saved_at=NOW, saved_by=officer
        ),
        CentreTally: lambda: CentreTally(
            facility=CulturalCentre.objects.latest("pk"), year=2026, month=11, saved_at=NOW, saved_by=officer
        ),
        YearException: lambda: YearException(
            reporting_year=year, unit=unit, reason="Mất điện", granted_at=NOW, granted_by=officer, expires_at=TOMORROW
        ),
        EntryLink: lambda: EntryLink(
            reporting_year=year,
            unit=unit,
            nonce="a",
            token_hash="a" * 64,
            created_at=NOW,
            created_by=officer,
        ),
        DataRequest: lambda: DataRequest(account=officer, kind="see", asked_at=NOW),
        Invitation: lambda: Invitation(
            unit=unit,
            commune=cast.commune,
            nonce="a",
            code_hash="b" * 64,
            created_at=NOW,
            created_by=officer,
            expires_at=TOMORROW,
        ),
        CommuneName: lambda: CommuneName(
            commune=cast.commune, kind="commune", name="Quảng Lạc", province="Hải Dương", valid_until=DAY
        ),
        Reorganisation: lambda: Reorganisation(
            commune=cast.commune,
            kind="close",
            level="unit",
            day=DAY,
            document_number="1/QĐ-UBND",
            document_date=DAY,
            document_issuer="UBND",
            summary="Thôn Mạc thôi hoạt động",
            order={},
            effects=[],
            steps=[],
            done_at=NOW,
            done_by=officer,
        ),
        CheckThreshold: lambda: CheckThreshold(kind="thu-vien", code="pupils_change", value=20),
        CheckSetting: lambda: CheckSetting(kind="thu-vien", code="no_loans", weight="off", reason="Không mượn về"),
        ReportHead: lambda: ReportHead(
            commune=cast.commune,
            valid_from=DAY,
            issuer="UBND",
            place="Quảng Nghiệp",
            addressees="UBND",
            recipients="Lưu",
        ),
        OpenData: lambda: OpenData(commune=cast.commune),
        FormAnswers: lambda: form_answers(cast.commune),
        Notice: lambda: Notice(occasion="opened", reporting_year=year, person=officer, sent_at=NOW),
        Evidence: lambda: Evidence(
            content_type=ContentType.objects.get_for_model(User),
            object_id=1,
            name="ảnh.jpg",
            media_type="image/jpeg",
            size=1,
            sha256="b" * 64,
            uploaded_at=NOW,
            uploaded_by=officer,
        ),
        **work_samples(cast),
        **report_samples(cast),
    }


def form_answers(commune: Commune) -> FormAnswers:
    """A library's answers, beside those of its commune."""
    FormAnswers.objects.create(commune=commune, year=2025)
    return FormAnswers(commune=commune, year=2025, library=Library.objects.latest("pk"))


def sound_row(cast: Cast, model: type[models.Model]) -> models.Model:
    """A row that breaks nothing: one of the demonstration to which everything has happened, else a sample."""
    full: dict[type[models.Model], Callable[[], models.Model]] = {
        User: lambda: User.objects.get(pk=cast.officer.pk),
        ReportingYear: lambda: ReportingYear.objects.get(commune=cast.commune, year=2025),
        LibraryFigures: lambda: figures_of("TV-TH"),
        CentreFigures: lambda: figures_of("VH-XA"),
        Report: lambda: replacement(cast),
    }
    row = full[model]() if model in full else model._default_manager.order_by("pk").last()
    if row is None:
        row = samples(cast)[model]()
        row.save()
    row.validate_constraints()
    return row


@pytest.mark.parametrize(("model", "constraint"), constraints(models.CheckConstraint), ids=name_of)
def test_a_row_that_breaks_a_rule_is_refused(cast: Cast, model: type[models.Model], constraint: Any) -> None:
    row = sound_row(cast, model)
    changes = BREAKS[constraint.name]
    for name, value in changes.items():
        setattr(row, name, value)

    with pytest.raises(ValidationError) as told:
        row.validate_constraints()
    with pytest.raises(IntegrityError, match=constraint.name), transaction.atomic():
        model._base_manager.filter(pk=row.pk).update(**changes)

    assert constraint.violation_error_message in told.value.messages
    assert VIETNAMESE.search(constraint.violation_error_message)


@pytest.mark.parametrize(("model", "constraint"), constraints(models.UniqueConstraint), ids=name_of)
def test_the_same_twice_is_refused(cast: Cast, model: type[models.Model], constraint: Any) -> None:
    row = sound_row(cast, model)
    if constraint.condition is not None:
        row = model._base_manager.filter(constraint.condition).first() or row
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    twin = model(**{field.attname: getattr(row, field.attname) for field in fields})
    for field in fields:
        if field.unique and field.max_length:
            setattr(twin, field.attname, f"{getattr(row, field.attname)}x"[-field.max_length :])

    with pytest.raises(ValidationError) as told:
        twin.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        model._base_manager.bulk_create([twin])

    assert constraint.violation_error_message in told.value.messages
    assert VIETNAMESE.search(constraint.violation_error_message)


def test_every_example_breaks_a_rule_that_there_is() -> None:
    assert BREAKS.keys() == {constraint.name for _, constraint in constraints(models.CheckConstraint)}


@pytest.mark.parametrize(("code", "name"), [("TV-TH", "visits_public"), ("VH-XA", "funding_state_vnd")])
def test_a_negative_number_is_refused(cast: Cast, code: str, name: str) -> None:
    figures = figures_of(code)

    with pytest.raises(IntegrityError), transaction.atomic():
        type(figures)._base_manager.filter(pk=figures.pk).update(**{name: -1})

    assert getattr(figures_of(code), name) >= 0


def test_a_person_of_another_communes_unit_is_refused(cast: Cast) -> None:
    person = User(username="x", role=Role.REPORTER, commune=cast.neighbour, unit=cast.reporter.unit)

    with pytest.raises(ValidationError) as told:
        person.full_clean(exclude=["password"])

    assert told.value.message_dict["unit"] == ["Đơn vị này không thuộc xã đã chọn."]
