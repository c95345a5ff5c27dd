"""The demonstration, brought in through the actions that people use.

Other packages add their part with `further.add`.
"""
