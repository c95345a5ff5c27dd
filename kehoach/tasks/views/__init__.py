"""The pages of tasks and of one unit's result."""
