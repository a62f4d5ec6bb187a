"""Warnings of single cases: the board, the list behind it, the digest, and one warning."""
