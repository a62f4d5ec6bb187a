"""Counts, ages and warnings by place."""
