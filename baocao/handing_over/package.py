"""The package for văn thư: one zip with the file that leaves, its appendices, its figures and its sheet."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from baocao.document.csv_file import csv_file
from baocao.handing_over.sheet import DocumentSheet
from baocao.report.appendices.dictionary import dictionary, dictionary_as_csv
from baocao.report.files import EXCEL, SOURCES_FILE
from baocao.report.issue import SOURCES
from kehoach.models.kinds import kinds
from kehoach.questionnaire.values import Absent

_FIGURES = ("ma", "ten", "gia_tri", "nam_truoc", "thay_doi", "lay_tu")
_ANSWERS = ("nam", "loai_co_so", "ma_co_so", "ten_co_so", "don_vi_quan_ly", "ma_so_lieu", "gia_tri", "vi_sao_trong")
_UNREPORTED = "Chưa báo cáo"
_README = """Gói bàn giao văn thư

{name}.pdf: văn bản ({part}).
phieu-thong-tin-van-ban.xlsx: các trường để chép sang hệ thống quản lý văn bản.
phu-luc/: các bảng của báo cáo dạng Excel, nguồn của từng số liệu.
so-lieu/chi-so.csv: các số trong báo cáo. so-lieu/so-lieu-co-so.csv: số liệu từng cơ sở.
so-lieu/so-lieu.json: cả hai, cho phần mềm. so-lieu/tu-dien.csv: nghĩa của các mã.
"""


def package_of(sheet: DocumentSheet, name: str) -> bytes:
    """The zip; the same report gives the same bytes."""
    day, file = sheet.report.entry.signed_on, BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for path, content in _files(sheet, name):
            entry = zipfile.ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
            package.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _files(sheet: DocumentSheet, name: str) -> Iterator[tuple[str, bytes]]:
    content: Mapping[str, Any] = sheet.report.snapshot.content
    part = sheet.outgoing.get_part_display().lower()
    yield "doc-truoc.txt", _README.format(name=name, part=part).encode()
    yield f"{name}.pdf", sheet.outgoing.whole
    yield "phieu-thong-tin-van-ban.xlsx", sheet.as_workbook()
    yield "phu-luc/cac-bang.xlsx", EXCEL.make(sheet.document, content)
    if SOURCES in content:
        yield "phu-luc/nguon-so-lieu.xlsx", SOURCES_FILE.make(sheet.document, content)
    questions = [(kind, field) for kind in kinds() for field in kind.layout.fields]
    figures, answers = content.get("cited", []), list(_answers(content))
    yield "so-lieu/chi-so.csv", csv_file(_FIGURES, map(_figure, figures))
    yield "so-lieu/so-lieu-co-so.csv", csv_file(_ANSWERS, answers)
    yield "so-lieu/tu-dien.csv", dictionary_as_csv(questions)
    whole = {
        "commune": content["commune"],
        "year": content["year"],
        "windows": content.get("windows", []),
        "figures": figures,
        "facilities": [{"year": year, **row} for year, row in _rows(content)],
        "absent": {absence.value: absence.label for absence in Absent},
        "dictionary": dictionary(questions),
    }
    yield "so-lieu/so-lieu.json", json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _figure(figure: Mapping[str, Any]) -> list[object]:
    """A figure of the report with the forms that it is counted from, or what it is taken from."""
    taken_from = "; ".join(figure["forms"]) or figure["origin"]
    return [figure["code"], figure["label"], figure["value"], figure["before"], figure["change"], taken_from]


def _rows(content: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Every facility of every year that the report covers, with what it answered."""
    for year in content.get("years") or [content]:
        for row in year["figures"]:
            yield year["year"], row


def _answers(content: Mapping[str, Any]) -> Iterator[list[object]]:
    """A line for each answer; a facility without accepted figures has one that says so."""
    for year, row in _rows(content):
        about = [year, row["kind"], row["code"], row["name"], row["unit"]]
        if row["values"] is None:
            yield [*about, "", "", _UNREPORTED]
            continue
        for code, value in row["values"].items():
            if isinstance(value, Mapping):
                yield [*about, code, "", Absent(value["absent"]).label]
            elif isinstance(value, bool):
                yield [*about, code, "true" if value else "false", ""]
            else:
                yield [*about, code, "|".join(value) if isinstance(value, list) else value, ""]
