"""The packs of this installation, as they were published. No row is ever changed, by SQL either (migrations/0001)."""

from django.db import models


class PublishedPack(models.Model):
    """One version of one pack: its text as it was when the first case could be opened under it."""

    name = models.CharField(max_length=40, db_collation="C")
    version = models.CharField(max_length=20, db_collation="C")
    toml = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="pack_is_published_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
