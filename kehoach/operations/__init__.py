"""The portal run for real: files that are on the disk once they are said to be kept, back-ups, health, doctor.

Other rooms use nothing of it; settings name the storage, commands and pages the rest.
"""
