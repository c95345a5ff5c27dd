"""The audit log: who came in or tried to, what was taken out, what was changed of accounts, links and administration.

Other rooms use nothing of it: it listens to what they do.
"""
