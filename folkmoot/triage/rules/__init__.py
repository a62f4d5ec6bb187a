"""How a category is suggested and what is near; plain Python, NumPy and scikit-learn."""
