"""The plan as it was issued, read whole.

Other rooms use `snapshot` (the plan with all its parts) and `access.plan_to_read`.
"""
