"""My day: what is due, waiting, new, and one's own tasks."""
