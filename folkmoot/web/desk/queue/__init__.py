"""The queue: its filters, rows, saved views, and what is done to several cases together."""
