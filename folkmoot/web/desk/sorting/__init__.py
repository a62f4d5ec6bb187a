"""Suggested categories and near cases, and how often suggestions were taken."""
