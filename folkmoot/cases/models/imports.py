"""What was imported, by which post, and what was refused."""

from django.db import models

from folkmoot.officers.models import Post


class Import(models.Model):
    """One run of an import that was committed. The report names lines and reasons, never what a row said."""

    source = models.CharField(max_length=60)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    #: the area of the importing post, as the policy reads it
    area = models.CharField(max_length=250, db_collation="C")
    at = models.DateTimeField()
    read_count = models.PositiveIntegerField()
    entered_count = models.PositiveIntegerField()
    known_count = models.PositiveIntegerField()
    refused_count = models.PositiveIntegerField()
    #: rows that could not be placed and stand at the map's root place
    unplaced_count = models.PositiveIntegerField()
    #: [[line, reason], …], the first thousand
    refused = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.source} {self.at:%Y-%m-%d}"
