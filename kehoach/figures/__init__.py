"""A facility's figures of one year: entered, checked while they are typed, submitted, accepted or returned.

Other rooms use `access`, `rules`, `submissions` (where every form of a year stands), `grid` (how that is shown),
`state_words`, `lineage` (who continues whom), `last_year` (what is known of the year before), `proposals` (add what a
form's inputs begin with), `unsubmitted` (what was changed and not submitted again), `assessment` (what the checks say),
`bulk_acceptance`, `actions`, `forms.inputs` and `views.entry_context` (how a form saves itself); `signals` tell them
that a form was returned.
"""
