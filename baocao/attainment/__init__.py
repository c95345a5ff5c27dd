"""How far a target is: pure arithmetic (results, shares, growth), what feeds it (queries), its words and charts.

Other rooms use `queries.PlanAttainment`, `present` and `words`.
"""
