"""Invented communes with real names, as many as a measurement needs: plans, units, facilities, years in all states.

`country.generate` makes them; the command, the bench and the tests call it.
"""
