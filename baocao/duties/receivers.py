"""Lets officers be reminded of duties."""

from baocao.duties.reminding import matters_of_duties
from kehoach.reminders import matters

matters.add(matters_of_duties)
