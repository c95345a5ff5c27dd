"""A report's life: written section by section, proposed, approved, issued, and recognised when it comes back signed.

Other rooms use `access` (which reports somebody may read), `rules` (who may do what) and `standing` (what leaves).
"""
