"""Communes, units, plans and facilities in the administration; each list goes out as a part of the set-up workbook."""
