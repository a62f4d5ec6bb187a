"""Accounts, units, posts and appointments: who may do what, and where."""
