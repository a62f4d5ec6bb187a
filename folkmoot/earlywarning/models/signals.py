"""What the nights looked at and found, who was told, what was found to fail and what was done. No person is in it."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from folkmoot.earlywarning.models.choices import MeasureKind, SignalCause, SignalDismissal, SignalOutcome
from folkmoot.earlywarning.rules.measures import Cause, Measure, Outcome, WhyDismissed, WhyTold
from folkmoot.lib.sealing import FileKey
from folkmoot.officers.models import Post, Unit
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Officer
from folkmoot.places.models import Place
from folkmoot.places.rules.paths import subtree


class Night(models.Model):
    """One tier, looked at for one day: what was looked at, how it was judged, what was highest."""

    #: the last day that was counted
    as_of = models.DateField()
    #: path of the place that was scanned as a whole, and its depth
    tier = models.CharField(max_length=250, db_collation="C")
    depth = models.PositiveSmallIntegerField()
    #: computed afterwards, for calibration or because somebody asked: it raised nothing
    is_replay = models.BooleanField()

    seed = models.BigIntegerField()
    replicates = models.PositiveIntegerField()
    #: by how much rates vary by themselves, out of the tier's own past (a standard deviation); None where they do not
    spread = models.FloatField(null=True)
    #: places × topics
    nodes = models.PositiveIntegerField()
    #: of all days that were looked at
    cases = models.PositiveIntegerField()
    #: the highest log-likelihood ratio, and how probable so high a one is by noise
    score = models.FloatField()
    p = models.FloatField()
    #: from which p downwards a signal is raised
    threshold_p = models.FloatField()
    #: what was highest belongs to a signal of which somebody found out why more came: the night says nothing of noise
    is_true = models.BooleanField(default=False)
    #: what was high, the highest first; the place never below a township: [{"place", "topic", "window", "cases",
    #: "expected", "score", "p"}, …]
    found = models.JSONField(default=list)
    run_at = models.DateTimeField()
    seconds = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tier", "as_of"], name="one_night_a_tier_and_day")]

    def __str__(self) -> str:
        return f"{self.tier} {self.as_of}"


class SignalQuerySet(models.QuerySet["Signal"]):
    """Reads of signals."""

    def visible_to(self, officer: Officer) -> Self:
        """Those of places whose cases the officer may see."""
        areas = Q(pk__in=[])
        for path in officer.areas(Power.READ):
            low, high = subtree(path)
            areas |= Q(place_path__gte=low, place_path__lt=high)
        return self.filter(areas)

    def open(self) -> Self:
        """Those that are not over, taken or not."""
        return self.filter(ended_at=None)

    def to_take(self, officer: Officer) -> Self:
        """Open ones that name a post of the officer and that nobody has taken."""
        return self.open().filter(post__in=[s.post_id for s in officer.standings], taken_at=None)


class Signal(models.Model):
    """More cases of a topic at a place, in the last days, than its own past explains; and what became of that."""

    night = models.ForeignKey(Night, on_delete=models.PROTECT, related_name="signals")
    #: the node that was found, and as what it is named to whoever does not see its cases
    place_path = models.CharField(max_length=250, db_collation="C")
    named_path = models.CharField(max_length=250, db_collation="C")
    #: a group of topics, or one topic as in `cn-mediation.labour`
    topic = models.CharField(max_length=101, db_collation="C")
    #: the window, both days counted
    since = models.DateField()
    until = models.DateField()
    cases = models.PositiveIntegerField()
    expected = models.FloatField()
    score = models.FloatField()
    p = models.FloatField()
    #: days after which noise alone would do as much once, by the replicates
    recurrence_days = models.FloatField()
    #: the same as the past nights of such tiers have it; None where they are too few
    noise_days = models.FloatField(null=True)
    #: no past night did as much: `noise_days` is all that was looked at
    noise_is_at_least = models.BooleanField(default=False)
    #: what is known and may explain it: [{"kind": …, "on": …, …}, …]
    reasons = models.JSONField(default=list)
    #: cases of each day of the year up to `until`, and how many were to be expected
    year_cases = ArrayField(models.PositiveIntegerField(), default=list)
    year_expected = ArrayField(models.FloatField(), default=list)
    raised_at = models.DateTimeField()
    #: the smaller signal that this one has grown out of
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")

    #: who must act
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    #: the path of the place of that unit: the level that it has climbed to
    level_path = models.CharField(max_length=250, db_collation="C")
    climbed_times = models.PositiveSmallIntegerField(default=0)
    #: when it climbs unless it is taken; None where it can climb no higher
    climbs_at = models.DateTimeField(null=True)

    taken_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)
    cause = models.CharField(max_length=20, choices=SignalCause.choices, blank=True, db_collation="C")
    cause_found_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, choices=SignalOutcome.choices, blank=True, db_collation="C")
    dismissed = models.CharField(max_length=20, choices=SignalDismissal.choices, blank=True, db_collation="C")
    #: with an outcome, dismissed, or because it has grown into another one
    ended_at = models.DateTimeField(null=True)

    #: what is said about it is sealed by a key of its own
    wrapped_key = models.BinaryField(max_length=80)
    sealed_cause = models.BinaryField(null=True)
    sealed_outcome = models.BinaryField(null=True)
    sealed_dismissal = models.BinaryField(null=True)

    objects = SignalQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["place_path"], name="signal_of_place"),
            models.Index(fields=["post"], name="signal_of_post", condition=Q(ended_at=None)),
            models.Index(fields=["climbs_at"], name="signal_climbs", condition=Q(ended_at=None, taken_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["place_path", "topic"], condition=Q(ended_at=None), name="one_open_signal_a_place_and_topic"
            ),
            models.CheckConstraint(condition=~Q(topic=""), name="signal_names_a_topic"),
            models.CheckConstraint(
                condition=Q(cause__in=["", *[each.value for each in Cause]]), name="signal_cause_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *[each.value for each in Outcome]]), name="signal_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(dismissed="", sealed_dismissal=None)
                | Q(dismissed__in=[each.value for each in WhyDismissed], sealed_dismissal__isnull=False),
                name="signal_dismissed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None, taken_by=None) | Q(taken_at__isnull=False, taken_by__isnull=False),
                name="signal_taken_by_a_post",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(taken_at__isnull=False) & ~Q(cause="") & Q(ended_at__isnull=False),
                name="signal_outcome_after_its_cause",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} at {self.place_path}"

    @property
    def key(self) -> FileKey:
        """The signal's own key."""
        key: FileKey = settings.INSTALLATION_KEY.unwrap(bytes(self.wrapped_key))
        return key

    @property
    def cause_text(self) -> str:
        """What was found, in the words of who took it, in clear; "" until then."""
        return self._opened(self.sealed_cause, "signal.cause")

    @property
    def outcome_text(self) -> str:
        """What came of it, in clear; "" until then."""
        return self._opened(self.sealed_outcome, "signal.outcome")

    @property
    def dismissal_text(self) -> str:
        """Why nothing had to be done, in clear; "" where it was not dismissed."""
        return self._opened(self.sealed_dismissal, "signal.dismissal")

    def _opened(self, sealed: bytes | memoryview | None, place: str) -> str:
        return self.key.open(sealed, place=place) if sealed else ""

    @property
    def is_village(self) -> bool:
        """Whether the node is smaller than what may be named to everybody."""
        return self.place_path != self.named_path


class SignalMeasure(models.Model):
    """One thing that is done about what fails."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="measures")
    measure = models.CharField(max_length=20, choices=MeasureKind.choices, db_collation="C")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["signal", "measure"], name="each_measure_once"),
            models.CheckConstraint(condition=Q(measure__in=[each.value for each in Measure]), name="measure_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} for {self.signal_id}"


class SignalNotice(models.Model):
    """That a post was told of a signal, when, and why it was that post."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="notices")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, db_collation="C")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["post", "-at"], name="signal_notice_of_post")]
        constraints = [
            models.CheckConstraint(condition=Q(why__in=[each.value for each in WhyTold]), name="why_told_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.why} to {self.post_id}"


class Campaign(models.Model):
    """A time in which offices ask residents to come forward: it explains more cases, and is shown beside a signal."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    #: a group of topics, "" for all
    topic = models.CharField(max_length=40, blank=True, db_collation="C")
    title = models.CharField(max_length=120)
    from_on = models.DateField()
    until_on = models.DateField()
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=models.F("from_on")), name="campaign_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.title
