"""Cases counted by place, topic and day: all that the search for what emerges ever reads."""

from typing import Self

from django.db import models
from django.db.models import Q

from folkmoot.places.rules.paths import subtree


class DailyCountQuerySet(models.QuerySet["DailyCount"]):
    """Reads of counts."""

    def within(self, path: str) -> Self:
        """Those of a place and all within it."""
        low, high = subtree(path)
        return self.filter(place_path__gte=low, place_path__lt=high)


class DailyCount(models.Model):
    """Cases that came in at one place, about one topic, on one day of the region's zone.

    The place is the one from which a case may be seen: what complains about a unit is counted above that unit.
    """

    place_path = models.CharField(max_length=250, db_collation="C")
    #: a leaf of the tree of topics: the pack and the category, as in `cn-mediation.labour`
    topic = models.CharField(max_length=101, db_collation="C")
    #: the day it came in
    on = models.DateField()
    #: the day it happened, where that was said
    happened_on = models.DateField(null=True)
    cases = models.PositiveIntegerField()

    objects = DailyCountQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["on"], name="daily_count_on")]
        constraints = [
            models.UniqueConstraint(
                fields=["place_path", "topic", "on", "happened_on"], nulls_distinct=False, name="counted_once"
            ),
            models.CheckConstraint(condition=Q(cases__gt=0), name="counts_of_nothing_are_not_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.cases} {self.topic} on {self.on}"
