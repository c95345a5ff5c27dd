"""The portal run for real: files that are on the disk once they are said to be kept, back-ups, health, doctor.

Others use `environment`, by which the settings are read, `schema`, which says whether the tables fit,
and `state`, which keeps when what has to be done every night was last done.
"""
