"""The criteria of “Cộng đồng học tập” and what each asks of two levels (Thông tư 25/2023/TT-BGDĐT)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from baocao.official_forms.definitions.learning_judges import (
    ACT,
    GIVEN,
    PROGRAMMES,
    RECOGNISED,
    TALKS,
    TRAINED,
    TRAINED_HARD,
    UNIVERSITY,
    UNIVERSITY_HARD,
    WEEK,
    celebrates,
    centre_is_furnished,
    house_is_active,
    informs,
    is_given,
    library_uses_it,
    people_reach,
    reaches,
    says,
)
from baocao.official_forms.filling.derived import Ratio
from baocao.official_forms.filling.gathered import Gathered
from baocao.official_forms.filling.levels import Reached
from baocao.official_forms.filling.parts import Line
from baocao.official_forms.filling.readings import Source
from baocao.official_forms.filling.sources import Asked, Figure, Noted, Spent
from kehoach.books.definitions import DOCUMENTS
from kehoach.models import FundingSource
from thuvien.kind import LIBRARIES
from vanhoa.kind import CENTRES


@dataclass(frozen=True)
class Indicator:
    """A chỉ tiêu of the act: what it asks of each level, what is known of it, and how far it is."""

    code: str
    label: str
    asks: tuple[str, str]
    lines: tuple[Line, ...]
    judge: Callable[[Gathered], Reached]


def _line(code: str, label: str, source: Source, unit: str = "") -> Line:
    return Line(label, source, f"{ACT}, chỉ tiêu {code}", unit)


def _share_line(code: str, label: str, name: str) -> tuple[Line, ...]:
    asked = Asked(name)
    ratio = Ratio(asked, Asked("citizens_counted"), 100)
    return (_line(code, asked.field.label, asked, "người"), _line(code, label, ratio, "%"))


_SAME = "như mức độ 1"
CRITERIA: tuple[tuple[str, tuple[Indicator, ...]], ...] = (
    (
        "Tiêu chí 1. Công tác chỉ đạo",
        (
            Indicator(
                "1.1",
                "Tuyên truyền về học tập suốt đời",
                ("Có tuyên truyền", _SAME),
                (
                    _line("1.1", "Tin, bài truyền thanh", PROGRAMMES, "tin, bài"),
                    _line("1.1", "Hoạt động tuyên truyền", TALKS, "hoạt động"),
                ),
                informs,
            ),
            Indicator(
                "1.2",
                "Chương trình, kế hoạch xây dựng xã hội học tập của năm",
                ("Có chương trình hoặc kế hoạch", _SAME),
                (
                    _line("1.2", "Có chương trình hoặc kế hoạch", Asked("plan_issued")),
                    _line("1.2", "Văn bản đã ban hành", Noted(DOCUMENTS, "số văn bản"), "văn bản"),
                ),
                says("plan_issued", "chưa ban hành"),
            ),
            Indicator(
                "1.3",
                "Tuần lễ hưởng ứng học tập suốt đời",
                ("Có kế hoạch, hoạt động và báo cáo", _SAME),
                (
                    _line("1.3", "Có kế hoạch và báo cáo Tuần lễ", Asked("week_reported")),
                    _line("1.3", "Hoạt động trong Tuần lễ", WEEK, "hoạt động"),
                ),
                celebrates,
            ),
        ),
    ),
    (
        "Tiêu chí 2. Nguồn lực",
        (
            Indicator(
                "2.1",
                "Ngân sách nhà nước",
                ("Bảo đảm đủ cho nhiệm vụ", _SAME),
                (
                    _line("2.1", "Ngân sách bảo đảm đủ", Asked("state_funds_enough")),
                    _line("2.1", "Ngân sách nhà nước đã chi", Spent(FundingSource.STATE), "đồng"),
                ),
                says("state_funds_enough", "ngân sách chưa bảo đảm đủ"),
            ),
            Indicator(
                "2.2",
                "Nguồn xã hội hóa",
                ("Có huy động", _SAME),
                (_line("2.2", "Xã hội hóa, tài trợ đã chi", GIVEN, "đồng"),),
                is_given,
            ),
            Indicator(
                "2.3",
                "Phối hợp giữa Hội Khuyến học, trường học và thiết chế văn hóa",
                ("Có phối hợp", _SAME),
                (_line("2.3", "Có quy chế phối hợp", Asked("coordination_rule")),),
                says("coordination_rule", "chưa có quy chế phối hợp"),
            ),
        ),
    ),
    (
        "Tiêu chí 3. Thiết chế giáo dục, văn hóa",
        (
            Indicator(
                "3.1",
                "Trung tâm học tập cộng đồng",
                ("Một phòng; bàn, ghế, tủ, giá; tủ sách dùng chung; thiết bị CNTT", _SAME),
                tuple(
                    _line("3.1", Asked(name).field.label, Asked(name))
                    for name in ("centre_room", "centre_furniture", "centre_bookcase", "centre_it")
                ),
                centre_is_furnished,
            ),
            Indicator(
                "3.2",
                "Thư viện xã",
                ("Có ứng dụng CNTT, chuyển đổi số", _SAME),
                (_line("3.2", "Ứng dụng của thư viện xã", Figure(LIBRARIES, ("it_applications",))),),
                library_uses_it,
            ),
            Indicator(
                "3.3",
                "Trung tâm văn hóa, thể thao xã",
                ("Có lớp năng khiếu, câu lạc bộ hoặc nhóm sở thích; hoạt động thường xuyên", _SAME),
                (
                    _line("3.3", "Lớp năng khiếu", Figure(CENTRES, ("talent_classes",)), "lớp"),
                    _line("3.3", "Câu lạc bộ", Figure(CENTRES, ("clubs",)), "câu lạc bộ"),
                    _line("3.3", "Nhóm sở thích", Figure(CENTRES, ("interest_groups",)), "nhóm"),
                    _line("3.3", "Hoạt động văn nghệ", Figure(CENTRES, ("activities_arts",)), "buổi"),
                    _line("3.3", "Hoạt động thể thao", Figure(CENTRES, ("activities_sports",)), "buổi"),
                ),
                house_is_active,
            ),
        ),
    ),
    (
        "Tiêu chí 4. Phổ cập giáo dục, xóa mù chữ",
        (
            Indicator(
                "4.1",
                "Phổ cập giáo dục mầm non cho trẻ 5 tuổi",
                ("Đạt", _SAME),
                (_line("4.1", "Phổ cập mầm non 5 tuổi", Asked("preschool_universal")),),
                says("preschool_universal", "chưa đạt"),
            ),
            Indicator(
                "4.2",
                "Phổ cập giáo dục tiểu học",
                ("Mức độ 2", "Mức độ 3"),
                (_line("4.2", "Phổ cập tiểu học", Asked("primary_level")),),
                reaches("primary_level", (2, 3)),
            ),
            Indicator(
                "4.3",
                "Phổ cập giáo dục trung học cơ sở",
                ("Mức độ 2", "Mức độ 3"),
                (_line("4.3", "Phổ cập trung học cơ sở", Asked("secondary_level")),),
                reaches("secondary_level", (2, 3)),
            ),
            Indicator(
                "4.4",
                "Xóa mù chữ",
                ("Mức độ 1", "Mức độ 2"),
                (_line("4.4", "Xóa mù chữ", Asked("literacy_level")),),
                reaches("literacy_level", (1, 2)),
            ),
        ),
    ),
    (
        "Tiêu chí 5. Người dân học tập",
        (
            Indicator(
                "5.1",
                "Công dân học tập",
                ("Từ 60%", "Từ 80%"),
                (
                    _line("5.1", "Người dân được đánh giá", Asked("citizens_counted"), "người"),
                    *_share_line("5.1", "Tỷ lệ “Công dân học tập”", "citizens_recognised"),
                ),
                people_reach("citizens_recognised", RECOGNISED, RECOGNISED, "người"),
            ),
            Indicator(
                "5.2",
                "Người đã qua đào tạo",
                ("Từ 50% (vùng khó khăn 40%)", "Từ 60% (vùng khó khăn 50%)"),
                (
                    *_share_line("5.2", "Tỷ lệ đã qua đào tạo", "citizens_trained"),
                    _line("5.2", "Xã thuộc vùng khó khăn", Asked("hard_area")),
                ),
                people_reach("citizens_trained", TRAINED, TRAINED_HARD, "người"),
            ),
            Indicator(
                "5.3",
                "Người có trình độ đại học",
                ("Từ 12% (vùng khó khăn 10%)", "Từ 15% (vùng khó khăn 12%)"),
                _share_line("5.3", "Tỷ lệ trình độ đại học", "citizens_university"),
                people_reach("citizens_university", UNIVERSITY, UNIVERSITY_HARD, "người"),
            ),
        ),
    ),
)
INDICATORS = tuple(indicator for _, indicators in CRITERIA for indicator in indicators)
