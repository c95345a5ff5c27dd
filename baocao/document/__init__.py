"""A document in the form of Nghị định 30/2020 as a value (blocks), and its PDF, Word and Excel files.

Knows nothing of plans or figures; signature fields and signed copies belong to it as they belong to files.
"""
