"""Photos and papers behind figures, results and books: taken in, kept, served.

Other rooms use `actions` (attach, detach), `forms.EvidenceForm` and `serving`; who may see a file is theirs to decide.
"""
