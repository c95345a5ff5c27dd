"""Other people's Word forms: placeholders are filled however Word has split them, and nothing else is changed."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from lxml import etree

from baocao.models import SuperiorForm
from baocao.superior_forms.files.gate import NotAForm, checked_package
from baocao.superior_forms.files.word import WordForm
from tests.baocao.superior_forms.odd_forms import WORD, document, runs
from tests.cast import Cast, figures_of, signed_in
from tests.hostile_workbooks import parts_of
from thuvien.models import Library

pytestmark = pytest.mark.once


def opened(content: bytes) -> WordForm:
    """The form behind the gate."""
    return WordForm(checked_package(content)[1])


def text_of(content: bytes, part: str = "word/document.xml") -> str:
    """The text of a part."""
    return "".join(etree.fromstring(parts_of(content)[part]).itertext())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (runs("Xã {{ xã }} có {{ lượt }} lượt"), "Xã Tân Kỳ có 1.234 lượt"),
        (runs("Xã {", "{ x", "ã }", "} có"), "Xã Tân Kỳ có"),
        (runs("{{xã}}", "{{ xã }}, {{lượt}}"), "Tân KỳTân Kỳ, 1.234"),
        (runs("{{ không đánh dấu }} {{ xã }}"), "{{ không đánh dấu }} Tân Kỳ"),
        (runs("{% if x %}{{ xã }}{% endif %}"), "{% if x %}Tân Kỳ{% endif %}"),
        (f"<w:sdt><w:sdtContent>{runs('{{ xã }}')}</w:sdtContent></w:sdt>", "Tân Kỳ"),
        (
            f"<w:p><w:r><w:t>Ngoài {{{{ lượt }}}}</w:t><w:pict>{runs('{{ x', 'ã }}')}</w:pict></w:r></w:p>",
            "Ngoài 1.234Tân Kỳ",
        ),
    ],
)
def test_a_placeholder_is_filled_and_every_other_part_stays(body: str, expected: str) -> None:
    content = document(body, **{"word/header1.xml": f'<w:hdr xmlns:w="{WORD}">{runs("{{ xã }}")}</w:hdr>'})

    after = opened(content).filled({"xã": "Tân Kỳ", "lượt": "1.234"})

    assert text_of(after) == expected
    assert text_of(after, "word/header1.xml") == "Tân Kỳ"
    old, new = parts_of(content), parts_of(after)
    assert list(old) == list(new)
    assert {name for name in old if old[name] != new[name]} == {"word/document.xml", "word/header1.xml"}


def test_what_is_filled_in_is_text_and_never_a_placeholder_again() -> None:
    after = opened(document(runs("{{ a }} {{ b }}"))).filled({"a": "{{ b }}", "b": "<w:p/> & \x0b1"})

    assert text_of(after) == "{{ b }} <w:p/> &  1"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (runs("Không có gì"), "chưa có chỗ trống nào"),
        (f"<w:p><w:ins><w:r><w:t>{{{{ a }}}}</w:t></w:r></w:ins></w:p>{runs('{{ a }}')}", "chấp nhận mọi thay đổi"),
        (f"<w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>{runs('{{ a }}')}", "chấp nhận mọi thay đổi"),
        (f"<w:p><w:moveFrom/></w:p>{runs('{{ a }}')}", "chấp nhận mọi thay đổi"),
    ],
)
def test_a_document_that_cannot_be_filled_gets_one_sentence(body: str, words: str) -> None:
    with pytest.raises(NotAForm, match=words):
        opened(document(body))


@pytest.mark.case("SC-203")
@pytest.mark.django_db
def test_a_word_form_is_uploaded_marked_and_filled(cast: Cast) -> None:
    written: Any = Document()
    written.add_paragraph(
        "Năm {{ năm }}, {{ xã }}, {{ tỉnh }} có {{ lượt }} lượt học sinh, tỷ lệ {{ tỷ lệ }}; {{ khác }}."
    )
    table = written.add_table(rows=2, cols=2)
    table.rows[0].cells[0].text, table.rows[1].cells[0].text = "Thư viện", "{{ tên }}"
    table.rows[1].cells[1].text = "{{ lượt thư viện }}"
    file = BytesIO()
    written.save(file)
    officer = signed_in(cast.officer)
    officer.post("/mau-cap-tren/them/", {"title": "Công văn", "file": SimpleUploadedFile("a.docx", file.getvalue())})
    form = SuperiorForm.objects.get()
    for name, source, scope in (
        ("năm", "năm", ""),
        ("xã", "xã", ""),
        ("tỉnh", "tỉnh", ""),
        ("lượt", "thu-vien.visits_pupils", "=TV-TH"),
        ("tỷ lệ", "báo cáo.I.2.a-2.tỷ lệ", ""),
        ("tên", "thu-vien.tên cơ sở", "*"),
        ("lượt thư viện", "thu-vien.visits_pupils", "*"),
    ):
        sent = {"scope": scope, "seen": ""} if scope else {"seen": ""}
        page = f"/mau-cap-tren/{form.pk}/danh-dau/?nam=2025&o={name}&nguon={source}"
        assert officer.post(page, sent).status_code == 302, name

    page = officer.get(f"/mau-cap-tren/{form.pk}/", {"nam": 2025}).content.decode()
    after: Any = Document(BytesIO(officer.get(f"/mau-cap-tren/{form.pk}/tai/2025/").content))

    visits = f"{figures_of('TV-TH', 2025).value('visits_pupils'):,}".replace(",", ".")
    commune = "xã Quảng Nghiệp, thành phố Hải Phòng"
    sentence = f"Năm 2025, {commune} có {visits} lượt học sinh, tỷ lệ 50%; {{{{ khác }}}}."
    assert after.paragraphs[0].text == sentence
    rows = [[cell.text for cell in row.cells] for row in after.tables[0].rows]
    names = list(Library.objects.filter(commune=cast.commune).order_by("pk").values_list("name", flat=True))
    assert [row[0] for row in rows] == ["Thư viện", *names]
    assert visits in {row[1] for row in rows}
    assert "Chưa chọn số liệu cho chỗ trống này" in page
    assert officer.get(f"/mau-cap-tren/{form.pk}/danh-dau/?o=khong-co").status_code == 404
