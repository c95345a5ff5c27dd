"""The annual report, and the reviews over several years (sơ kết, tổng kết)."""
