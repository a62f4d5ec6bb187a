"""The pages for officers."""
