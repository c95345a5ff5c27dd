"""Lets the yearly form begin with the sums of the months."""

from kehoach.figures import proposals
from kehoach.tallies.proposing import sums_of_months

proposals.add(sums_of_months)
