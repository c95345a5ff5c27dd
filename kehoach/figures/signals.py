"""What happens to a form, for the rooms above that have to act on it within the same transaction."""

from django.dispatch import Signal

# Carries `year` (the ReportingYear) and `at` (the moment).
figures_returned = Signal()
