"""Folkmoot takes in the concerns of a region's people and sees each through to a close its resident confirms."""

__version__ = "0.1.0"
