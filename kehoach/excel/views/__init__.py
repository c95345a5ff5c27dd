"""The pages on which workbooks are fetched, sent, looked at and confirmed."""
