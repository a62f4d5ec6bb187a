"""Benchmarks, each a command that prints its own table: `make bench-import`."""
