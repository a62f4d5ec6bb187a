"""Open statistics, for everybody to read and to take along."""
