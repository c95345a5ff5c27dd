"""Entry without an account: a link for one unit and one year, handed out by the officer.

Other rooms use `access`, `handouts` (each unit's link) and `messages` (what is sent with it).
"""
