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
