"""The other forms that a commune and its libraries owe: filled from what the portal knows, each as a document.

Other rooms use `forms_of` (which forms there are, by which act, when they are due), `standing` (how far each is),
`questions` and `answers` (what the commune was asked once).
"""
