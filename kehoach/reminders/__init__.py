"""Whom to write to and when; each letter is sent once.

It listens to the signals of years, figures and tasks; `follow_up` is the page of whom the officer has to
call. Other rooms use `matters` (add what an officer is reminded of), `reminders` (which letters are due) and
`actions` (where the portal says it is reached).
"""
