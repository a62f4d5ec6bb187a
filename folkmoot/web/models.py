"""What the pages themselves remember."""

from django.db import models


class WrongCodes(models.Model):
    """How often a wrong code was typed, counted by a digest from which neither reference nor address can be read."""

    digest = models.BinaryField(max_length=32, primary_key=True)
    count = models.PositiveIntegerField()
    since = models.DateTimeField()

    class Meta:
        db_table = "web_wrong_codes"

    def __str__(self) -> str:
        return f"{self.count} since {self.since:%H:%M}"


class KeptDraft(models.Model):
    """A half-filled concern that was put aside. Only the code given then opens it; no case and no name stands here."""

    digest = models.BinaryField(max_length=32, primary_key=True)
    sealed = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "web_kept_draft"

    def __str__(self) -> str:
        return f"until {self.expires_at:%Y-%m-%d}"
