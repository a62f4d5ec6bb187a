"""Units, posts, who holds them, and what visitors of a unit are told."""
