"""A commune set up from one workbook: its plan, units, facilities and base-year figures (“thiết lập xã”)."""
