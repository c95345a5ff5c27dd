"""The plan as it was issued, read whole.

Other rooms use `snapshot` (the plan with all its parts), `areas` (over whose facilities which plan is judged),
`amendments` (which clause follows which) and `access` (the plan that a request is about).
"""
