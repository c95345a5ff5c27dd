"""One search box for plan, tasks, facilities, books and reports.

Other packages add what they have to find with `finding.register`.
"""
