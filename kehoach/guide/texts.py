"""What each page is for, and what happens next: two sentences a page, by the name of its address. Imports no Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Help:
    """The help of a page. `names` are those of its addresses, without the kind of facility or book before them."""

    names: tuple[str, ...]
    title: str
    purpose: str
    next: str

    @property
    def slug(self) -> str:
        """Where its paragraph stands in the guide."""
        return self.names[0].replace("_", "-").replace(":", "-")


@dataclass(frozen=True)
class Chapter:
    """A part of the guide, the roles that it is for (kehoach.models.Role), and its pages in the order of the work."""

    title: str
    roles: frozenset[str]
    pages: tuple[Help, ...]


EVERYBODY = frozenset({"reporter", "officer", "leader", "overseer", "administrator"})
AT_WORK = frozenset({"reporter", "officer", "leader"})

CHAPTERS = (
    Chapter(
        "Bắt đầu",
        EVERYBODY,
        (
            Help(
                ("home",),
                "Trang đầu",
                "Những việc đang chờ anh, chị, việc lâu nhất đứng trước.",
                "Bấm vào một dòng để làm; làm xong thì dòng ấy hết.",
            ),
            Help(
                ("account",),
                "Tài khoản của tôi",
                "Sửa tên, số điện thoại của mình và xem ai đang đăng nhập bằng tên mình.",
                "Ghi xong có hiệu lực ngay; tên mới đứng ở những việc làm từ nay.",
            ),
            Help(
                ("password",),
                "Đổi mật khẩu",
                "Đặt mật khẩu khác cho mình.",
                "Máy này vẫn vào, những máy khác phải đăng nhập lại bằng mật khẩu mới.",
            ),
            Help(
                ("bell",),
                "Thông báo",
                "Những gì vừa xảy ra có liên quan đến anh, chị.",
                "Bấm vào một dòng để xem và làm tiếp.",
            ),
            Help(
                ("search",),
                "Tìm",
                "Tìm cơ sở, nhiệm vụ, hoạt động, báo cáo bằng vài chữ, có dấu hay không dấu đều được.",
                "Bấm vào kết quả để mở trang của nó.",
            ),
            Help(
                ("living_plan",),
                "Kế hoạch",
                "Văn bản kế hoạch của xã, mỗi chỉ tiêu, nhiệm vụ kèm kết quả đến nay.",
                "Bấm vào một mục để xem số liệu làm ra kết quả ấy.",
            ),
        ),
    ),
    Chapter(
        "Phiếu số liệu năm",
        frozenset({"reporter", "officer"}),
        (
            Help(
                ("entry",),
                "Nhập phiếu",
                "Ghi số liệu của cơ sở trong năm; gõ đến đâu cổng lưu đến đó.",
                "Điền xong bấm “Xem lại và nộp”; chưa biết số nào thì để trống, lát nữa cổng hỏi lại.",
            ),
            Help(
                ("submit",),
                "Xem lại và nộp",
                "Xem lại cả phiếu bên cạnh số năm trước, trả lời những ô còn trống rồi ghi ai chịu trách nhiệm.",
                "Nộp xong, công chức xã xem và duyệt; chưa ai duyệt thì còn rút lại được.",
            ),
            Help(
                ("receipt",),
                "Biên nhận",
                "Phiếu đã nộp lúc nào, ai nộp; có bản PDF để lưu hoặc gửi qua Zalo.",
                "Chờ công chức xã duyệt; bị trả lại thì cổng báo ở trang đầu.",
            ),
            Help(
                ("figures",),
                "Số liệu một năm",
                "Phiếu của một cơ sở trong một năm: từng số, ai đã làm gì, lúc nào.",
                "Người của đơn vị nhập và nộp; công chức xã duyệt hoặc trả lại.",
            ),
            Help(
                ("withdraw",),
                "Rút lại phiếu",
                "Lấy lại phiếu đã nộp để sửa, khi chưa ai duyệt.",
                "Phiếu về bản nháp, số còn nguyên; sửa xong phải nộp lại.",
            ),
            Help(
                ("ask_back",),
                "Xin trả lại",
                "Phiếu đã duyệt mà thấy sai thì xin công chức xã trả lại.",
                "Trong lúc chờ, số đã duyệt vẫn được tính.",
            ),
            Help(
                ("evidence",),
                "Ảnh, giấy tờ minh chứng",
                "Gửi ảnh chụp hoặc PDF làm chứng cho một mục của phiếu.",
                "Công chức xã xem khi duyệt; gửi nhầm thì gỡ được.",
            ),
            Help(
                ("register",),
                "Danh sách cơ sở",
                "Mọi thư viện, nhà văn hóa và số liệu từng năm của mỗi nơi.",
                "Bấm vào một ô để mở phiếu của năm ấy.",
            ),
            Help(
                ("facility",),
                "Một cơ sở",
                "Cơ sở này là gì, thuộc đơn vị nào, số liệu các năm.",
                "Bấm vào một năm để xem phiếu.",
            ),
            Help(
                ("figures_excel", "workbook"),
                "Nhập từ Excel",
                "Tải mẫu Excel đã ghi sẵn những gì cổng biết, điền rồi gửi lên.",
                "Cổng nói đã đổi những ô nào, ô nào sai; gửi tệp lên không phải là nộp.",
            ),
        ),
    ),
    Chapter(
        "Thu và duyệt số liệu",
        frozenset({"officer", "leader"}),
        (
            Help(
                ("collection",),
                "Số liệu các cơ sở",
                "Cơ sở nào đã nộp, chờ duyệt, còn thiếu, chậm bao nhiêu ngày.",
                "Duyệt những phiếu đang chờ; gửi đường dẫn hoặc nhắc nơi còn thiếu.",
            ),
            Help(
                ("return",),
                "Trả lại phiếu",
                "Trả phiếu cho đơn vị sửa, ghi rõ sửa gì; đánh dấu từng ô được.",
                "Đơn vị thấy lời dặn ở đầu phiếu; công chức thấy đơn vị đã xem lúc nào.",
            ),
            Help(
                ("entry_links", "revoke_link"),
                "Đường dẫn nhập số liệu",
                "Mỗi đơn vị một đường dẫn, mở được phiếu mà không cần tài khoản.",
                "Chép lời nhắn gửi Zalo, hoặc in trang mã QR.",
            ),
            Help(
                ("reminders",),
                "Nhắc nộp",
                "Những đơn vị còn nợ phiếu và cách liên lạc.",
                "Chép lời nhắc gửi Zalo; thư điện tử cổng tự gửi theo lịch.",
            ),
            Help(
                ("open_year", "take_back_year"),
                "Mở năm báo cáo",
                "Bắt đầu một năm: mọi cơ sở có phiếu trống, các đơn vị được báo.",
                "Xem danh sách việc cần chuẩn bị trước khi mở; chưa ai nhập thì bỏ lại được.",
            ),
            Help(
                ("deadlines",),
                "Hạn và ngoại lệ",
                "Đổi hạn nộp của năm, cho một đơn vị thêm thời gian.",
                "Đơn vị thấy hạn mới ngay.",
            ),
            Help(
                ("close_year",),
                "Khóa năm",
                "Kết thúc việc nhập, sửa số liệu của năm.",
                "Sau khi khóa chỉ đơn vị được cho ngoại lệ mới sửa được.",
            ),
            Help(
                ("people", "switch_account", "new_slip"),
                "Người dùng của xã",
                "Ai được vào cổng thay mặt đơn vị nào.",
                "Mời xong, người được mời tự đặt tên và mật khẩu; xã không giữ mật khẩu của ai.",
            ),
            Help(
                ("slips", "invite_one"),
                "Giấy mời",
                "Mời một người vào cổng bằng tin Zalo hoặc giấy có mã QR.",
                "Người nhận soi mã, ghi tên, đặt mật khẩu; mỗi giấy dùng một lần.",
            ),
            Help(
                ("hand_over",),
                "Bàn giao",
                "Đơn vị đổi người phụ trách: ghi người mới và từ ngày nào.",
                "Người cũ thôi vào; việc đã làm vẫn ghi tên người cũ.",
            ),
            Help(
                ("reorganisations", "reorganise", "reorganisation"),
                "Sắp xếp lại",
                "Trường, thôn, thư viện đổi tên, sáp nhập, tách, đóng, mở: theo văn bản nào, từ ngày nào.",
                "Cổng nói trước mọi điều sẽ xảy ra rồi mới làm; chưa ai nhập gì theo đó thì lấy lại được.",
            ),
            Help(
                ("contact",),
                "Người phụ trách",
                "Tên và số điện thoại mà mọi đơn vị thấy khi cần hỏi.",
                "Ghi xong, số này hiện ở phiếu, đường dẫn và trang đăng nhập.",
            ),
        ),
    ),
    Chapter(
        "Nhiệm vụ và sổ theo dõi",
        AT_WORK,
        (
            Help(
                ("tasks",),
                "Nhiệm vụ",
                "Các nhiệm vụ của kế hoạch, đơn vị nào làm, đến đâu, việc nào quá hạn.",
                "Bấm vào một nhiệm vụ để xem và ghi kết quả.",
            ),
            Help(
                ("task",),
                "Một nhiệm vụ",
                "Lời của kế hoạch, đơn vị được giao và kết quả từng năm.",
                "Đơn vị được giao ghi kết quả của mình.",
            ),
            Help(
                ("result",),
                "Kết quả nhiệm vụ",
                "Ghi năm nay đã làm gì, gửi ảnh hoặc giấy tờ làm chứng.",
                "Kết quả vào báo cáo năm của xã.",
            ),
            Help(
                ("assign_tasks",),
                "Phân công",
                "Giao nhiệm vụ cho đơn vị chủ trì, đơn vị phối hợp.",
                "Đơn vị thấy việc mới ở trang đầu.",
            ),
            Help(
                ("ask_units",),
                "Yêu cầu giải trình",
                "Hỏi đơn vị vì sao nhiệm vụ chậm, trả lời trước ngày nào.",
                "Đơn vị nhận câu hỏi ở trang đầu và qua thư điện tử.",
            ),
            Help(
                ("books", "rows", "row"),
                "Sổ theo dõi",
                "Hoạt động, kinh phí, khen thưởng và các sổ khác, ghi quanh năm.",
                "Cuối năm báo cáo tự lấy số từ sổ; sửa được khi năm chưa khóa.",
            ),
            Help(
                ("add", "edit", "remove", "decision"),
                "Ghi sổ",
                "Thêm, sửa hoặc bỏ một dòng của sổ.",
                "Ghi xong, dòng này vào số liệu và báo cáo của năm.",
            ),
            Help(
                ("calendar", "occasions", "occasion"),
                "Lịch hoạt động",
                "Các ngày lễ, dịp trong năm và hoạt động đã ghi.",
                "Bấm vào một dịp để ghi hoạt động.",
            ),
        ),
    ),
    Chapter(
        "Bảng điều hành và báo cáo",
        frozenset({"officer", "leader", "overseer"}),
        (
            Help(
                ("dashboard",),
                "Bảng điều hành",
                "Bốn chỉ tiêu đạt đến đâu, vì sao, còn thiếu gì; việc gì chờ quyết định.",
                "Bấm vào một số để xem từng cơ sở làm ra số ấy.",
            ),
            Help(
                ("explain",),
                "Vì sao có số này",
                "Từng cơ sở đạt hay chưa đạt một chỉ tiêu, số lấy từ phiếu nào.",
                "Bấm vào cơ sở để mở phiếu.",
            ),
            Help(
                ("trends", "changes", "what_if"),
                "Xu hướng, thay đổi, giả định",
                "Số qua các năm, những gì vừa đổi, và nếu thêm một cơ sở đạt thì sao.",
                "Giả định không đổi số liệu nào.",
            ),
            Help(
                ("reports",),
                "Báo cáo",
                "Báo cáo từng năm, sơ kết, tổng kết và trạng thái của mỗi bản.",
                "Bấm vào một bản để viết, xem hoặc tải.",
            ),
            Help(
                ("report_editor", "report_section"),
                "Viết báo cáo",
                "Cổng viết sẵn từ số liệu; công chức sửa lời, chèn số.",
                "Xem trước, rồi “Trình lãnh đạo”; lãnh đạo ban hành hoặc trả lại.",
            ),
            Help(
                ("report", "report_preview", "issue_report", "return_report", "withdraw_report", "keep_signed"),
                "Một báo cáo",
                "Nội dung báo cáo, ai trình, ai ban hành, lúc nào; tải PDF, Word, Excel.",
                "Ban hành rồi thì không sửa được; sai thì ban hành bản thay thế.",
            ),
            Help(
                ("verify_report",),
                "Kiểm tra bản in",
                "Gửi tệp PDF lên để biết có đúng là báo cáo do xã ban hành không.",
                "Cổng so từng byte với bản đang giữ.",
            ),
            Help(
                ("report_heads", "report_head", "add_report_head", "end_report_head"),
                "Thể thức báo cáo",
                "Đầu văn bản, nơi gửi, người ký của báo cáo.",
                "Báo cáo lập từ nay theo thể thức này; bản đã ban hành giữ nguyên.",
            ),
        ),
    ),
    Chapter(
        "Thiết lập xã",
        frozenset({"administrator"}),
        (
            Help(
                ("commune_setup", "commune_setup_workbook"),
                "Thiết lập xã",
                "Lập một xã từ tệp Excel: đơn vị, cơ sở, kế hoạch, chỉ tiêu.",
                "Cổng nói mọi chỗ sai trong một lần; đúng hết mới ghi.",
            ),
        ),
    ),
)


def pages() -> Iterator[Help]:
    """The help of every page."""
    for chapter in CHAPTERS:
        yield from chapter.pages


_BY_NAME = {name: page for page in pages() for name in page.names}


def help_of(view_name: str) -> Help | None:
    """The help of the page with this name, whatever kind of facility or book it is about; None where it has none."""
    return _BY_NAME.get(view_name.rpartition(":")[2])


def chapters_of(role: str) -> tuple[Chapter, ...]:
    """The guide of a role."""
    return tuple(chapter for chapter in CHAPTERS if role in chapter.roles)
