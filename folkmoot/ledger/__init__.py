"""Append-only, tamper-evident history. It knows nothing of what stands above it: identifiers are plain numbers."""
