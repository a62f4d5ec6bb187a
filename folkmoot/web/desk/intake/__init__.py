"""Taking a concern in for somebody."""
