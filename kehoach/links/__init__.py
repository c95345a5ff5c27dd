"""Entry without an account: a link for one unit and one year, handed out by the officer.

Other rooms use `access`, `handouts` (each unit's link, addresses for other people), `messages` (what is sent with it)
and `qr`.
"""
