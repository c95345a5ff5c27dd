"""What happens to a year, for the rooms above that have to act on it within the same transaction."""

from django.dispatch import Signal

# Each carries `year` (the ReportingYear) and `at` (the moment); `deadlines_moved` also `by` (the person).
year_opened = Signal()
deadlines_moved = Signal()
