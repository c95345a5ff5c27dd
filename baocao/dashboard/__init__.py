"""Home, dashboard and the pages behind its numbers: explain, trends, changes, what-if."""
