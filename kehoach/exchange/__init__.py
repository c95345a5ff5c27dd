"""The yearly figures between the database and workbooks: what goes out, and what one that came in would change."""
