"""What people type into the books."""
