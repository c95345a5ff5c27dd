"""One file with the whole installation: every row, every file, and what proves that they came back.

`archive` writes and checks the file, `restore` brings it into an empty installation, `rows` is how a row looks in it.
"""
