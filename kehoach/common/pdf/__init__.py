"""PDFs that people send: whether they are whole, open without a password and run nothing. Imports no Django."""
