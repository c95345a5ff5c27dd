"""The bell: what has happened that concerns somebody since they last looked.

Other rooms use `feed` (add what they know of, and how much is new). Nothing is stored but when somebody has looked.
"""
