"""A commune set up from one workbook: its plan, units, facilities and base-year figures (thiết lập xã).

`admin` is the administrator's way to the same tables, row by row. Other rooms use `resource` and `sheets`, to bring a
sheet of their own tables (`sheets.add_sheet`).
"""
