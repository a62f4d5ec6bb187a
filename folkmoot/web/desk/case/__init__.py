"""The page of a case: what happened, what is next, and every deed on it."""
