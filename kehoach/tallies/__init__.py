"""Flow questions counted month by month, for whoever likes to, and the sums of any window of days out of them.

Other rooms use `windows` (the named windows, and what facilities counted in one).
"""
