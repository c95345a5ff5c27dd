"""What people type about a facility's year."""
