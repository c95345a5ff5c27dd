"""Libraries: register, yearly form and checks. Other packages use `kind`, which gathers all of it, `enums` and
`layout.answers`.
"""
