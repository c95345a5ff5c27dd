"""“Cộng đồng học tập” cấp xã (Thông tư 25/2023/TT-BGDĐT): request, self-assessment, summary by indicator."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from baocao.document.blocks import Block, Column, Heading, Paragraph, Points, Table
from baocao.official_forms.catalogue import Chapter, Of, OfficialForm, Sender
from baocao.official_forms.definitions.learning_criteria import CRITERIA, INDICATORS, Indicator
from baocao.official_forms.definitions.learning_judges import ACT, commune_centre, commune_library
from baocao.official_forms.filling.gathered import Gathered
from baocao.official_forms.filling.levels import LEVELS, Reached, level_words, next_level, whole
from baocao.official_forms.filling.parts import Filled, Line, Text, filled
from baocao.official_forms.filling.readings import Cut
from kehoach.tallies.windows import calendar_year


def reached_by(gathered: Gathered) -> dict[str, Reached]:
    """How far each indicator is, by its code."""
    return {indicator.code: indicator.judge(gathered) for indicator in INDICATORS}


def proposed(gathered: Gathered) -> int | None:
    """The level that all indicators have reached; None where that is not known yet."""
    return whole(list(reached_by(gathered).values()))


def lacking(gathered: Gathered) -> list[str]:
    """What is missing to the next level, an indicator an item; also what is not known yet."""
    aim = next_level(proposed(gathered))
    if aim is None:
        return []
    items = []
    for indicator in INDICATORS:
        reached = indicator.judge(gathered)
        if reached.level is None:
            items.append(f"Chỉ tiêu {indicator.code} ({indicator.label}): chưa đủ số liệu")
        elif reached.level < aim:
            items.append(f"Chỉ tiêu {indicator.code} ({indicator.label}): {reached.lacks or 'chưa đạt'}")
    return items


def _level_sentence(gathered: Gathered) -> str:
    level = proposed(gathered)
    if level is None:
        return "Chưa kết luận được mức độ vì còn thiếu số liệu ở các chỉ tiêu nêu dưới đây."
    return f"Tự đánh giá: {level_words(level).lower()}, là mức độ mà tất cả {len(INDICATORS)} chỉ tiêu đều đạt."


def _request(gathered: Gathered, cut: Cut) -> list[Block]:
    commune, year, level = gathered.commune, gathered.year, proposed(gathered)
    asks = f"công nhận {commune.full_name} đạt “Cộng đồng học tập” cấp xã năm {year}"
    wish = f"{asks}, {level_words(level).lower()}." if level else f"{asks}."
    return [
        Paragraph(f"Căn cứ {ACT} ngày 27/12/2023 quy định về đánh giá, công nhận “Cộng đồng học tập” cấp xã;"),
        Paragraph(f"Ủy ban nhân dân {commune.full_name} đã tự đánh giá theo số liệu kỳ {cut.window}."),
        Paragraph(_level_sentence(gathered)),
        Paragraph(
            "Xã chưa đủ điều kiện đề nghị công nhận; các chỉ tiêu chưa đạt ở Phụ lục I."
            if level == 0
            else f"Kính đề nghị xem xét, {wish}"
        ),
        Paragraph("Hồ sơ kèm theo: báo cáo tự đánh giá; bản tổng hợp kết quả từng tiêu chí, chỉ tiêu./."),
    ]


def _assessment(gathered: Gathered, cut: Cut) -> list[Block]:
    items, aim = lacking(gathered), next_level(proposed(gathered))
    blocks: list[Block] = [Heading(3, "Tự đánh giá"), Paragraph(_level_sentence(gathered))]
    if items:
        points = Points((*(f"{item};" for item in items[:-1]), f"{items[-1]}."))
        blocks += [Paragraph(f"Còn thiếu để đạt mức độ {aim}:"), points]
    return blocks


def _summary(gathered: Gathered, cut: Cut) -> list[Block]:
    columns = (
        Column("Chỉ tiêu", "center", 8),
        Column("Nội dung", "left", 30),
        Column("Yêu cầu mức độ 1", "left", 24),
        Column("Yêu cầu mức độ 2", "left", 20),
        Column("Tự đánh giá", "left", 14),
        Column("Còn thiếu", "left", 26),
    )
    blocks: list[Block] = []
    for title, indicators in CRITERIA:
        judged = [(indicator, indicator.judge(gathered)) for indicator in indicators]
        rows = tuple(
            (row.code, row.label, *row.asks, reached.words, reached.lacks if reached.level != LEVELS[-1] else "")
            for row, reached in judged
        )
        level = whole([reached for _, reached in judged])
        words = "chưa đủ số liệu" if level is None else level_words(level)
        blocks += [Table(columns, rows, caption=f"{title}: {words.lower()}")]
    return [*blocks, Paragraph(_level_sentence(gathered))]


@dataclass(frozen=True)
class Criterion:
    """The figures behind a criterion; those of 3.2 and 3.3 are of the commune's own library and centre."""

    title: str
    indicators: tuple[Indicator, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its fields."""
        return tuple(line for indicator in self.indicators for line in indicator.lines)

    def fill(self, gathered: Gathered, cut: Cut) -> Filled:
        """One table of all its indicators."""
        rows, readings = [], []
        for indicator in self.indicators:
            own = _OWN.get(indicator.code)
            of_indicator = replace(cut, facilities=own(gathered)) if own else cut
            for line in indicator.lines:
                reading = line.source.read(gathered, of_indicator)
                rows.append((indicator.code, line.label, line.unit, reading.text, reading.period))
                readings.append([reading])
        columns = (
            Column("Chỉ tiêu", "center", 10),
            Column("Nội dung", "left", 40),
            Column("Đơn vị", "left", 14),
            Column("Số liệu", "left", 24),
            Column("Kỳ số liệu", "left", 24),
        )
        return filled((Heading(2, self.title), Table(columns, tuple(rows))), self.lines, readings, cut.window)


_OWN = {"3.2": commune_library, "3.3": commune_centre}

FORM = OfficialForm(
    code="cong-dong-hoc-tap",
    title="Cộng đồng học tập cấp xã",
    act=ACT,
    in_force=date(2024, 2, 12),
    due=lambda year: date(year + 1, 2, 28),
    window=calendar_year,
    of=Of.COMMUNE,
    abstract=lambda gathered, library: f"Đề nghị công nhận “Cộng đồng học tập” cấp xã năm {gathered.year}",
    sender=Sender("Tờ trình", "TTr-UBND", "recogniser"),
    chapters=(
        Chapter("", (Text(_request),)),
        Chapter("Báo cáo tự đánh giá", (*(Criterion(*criterion) for criterion in CRITERIA), Text(_assessment))),
        Chapter("Bản tổng hợp kết quả từng tiêu chí, chỉ tiêu", (Text(_summary),), landscape=True),
    ),
    caution="Nguồn của cổng không có mẫu phụ lục của thông tư: biểu trình bày đủ tiêu chí, chỉ tiêu, "
    "hãy đối chiếu mẫu của nơi công nhận.",
)
