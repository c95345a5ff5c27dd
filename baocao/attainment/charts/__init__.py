"""Coordinates for the SVG charts: a line over the years, and columns. Whatever they show also stands in words."""
