"""The issued report read back from its file: every number of the text is in the frozen data, every code is resolved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from baocao.composing import frozen_pdf
from baocao.document import Table
from baocao.document_json import document_from
from baocao.enums import FilePart, ReportState
from baocao.models import Report
from baocao.report.issue import DOCUMENT, TEXTS
from tests.baocao.pdf_reading import attachments, read
from tests.cast import Cast

pytestmark = pytest.mark.once

NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")
# What is no figure: days, numbers of documents and of sections, codes of sources, letters and notes of the plan.
NO_FIGURE = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}|(?:số|Số:) \d+/[\w-]+|\d+/\d{4}/[\w-]+|^\d+\. |\[[^\]]*\]|ngày \d+ tháng \d+ năm \d+|\(\d\)"
)


@pytest.fixture
def issued(cast: Cast) -> Report:
    """The report that the demonstration has issued."""
    return Report.objects.get(commune=cast.commune, state=ReportState.ISSUED)


def numbers_of(value: Any) -> Iterator[str]:
    """Every number that stands anywhere in the facts, as it would be printed."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from numbers_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from numbers_of(inner)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield f"{value:,}".replace(",", ".")
        yield str(value)
    elif isinstance(value, str):
        yield from (found.strip(".") for found in NUMBER.findall(value))


def body(issued: Report) -> str:
    """The running text of the file without its tables and appendices, line by line."""
    pdf = issued.files.get(part=FilePart.ISSUED).whole
    main = [page for page in read(pdf) if page.height > page.width]
    return "\n".join(line.text for page in main for line in page.body if 13.5 < max(line.sizes) < 14.5)


def codes_in(issued: Report) -> set[str]:
    """The codes behind the sentences, those that a line break divides made whole again."""
    pages = [page for page in read(issued.files.get(part=FilePart.ISSUED).whole) if page.height > page.width]
    text = "".join(" ".join(page.text for page in pages).split())
    return {code for group in re.findall(r"\[([^\[\]]+)\]", text) for code in group.split(";")}


def test_every_number_in_the_text_is_in_the_frozen_facts(issued: Report) -> None:
    facts = {key: value for key, value in issued.frozen.content.items() if key not in (DOCUMENT, TEXTS)}
    known = set(numbers_of(facts))
    told = NO_FIGURE.sub(" ", re.sub(r"(?m)^\d+\. ", " ", body(issued)))

    found = {one[0].strip("."): told[max(0, one.start() - 40) : one.end() + 20] for one in NUMBER.finditer(told)}
    unknown = {number: context for number, context in found.items() if number not in known}

    assert len(NUMBER.findall(told)) > 100
    assert unknown == {}


def test_every_code_in_the_text_is_explained_in_the_appendix_of_sources(issued: Report) -> None:
    document = document_from(issued.frozen.content[DOCUMENT])
    codes = codes_in(issued)
    figures, forms, results = (block for block in document.appendices[-1].blocks if isinstance(block, Table))

    assert {"I.2.a-1", "I.2.a-3", "TV", "VH", "KP", "CS", "NV"} <= codes
    assert codes <= {row[0] for row in (*figures.rows, *results.rows)}
    for row in forms.rows:
        facility, year, name, responsible, submitted, accepted_by, accepted, version = row
        assert all((facility, name, responsible, accepted_by)), row
        assert re.fullmatch(r"\d{2}/\d{2}/\d{4}", submitted), row
        assert re.fullmatch(r"\d{2}/\d{2}/\d{4}", accepted), row
        assert int(year) in (2022, 2024)
        assert int(version) > 0
    for code, unit, person, day, _, version in results.rows:
        assert all((code, unit, person, re.fullmatch(r"\d{2}/\d{2}/\d{4}", day), int(version))), code


def test_the_file_carries_the_data_that_it_can_be_made_from_again(issued: Report) -> None:
    kept = issued.files.get(part=FilePart.ISSUED)
    (attached,) = attachments(kept.whole)
    content = json.loads(attached.content)

    assert content == issued.frozen.content
    assert frozen_pdf(content) == kept.whole
