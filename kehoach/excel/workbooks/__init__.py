"""Excel workbooks: read from a package that is guarded first, written with the portal's styles. Imports no Django.

guard refuses what must not be unpacked; package, rows and xml_parts (for .ods open_document, for .xls foreign) give
every cell with its sheet, row and column; answers says what a cell means; identity, paper, template and intake are the
yearly form as a workbook, with labels for what people see in it beside what is read, and entries for what was read;
marking gives somebody's workbook back with what is wrong in it.
"""
