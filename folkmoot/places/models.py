"""The administrative tree."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from folkmoot.places.rules.paths import subtree
from folkmoot.places.rules.spelling import spelled


class Region(models.Model):
    """The installation's region: one row. Which pack and levels it has, and in which zone its days begin and end."""

    name = models.CharField(max_length=40, unique=True)
    title_en = models.CharField(max_length=120)
    title_zh = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    subdivision = models.CharField(max_length=10, blank=True)
    time_zone = models.CharField(max_length=40)
    #: the pack under which every concern comes in
    pack = models.CharField(max_length=40)
    #: the other packs under which the desk may put it
    packs = models.JSONField(default=list)
    #: [{"code": "county", "en": "County", "zh": "县"}, …] from the root down
    levels = models.JSONField()
    attribution_en = models.TextField(blank=True)
    attribution_zh = models.TextField(blank=True)
    root = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name


class PlaceQuerySet(models.QuerySet["Place"]):
    """Reads of the tree. Places are public."""

    def within(self, path: str) -> Self:
        """The place at `path` and all below it."""
        low, high = subtree(path)
        return self.filter(path__gte=low, path__lt=high)

    def current(self, today: date) -> Self:
        """Those that exist today."""
        begun = Q(valid_from=None) | Q(valid_from__lte=today)
        return self.filter(begun, Q(valid_until=None) | Q(valid_until__gt=today))

    def matching(self, text: str) -> Self:
        """Those whose name, part of a name, pinyin, initials or code is `text`, the shortest name first."""
        folded = text.strip().casefold().replace(" ", "")
        if not folded:
            return self.none()
        return self.filter(
            Q(code=folded.upper())
            | Q(name__icontains=text.strip())
            | Q(pinyin__startswith=folded)
            | Q(initials__startswith=folded)
            | Q(aliases__icontains=text.strip())
        ).order_by(Length("path"), Length("name"), "code")


class Place(models.Model):
    """One place of the tree. Its path, the codes from the root down, makes an area a range of strings."""

    code = models.CharField(max_length=24, unique=True, db_collation="C")
    name = models.CharField(max_length=120)
    level = models.CharField(max_length=20)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=250, unique=True, db_collation="C")
    population = models.PositiveIntegerField(null=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    pinyin = models.CharField(max_length=200, blank=True, db_collation="C")
    initials = models.CharField(max_length=60, blank=True, db_collation="C")
    #: other names it is known by, separated by "|"
    aliases = models.CharField(max_length=400, blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged_from")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["pinyin"]),
            models.Index(fields=["initials"]),
            # A third one, on the trigrams of the name, stands in the first migration: not every server offers them.
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """0 for the root."""
        return self.path.count("/") - 1

    def is_current(self, today: date) -> bool:
        """Whether it exists today."""
        has_begun = self.valid_from is None or self.valid_from <= today
        return has_begun and (self.valid_until is None or self.valid_until > today)

    @property
    def latin(self) -> str:
        """Its Chinese name in Latin letters, as an English page writes it; "" for a name that is not Chinese."""
        return spelled(self.name, pinyin=self.pinyin, initials=self.initials)


class PlaceChange(models.Model):
    """What a place was before: its name and path until a day. History is kept, cases are not rewritten."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=20)  # renamed, moved, merged
    name = models.CharField(max_length=120)
    path = models.CharField(max_length=250, db_collation="C")
    until_on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.name} until {self.until_on}"


class Outline(models.Model):
    """A place's outline as GeoJSON geometry, for maps and for placing a point."""

    place = models.OneToOneField(Place, on_delete=models.CASCADE, primary_key=True)
    geometry = models.JSONField()

    def __str__(self) -> str:
        return self.place.name
