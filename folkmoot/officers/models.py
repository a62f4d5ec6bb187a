"""People at the desk, the units they work in, their posts and appointments."""

from datetime import date
from typing import Final, Self

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from folkmoot.officers.rules.authority import Role
from folkmoot.places.models import Place


class User(AbstractUser):
    """An account. What it may do comes from its appointments alone."""

    first_name = None  # type: ignore[assignment]  # one name field: name order differs by language
    last_name = None  # type: ignore[assignment]
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, default="en")

    REQUIRED_FIELDS = []

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The one name."""
        return str(self)

    def get_short_name(self) -> str:
        """The one name."""
        return str(self)


#: the competence that is all of them
ALL: Final = "*"


class UnitKind(models.TextChoices):
    """What can handle a concern or be complained about."""

    COMMITTEE = "committee"
    OFFICE = "office"
    DEPARTMENT = "department"
    ENTERPRISE = "enterprise"
    BUILDING = "building"


class Unit(models.Model):
    """Who can handle a concern, or be complained about, at a place."""

    code = models.CharField(max_length=60, unique=True, db_collation="C")
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    title_en = models.CharField(max_length=200)
    title_zh = models.CharField(max_length=200)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    #: categories it may handle; "*" is all
    competences = ArrayField(models.CharField(max_length=60), default=list)
    #: where and when it can be visited and called, as its own people tell it; "" where nobody has told
    address = models.CharField(max_length=200, blank=True, default="", db_default="")
    hours_en = models.CharField(max_length=200, blank=True, default="", db_default="")
    hours_zh = models.CharField(max_length=200, blank=True, default="", db_default="")
    telephone = models.CharField(max_length=40, blank=True, default="", db_default="")
    valid_until = models.DateField(null=True)

    def __str__(self) -> str:
        return self.title_en

    def handles(self, categories: frozenset[str]) -> bool:
        """Whether its competences name any of a category and those above it."""
        return ALL in self.competences or not categories.isdisjoint(self.competences)


class Post(models.Model):
    """A post in a unit. It outlives who holds it; without an appointment it is a visible vacancy."""

    code = models.CharField(max_length=80, unique=True, db_collation="C")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=24, choices=[(role.value, role.value) for role in Role])
    title_en = models.CharField(max_length=200)
    title_zh = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=[r.value for r in Role]), name="post_role_is_known"),
        ]

    def __str__(self) -> str:
        return self.title_en


class AppointmentKind(models.TextChoices):
    """Who holds a post, and who stands in."""

    HOLDER = "holder"
    DEPUTY = "deputy"


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Reads of appointments."""

    def current(self, today: date) -> Self:
        """Those in force today."""
        return self.filter(Q(from_on__lte=today), Q(until_on=None) | Q(until_on__gt=today))


class Appointment(models.Model):
    """A person in a post from a day until a day (which no longer counts)."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    kind = models.CharField(max_length=10, choices=AppointmentKind.choices, default=AppointmentKind.HOLDER)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "post"], name="appointment_with_post"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="appointment_ends_after_it_begins"
            ),
            ExclusionConstraint(
                name="one_holder_at_a_time",
                expressions=[
                    # A range of one number, as equality of numbers under GiST would need the extension btree_gist.
                    (
                        Func("post", "post", Value("[]"), function="INT8RANGE", output_field=BigIntegerRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func("from_on", "until_on", function="DATERANGE", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(kind="holder"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.post}"


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Reads of saved views."""

    def of_user(self, user_id: int) -> Self:
        """Those that a person has, in the order in which they made them."""
        return self.filter(user=user_id, removed_at=None).order_by("pk")


class SavedView(models.Model):
    """A list that somebody keeps looking at: the filter, order and columns of a queue, as its address writes them."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="views")
    title = models.CharField(max_length=40)
    #: checked and written by the form of the queue; words that are searched never stand in it
    query = models.CharField(max_length=400, blank=True)
    removed_at = models.DateTimeField(null=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "title"], condition=Q(removed_at=None), name="one_view_a_title_and_person"
            ),
        ]

    def __str__(self) -> str:
        return self.title
