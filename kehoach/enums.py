"""The fixed vocabularies. Codes are English and stored; labels are Vietnamese and shown."""

from django.db.models import TextChoices


class Role(TextChoices):
    """Who a person is in the portal (design section 1)."""

    REPORTER = "reporter", "Đơn vị báo cáo"
    OFFICER = "officer", "Công chức Văn hóa - Xã hội"
    LEADER = "leader", "Lãnh đạo UBND xã"
    OVERSEER = "overseer", "Cấp trên"
    ADMINISTRATOR = "administrator", "Quản trị"


class CommuneKind(TextChoices):
    """Kinds of commune-level units (Luật Tổ chức chính quyền địa phương 2025)."""

    COMMUNE = "commune", "xã"
    WARD = "ward", "phường"
    TOWNSHIP = "township", "thị trấn"
    ZONE = "zone", "đặc khu"


class UnitKind(TextChoices):
    """Kinds of units that the plan gives work to (plan 04, section IV)."""

    COMMITTEE = "committee", "Ủy ban nhân dân"
    CULTURE_OFFICE = "culture_office", "Công chức Văn hóa và Thông tin"
    FINANCE_OFFICE = "finance_office", "Công chức Tài chính - Kế toán"
    FRONT = "front", "Ủy ban Mặt trận Tổ quốc"
    ASSOCIATION = "association", "Hội"
    RADIO = "radio", "Đài Truyền thanh"
    LEARNING_CENTRE = "learning_centre", "Trung tâm học tập cộng đồng"
    SCHOOL = "school", "Trường học"
    VILLAGE = "village", "Thôn"


class Part(TextChoices):
    """A unit's part in a task."""

    LEAD = "lead", "Chủ trì"
    SUPPORT = "support", "Phối hợp"


class Scope(TextChoices):
    """Which facilities a condition counts (design section 5)."""

    COMMUNE_LIBRARY = "commune_library", "thư viện xã"
    OTHER_LIBRARIES = "other_libraries", "thư viện cơ sở giáo dục phổ thông và cơ sở khác"
    ALL_LIBRARIES = "all_libraries", "tất cả thư viện"
    ALL_CENTRES = "all_centres", "trung tâm văn hóa, thể thao xã và nhà văn hóa thôn"


class Measure(TextChoices):
    """What a condition asks of a facility's year (design section 5)."""

    SERVICES = "services", "có dịch vụ phục vụ học tập suốt đời"
    IT = "it", "có ứng dụng công nghệ thông tin"
    VISITS = "visits", "lượt người sử dụng thư viện"
    ACTIVE = "active", "có lớp, câu lạc bộ hoặc nhóm và hoạt động thường xuyên"


class State(TextChoices):
    """Where one facility's figures of one year stand (design section 6)."""

    NOT_OPENED = "not_opened", "Chưa mở"
    DRAFT = "draft", "Nháp"
    SUBMITTED = "submitted", "Đã nộp"
    RETURNED = "returned", "Trả lại"
    ACCEPTED = "accepted", "Đã duyệt"

    @property
    def tone(self) -> str:
        """The pill's tone in the stylesheet; the word beside it says the same."""
        return _STATE_TONES[self]


_STATE_TONES = {
    State.NOT_OPENED: "open",
    State.DRAFT: "open",
    State.SUBMITTED: "path",
    State.RETURNED: "late",
    State.ACCEPTED: "met",
}

TRANSITIONS: dict[State, frozenset[State]] = {
    State.NOT_OPENED: frozenset({State.DRAFT}),
    State.DRAFT: frozenset({State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.ACCEPTED, State.RETURNED}),
    State.RETURNED: frozenset({State.SUBMITTED}),
    State.ACCEPTED: frozenset({State.RETURNED}),
}
EDITABLE = frozenset({State.DRAFT, State.RETURNED})


class LinkState(TextChoices):
    """How a unit's entry link of a year stands, for the officer."""

    NONE = "none", "Chưa tạo"
    SENT = "sent", "Chưa mở lần nào"
    USED = "used", "Đã mở"
    UNREADABLE = "unreadable", "Không hiện lại được"
    EXPIRED = "expired", "Hết hạn"
    REVOKED = "revoked", "Đã thu hồi"

    @property
    def tone(self) -> str:
        """The pill's tone in the stylesheet; the word beside it says the same."""
        return _LINK_TONES[self]


_LINK_TONES = {
    LinkState.NONE: "open",
    LinkState.SENT: "path",
    LinkState.USED: "met",
    LinkState.UNREADABLE: "late",
    LinkState.EXPIRED: "late",
    LinkState.REVOKED: "late",
}


class ProgressState(TextChoices):
    """How far a unit is with a task in a year, as the unit says."""

    NOT_STARTED = "not_started", "Chưa thực hiện"
    IN_PROGRESS = "in_progress", "Đang thực hiện"
    DONE = "done", "Hoàn thành"
    NOTHING = "nothing", "Không phát sinh"

    @property
    def tone(self) -> str:
        """The pill's tone in the stylesheet; the word beside it says the same."""
        return _PROGRESS_TONES[self]


_PROGRESS_TONES = {
    ProgressState.NOT_STARTED: "open",
    ProgressState.IN_PROGRESS: "path",
    ProgressState.DONE: "met",
    ProgressState.NOTHING: "met",
}
FINISHED = frozenset({ProgressState.DONE, ProgressState.NOTHING})


class Review(TextChoices):
    """What the officer has said to a unit's result; any change of the result takes it back to the first."""

    WAITING = "waiting", "Chưa xem"
    CONFIRMED = "confirmed", "Đã xác nhận"
    RETURNED = "returned", "Trả lại"


class ActivityKind(TextChoices):
    """Kinds of activities, as the figures of libraries and centres count them."""

    ARTS = "arts", "Văn hóa, văn nghệ"
    SPORTS = "sports", "Thể dục, thể thao"
    READING = "reading", "Khuyến đọc, sách"
    COMMUNICATION = "communication", "Tuyên truyền"
    LEARNING = "learning", "Học tập cộng đồng"
    OTHER = "other", "Khác"


class FundingSource(TextChoices):
    """The two sources of money (plan 04, III.1 and III.2)."""

    STATE = "state", "Ngân sách nhà nước"
    DONATED = "donated", "Xã hội hóa, tài trợ"


class Honoured(TextChoices):
    """Whom a commendation is for (plan 04, IV.1.e)."""

    COLLECTIVE = "collective", "Tập thể"
    INDIVIDUAL = "individual", "Cá nhân"


class Decision(TextChoices):
    """What has become of a proposed commendation."""

    PROPOSED = "proposed", "Đề nghị"
    DECIDED = "decided", "Đã quyết định"
    DECLINED = "declined", "Không xét"

    @property
    def tone(self) -> str:
        """The pill's tone in the stylesheet; the word beside it says the same."""
        return _DECISION_TONES[self]


_DECISION_TONES = {Decision.PROPOSED: "path", Decision.DECIDED: "met", Decision.DECLINED: "open"}
