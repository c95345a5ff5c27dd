"""Forms of superiors: uploaded once, marked in the browser, filled from the portal's figures every year.

No other room uses it.
"""
