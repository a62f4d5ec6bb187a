"""Folkmoot takes in the concerns of the people of a region and sees each one through to a close its resident confirms."""

__version__ = "0.1.0"
