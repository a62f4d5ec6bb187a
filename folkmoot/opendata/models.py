"""Releases: what was published of the counts, and when. A release is never changed."""

from typing import Self

from django.db import models
from django.db.models import Q

from folkmoot.opendata.rules.calendar import Period


class Release(models.Model):
    """The counts of one year, from townships up, or of one month, from counties up, as they were on one day."""

    year = models.PositiveSmallIntegerField()
    #: 1 to 12, or 0 for the whole year
    month = models.PositiveSmallIntegerField()
    released_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "-month"]
        constraints = [
            models.UniqueConstraint(fields=["year", "month"], name="released_once"),
            models.CheckConstraint(condition=Q(month__lte=12), name="release_of_a_month_or_a_year"),
        ]

    def __str__(self) -> str:
        return str(Period(self.year, self.month))


class ReleasedCountQuerySet(models.QuerySet["ReleasedCount"]):
    """Reads of what was published."""

    def of_year(self, year: int) -> Self:
        """Those of a year and of its months."""
        return self.filter(release__year=year)


class ReleasedCount(models.Model):
    """One published count. A place, topic and time of which a release has no row had no case."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="counts")
    #: a township or above; with REST behind it, what is known to lie within a place and at none of its parts
    place_path = models.CharField(max_length=250, db_collation="C")
    #: a group of topics, "" for all
    topic = models.CharField(max_length=40, blank=True, db_collation="C")
    #: rounded; None where it is kept back
    cases = models.PositiveIntegerField(null=True)

    objects = ReleasedCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place_path", "topic", "release"], name="counted_once_a_release"),
            models.CheckConstraint(condition=Q(cases=None) | Q(cases__gte=10), name="no_small_count_is_released"),
        ]

    def __str__(self) -> str:
        return f"{self.place_path} {self.topic}"
