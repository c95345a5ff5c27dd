"""How a form is filled: what is gathered, where each number is read from, how the pieces stand on paper."""
