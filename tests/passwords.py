"""Passwords that cost a test nothing."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    """Django's own in a thousandth of its time; any installation can verify what it made."""

    iterations = 1000
