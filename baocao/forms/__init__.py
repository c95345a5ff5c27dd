"""What people fill in about reports."""
