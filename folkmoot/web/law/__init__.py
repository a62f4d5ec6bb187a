"""The rules of this region, for everybody to read."""
