"""Who may come in: people are invited, hand over and leave; everybody keeps their own name, password and sessions.

Other rooms use nothing of it; what signing in itself needs stands in `people`.
"""
