"""What happens to a year, for the rooms above that have to act on it within the same transaction."""

from django.dispatch import Signal

# Carries `year` (the ReportingYear) and `at` (the moment).
year_opened = Signal()
