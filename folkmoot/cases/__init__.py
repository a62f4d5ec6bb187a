"""Concern → file → fair close."""
