"""The bell: what has happened that concerns somebody since they last looked.

Other rooms use `feed` (add what they know of) and, for every page, `counting` (how much is new). Nothing is stored
but when somebody has looked, and in the session how much is new.
"""
