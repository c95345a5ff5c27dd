"""An issued report handed to văn thư: the file, its appendices and figures, and the sheet that says what it is.

No other room uses it.
"""
