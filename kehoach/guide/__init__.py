"""Help where one stands: what a page is for and what comes next, and the same texts together as a guide by role.

Other rooms use `texts` (the help of a page).
"""
