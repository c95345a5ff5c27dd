"""A third table of spellings, decided from the rules of `kehoach.common.reading` before it was run once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.kehoach.common.test_more_spellings import YES_NO, misread, number_of_spellings
from tests.kehoach.common.test_spellings import ASKED, COUNT, DAY, MONEY, PERCENT

# Each spelling between two bars.
COUNTS = {
    0: "0|000|\u200e0\u200f|0\u3000",
    61: "61|６１|６1|0061|\u206861\u2069|6\u200d1|61\r\n|\u180e61|\u00ad61",
    3008: "3008|3.008|3 008|3\u2009008|3\u2002008|3\u3000008|3  008|\u202a3.008\u202c",
    40_500: "40500|40.500|40 500|040500|40\u202f500",
    98_765_432: "98765432|98.765.432|98 765 432|98\u2009765\u2009432",
    ASKED: (
        "6,1|6.1|61,0|61.0|61,00|3,008|3.08|3.0080|3 08|30 08|3.008,5|3,008.5|-61|−61|(61)|+61|61+2|~61"
        "|>61|61 quyển|61q"
        "|sáu mốt|LXI|61/62|61-62|61%|61.|.61|,61|61,|1e3|0x61|0.061|061.000|3.008.|.3.008|3..008|3_008|3'008|3·008|61?"
        "|61\t62|100\t200|100\n200|3\t008|#REF!|N/A|?|…|.|,|६१|⁶|½|61¹|khoảng 61|61 (ước)|3.008 61|40.5000|4 0500"
    ),
}
MONEYS = {
    0: "0|0 đ|0đồng|0,0 triệu|0k",
    15: "15|15đ|0,015k|15 VNĐ",
    45_600: (
        "45600|45.600|45,6 nghìn|45,6 nghin|45,6 ngan dong|45,6 ngàn|45,6k|45.600đ|45 600 Đồng"
        "|0,0456 triệu|45.600 ₫|45.600₫|45.600\u00a0₫"
    ),
    3_000_000: (
        "3 triệu|３ triệu|3triệu|3 TRIỆU ĐỒNG|3tr|3 Tr đ|3.000k|3 000 nghìn|3,0 triệu|3.000.000 vnd|0,003 tỉ"
        "|3 trie\u0323\u0302u|3 trieu|3 trieu dong|3 TRIEU"
    ),
    1_050_000_000: (
        "1,05 tỷ|1,05 tỉ đồng|1.050 triệu|1 050 tr|1.050.000 nghìn|1.050.000.000|1,050 TỶ|1,05 ty"
        "|1,05 ti dong|1.050,0 triệu"
    ),
    ASKED: (
        "3.5 triệu|3.50 tr|0.3 tỷ|3 triệu rưỡi|3tr5|3 triệu 500|3 triệu 500 nghìn|1 tỷ 50 triệu|triệu|đ"
        "|đồng|ba triệu|-3 triệu"
        "|3.000.000,5|3,000,000|3,000,000 đ|3.000.00|3.0000 k|3 triệu/năm|3-4 triệu|>3 triệu|~3tr"
        "|3 triệu ?|$3|3 USD|3 €|3m"
        "|0,0005 k|3,0000001 triệu|3,4567 nghìn|3.000.000 đồng chẵn|30 00 k|3 tỷ tỷ|3%"
        "|3 tấn|3 tr 5|3\t000 k"
    ),
}
DAYS = {
    date(2025, 3, 8): (
        "8/3/2025|８/３/２０２５|08/03/2025|8-3-2025|8.3.2025|8 3 2025|08032025|2025-03-08|2025-3-8"
        "|ngày 8 tháng 3 năm 2025|8/3/25|08-03-25"
        "|Ngày 08/03/2025|NGÀY 8 THÁNG 3 NĂM 2025|8 tháng 3 năm 2025|ngày 8/3 năm 2025"
        "|2025-03-08 00:00:00|2025-03-08T07:30"
        "|nga\u0300y 8 tha\u0301ng 3 na\u0306m 2025|\u200e8/3/2025|ngay 8 thang 3 nam 2025|08.03.25|8  3  2025"
    ),
    date(2024, 2, 29): "29/2/2024|29-02-24|29022024|2024-02-29|ngày 29 tháng 02 năm 2024",
    date(1900, 1, 1): "1/1/1900|01011900|1900-01-01",
    date(2100, 12, 31): "31/12/2100|31.12.2100",
    ASKED: (
        "29/2/2025|31/4/2025|0/3/2025|8/0/2025|3/13/2025|32/1/2025|8/3|8/2025|2025|3/2025|8/3/225"
        "|8/3/20255|8/3/1899|8/3/2101"
        "|20250308|080325|8/3/2025?|8/3/2025.|hôm qua|thứ Bảy 8/3/2025|8 tháng ba năm 2025|8 Mar 2025"
        "|March 8, 2025|2025-02-30"
        "|2025-13-08|8//3/2025|8/3/2025 – 9/3/2025|8-9/3/2025|45724|ngày 8|tháng 3 năm 2025|0803202|-8/3/2025|8/-3/2025"
        "|٨/٣/٢٠٢٥|8\u20443\u20442025"
    ),
}
PERCENTS = {
    Decimal(0): "0|0%|0,0|0.00 %",
    Decimal(45): "45|４５|45%|45 %|45,0|45.0%|045|45\u00a0%|\u200b45%|45,00",
    Decimal("6.25"): "6,25|6.25|6,25%|6.25 %|6,250|06,25",
    Decimal("0.125"): "0,125%|0.125 %|0.125%|0,1250%",
    Decimal(100): "100|100%|100,0%|100 %",
    ASKED: (
        "1.250|33.333|4 5|45%%|%45|45 phần trăm|45 o/o|9/20|45-50|45–50%|~45|>45%|,45|.45|45,|45.%|1e2"
        "|four|bốn lăm|45,5,5|4.5.5"
        "|0,125|0.125|0,1250|4,5.5|1.000,5|1 000|٤٥|4٥|45‰|45\t46|½|+45|--45|45 % %|45%?"
    ),
}
YES_NOS = {
    True: "Có|có|CÓ|Co|co|co\u0301|X|x|Yes|TRUE|true|1|V| có |\u200bcó",
    False: "Không|KHÔNG|khong|Kho\u0302ng|không có|KHONG CO|No|FALSE|0|Không  có|\ufeffkhông",
    ASKED: "có không|có/không|chưa|rồi|đúng|đang làm|2|-1|01|10|c|k|x?|không rõ|có nhưng hỏng|xx|1/2|–|.|ko|-|c\u00adó",
}
# Made up once the third table held: lines and cells, signs of money, letters without marks, digits of others, decimals.
AGAIN = (
    (
        COUNT,
        {
            70: "70\n|７０|7０|\n70|\t70|70\r\n\r\n|\u202870|70\u0085|\v70\v",
            12_000: "12 000|12.０00|12.000 \t|\n 12.000|12\u2008000",
            ASKED: "7\n0|0\t0|12\t000|12\r\n000|12\u2028000|12\v000|12\f000|12 \n 000|12\u0085000|७०",
        },
    ),
    (
        MONEY,
        {
            800_000: (
                "800 nghin|８00 nghin|800 NGHIN DONG|800 ngan|800k ₫|800.000 dong|800000₫|800.000 d|800 000 ₫"
                "|0,8 trieu ₫|0,8 Trieu\n|800.000 VNĐ|800 nghi\u0300n"
            ),
            4_250_000_000: (
                "4,25 ty|4,２5 ty|4,25 TY DONG|4,25 ti|4.250 trieu dong|4.250.000.000₫|4,25 tỉ ₫|4.250.000 nghin d"
            ),
            ASKED: (
                "₫|₫800.000|800.000 ₫₫|4.25 ty|4,25 tyy|800\nnghin|800.000\t₫|4 ty 250|4,25 ty ruoi"
                "|800 nghin trieu|4,25 t|800.000 £|800 trieuu|800\n000 đ|4,25\ttỷ"
            ),
        },
    ),
    (
        DAY,
        {
            date(2026, 11, 30): (
                "30/11/2026\n|３0/11/2026|2026-１1-30|30/11/２026|\t30-11-2026|30 11 2026|ngay 30/11/26"
                "|30 THANG 11 nam 2026|ngày 30 tháng 11/2026"
            ),
            ASKED: ("30/11/2026\n1/12/2026|30/١١/2026|३०/११/२०२६|31/11/2026|30/11\t2027 2026"),
        },
    ),
    (
        PERCENT,
        {
            Decimal("62.5"): "62,5|６2,5|62,５|62.5|62,50|62.50%|62,500|62.5000",
            Decimal("1250"): "1250|1250%|1250,0",
            Decimal("0.375"): "0.375%|0,375 %|0.3750%|00.375%",
            ASKED: "0.375|0,375|0.3750|00.375|1.250%|62.500|625.000|9.999 %|62,5\n63|62٫5|6 2,5",
        },
    ),
    (
        YES_NO,
        {
            True: "Có\n|１|\tcó|X\u00a0|v\u200b",
            False: "không\r\n|Không\u00a0có|khong\tco",
            ASKED: "có\nkhông|x x|có, có|không không",
        },
    ),
)
READERS = ((COUNT, COUNTS), (MONEY, MONEYS), (DAY, DAYS), (PERCENT, PERCENTS), (YES_NO, YES_NOS), *AGAIN)


def test_the_third_table_means_the_same_everywhere() -> None:
    assert number_of_spellings(READERS) >= 430
    assert misread(READERS) == []
