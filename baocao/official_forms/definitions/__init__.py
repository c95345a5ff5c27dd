"""The forms themselves, a file an act: which fields they have, where each comes from and which clause asks for it."""
