"""The second half of section II.2: what all libraries, then all centres did, told figure by figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from baocao.attainment.measures import VISITS
from baocao.document.blocks import Block, Heading, Paragraph
from baocao.report.content.cited_sentence import CitedSentence
from baocao.report.content.words import upper_first
from baocao.report.data import ReportData
from baocao.report.figure_kinds import KindPair
from baocao.report.groups import FACILITIES, OF_KIND
from kehoach.common import formats
from kehoach.questionnaire.layout import total
from thuvien.kind import LIBRARIES
from vanhoa.kind import CENTRES


@dataclass(frozen=True)
class Told:
    """A figure of the running text: the words before and after the number, its unit, and the columns it adds up.

    Without a unit its change is not told. `beside` is a column that belongs to it, and its noun: "với 176 thành viên".
    """

    before: str
    after: str
    unit: str
    parts: tuple[str, ...]
    beside: tuple[str, str] | None = None


HOLDINGS = (
    Told("có", "bản sách", "bản", ("books_total",)),
    Told("", "học liệu điện tử, tài liệu số", "tài liệu", ("digital_documents",)),
    Told("", "máy tính, thiết bị tra cứu", "máy", ("computers",)),
)
ADDITIONS = (
    Told("bổ sung", "bản sách", "bản", ("books_added_budget", "books_added_donated")),
    Told("thanh lý", "bản", "bản", ("books_withdrawn",)),
)
READERS = (
    Told("", "lượt học sinh", "", ("visits_pupils",)),
    Told("", "lượt cán bộ, giáo viên, nhân viên", "", ("visits_staff",)),
    Told("", "lượt phụ huynh, người dân", "", ("visits_public",)),
)
LENDING = (
    Told("cho mượn về nhà", "lượt sách", "lượt", ("loans",)),
    Told("phục vụ", "lượt truy cập trực tuyến", "lượt", ("online_visits",)),
    Told("tổ chức", "tiết đọc, tiết học tại thư viện", "tiết", ("reading_lessons",)),
)
READING_EVENTS = (
    Told(
        "tổ chức",
        "hoạt động khuyến đọc, sự kiện",
        "hoạt động",
        ("events",),
        ("lượt người tham gia", "event_participants"),
    ),
    Told("luân chuyển", "bản sách", "bản", ("rotation_books",)),
)
GATHERINGS = (
    Told("duy trì", "câu lạc bộ", "câu lạc bộ", ("clubs",), ("thành viên", "club_members")),
    Told("", "nhóm sở thích", "nhóm", ("interest_groups",)),
    Told("mở", "lớp năng khiếu", "lớp", ("talent_classes",), ("học viên", "talent_class_learners")),
)
CENTRE_EVENTS = (
    Told("tổ chức", "buổi hoạt động văn hóa, văn nghệ", "buổi", ("activities_arts",)),
    Told("", "buổi hoạt động thể dục, thể thao", "buổi", ("activities_sports",)),
    Told("thu hút", "lượt người xem, tham gia", "lượt", ("participants",)),
)


def told(pair: KindPair, figures: Sequence[Told], *, since: str = "") -> str:
    """The figures one after the other, each with its change; what is 0 in both years is left out.

    The first change says since when ("so với năm 2024"); the others mean the same.
    """
    clauses = []
    for figure in figures:
        column_sum, sums = pair.now.sum(*figure.parts), pair.sums(*figure.parts)
        if column_sum is None or (not column_sum.amount and not (sums and sums[1])):
            continue
        notes = [pair.change(figure.unit, since, *figure.parts)] if figure.unit else []
        since = "" if any(notes) else since
        if column_sum.unknown:
            notes.append(f"chưa kể {column_sum.unknown} cơ sở chưa thống kê")
        text = f"{figure.before} {formats.count(column_sum.amount)} {figure.after}{_beside(pair, figure)}".strip()
        noted = "; ".join(note for note in notes if note)
        clauses.append(f"{text} ({noted})" if noted else text)
    return f"{', '.join(clauses[:-1])} và {clauses[-1]}" if len(clauses) > 1 else "".join(clauses)


def _beside(pair: KindPair, figure: Told) -> str:
    """với 176 thành viên; empty where nothing belongs to the figure or there is none of it."""
    column_sum = pair.now.sum(figure.beside[1]) if figure.beside else None
    return (
        f" với {formats.count(column_sum.amount)} {figure.beside[0]}"
        if figure.beside and column_sum and column_sum.amount
        else ""
    )


def systems(data: ReportData) -> tuple[Block, ...]:
    """Libraries and centres as a whole, compared with last year where both years are whole."""
    blocks: list[Block] = []
    for kind, write in ((LIBRARIES, _libraries), (CENTRES, _centres)):
        pair = data.pair(kind)
        if pair is None or not pair.now.values:
            continue
        blocks.append(Heading(3, f"Hệ thống {pair.name}"))
        if not pair.now.is_whole:
            reported = f"{len(pair.now.values)}/{len(pair.now.facilities)} {pair.name}"
            blocks.append(
                Paragraph(
                    f"Mới có {reported} có số liệu được duyệt nên chưa so sánh với năm {data.since}; các số sau đây "
                    "chỉ tính phần đã duyệt.",
                    sources=(FACILITIES,),
                )
            )
        sources = (OF_KIND[kind.slug],)
        blocks += [Paragraph(text, sources=sources) for text in write(pair, f"so với năm {data.since}")]
    return tuple(blocks)


def brief_words(data: ReportData) -> Iterator[CitedSentence]:
    """A sentence for each kind of facility, for the report that is sent: what decides; the appendices have the rest."""
    since = f"so với năm {data.since}"
    for kind, phrases in (
        (LIBRARIES, (HOLDINGS[0], ADDITIONS[0], LENDING[0])),
        (CENTRES, (GATHERINGS[0], CENTRE_EVENTS[-1])),
    ):
        pair = data.pair(kind)
        words = told(pair, phrases, since=since) if pair and pair.now.values else ""
        if pair and words:
            reported = "" if pair.now.is_whole else f" ({len(pair.now.values)}/{len(pair.now.facilities)} có số liệu)"
            yield CitedSentence(f"{upper_first(_who(pair))}{reported} {words}", (OF_KIND[kind.slug],))


def _who(pair: KindPair) -> str:
    """Whose figures these are: all of them together, or the only one that reported by its name."""
    if len(pair.now.values) > 1:
        return f"các {pair.name}"
    return next(facility.name for facility in pair.now.facilities if facility.code in pair.now.values)


def _libraries(pair: KindPair, since: str) -> list[str]:
    who, sentences = _who(pair), []
    if holdings := told(pair, HOLDINGS, since=since):
        additions = told(pair, ADDITIONS)
        sentences.append(f"{upper_first(who)} hiện {holdings}{'; trong năm ' if additions else ''}{additions}.")
    if readers := _readers(pair, since):
        sentences.append(readers)
    if lending := told(pair, LENDING, since=since):
        sentences.append(f"Trong năm, {who} {lending}.")
    if events := told(pair, READING_EVENTS, since=since):
        sentences.append(f"Để khuyến khích đọc sách, {who} {events}.")
    return sentences


def _readers(pair: KindPair, since: str) -> str:
    """The visits and who came, of those libraries that know all of their visits, so that the parts add up."""
    known = knowing(pair, VISITS)
    visits, missing = known.now.sum(*VISITS), len(pair.now.values) - len(known.now.values)
    if not visits or not visits.amount:
        return ""
    notes = [pair.change("lượt", since, *VISITS), f"chưa kể {missing} cơ sở chưa thống kê" if missing else ""]
    noted = "; ".join(note for note in notes if note)
    beside = f" ({noted})" if noted else ""
    return f"Trong {formats.count(visits.amount)} lượt người đến thư viện{beside} có {told(known, READERS)}."


def knowing(pair: KindPair, parts: Sequence[str]) -> KindPair:
    """The same pair with the facilities alone that know all these columns."""
    return pair.only([code for code, values in pair.now.values.items() if total(values, parts) is not None])


def _centres(pair: KindPair, since: str) -> list[str]:
    sentences = []
    if gatherings := told(pair, GATHERINGS, since=since):
        sentences.append(f"{upper_first(_who(pair))} {gatherings}.")
    if events := told(pair, CENTRE_EVENTS, since=since):
        sentences.append(f"Trong năm đã {events}.")
    number, sound, internet = len(pair.now.values), pair.now.having("has_sound_system"), pair.now.having("has_internet")
    if number > 1 and sound == internet == f"{number}/{number}":
        sentences.append(f"Cả {number} {pair.name} đều có bộ âm thanh và kết nối Internet.")
    elif number > 1:
        sentences.append(f"Về trang thiết bị, {sound} {pair.name} có bộ âm thanh, {internet} có kết nối Internet.")
    return sentences
