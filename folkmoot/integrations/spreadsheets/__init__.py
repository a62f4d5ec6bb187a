"""Concerns in and out of tables: CSV in any encoding, and XLSX."""
