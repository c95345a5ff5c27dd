"""What people do with a report: every function is keyword-only, atomic, and leaves a history."""
