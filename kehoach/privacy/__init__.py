"""Personal data (Luật 91/2025/QH15): what is kept and how long, what people ask about theirs, and what goes in time.

Other rooms use nothing of it.
"""
