"""The page before a year is opened: what older years still owe, and what the new one lacks; and taking it back.

It looks at figures, tasks and people, so it lies above them. Other packages add what they miss with
`preparations.add`.
"""
