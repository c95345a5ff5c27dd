"""Who somebody is in the portal: roles, sign-in, and the commune that a person works in.

Other rooms use `access` (person, commune_of, require), `rules` (Refused, permit, what a role may do), `backends` (whom
a typed name means), `limits` (by what tries to sign in are counted), `forms` and `second_factor`. Pages and middleware
use `sessions` (how long one lasts) and `held_posts` (what becomes of a form that was posted in vain).
"""
