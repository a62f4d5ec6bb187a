"""What waits for one officer today. Each list is one statement and at most twenty long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery

from folkmoot.cases.models import CallBack, Case, Message, MessageKind, Task
from folkmoot.officers.models import Appointment, Post
from folkmoot.officers.queries import posts_with
from folkmoot.officers.rules.authority import Power, Reach, Role, reach
from folkmoot.officers.rules.standing import Officer
from folkmoot.procedures.rules.steps import LED, UNLED, Step
from folkmoot.web.desk.changing import Shown

SHOWN: Final = 20
#: of how many cases changes are told
WATCHED: Final = 200
#: clocks that end within these days count as due
SOON: Final = timedelta(days=7)
#: a concern is new for these days
NEW: Final = timedelta(days=14)

#: what a line shows: objects of all columns would take longer to make than the page
_SHOWN: Final = (
    *("reference", "category", "pack", "pack_version", "summary", "step", "outcome", "received_at", "due_at"),
    *("place__name", "place__level", "place__pinyin", "place__initials"),
)
_OPENING: Final = (MessageKind.CONCERN, MessageKind.WISH, MessageKind.WHERE, MessageKind.SOURCE)
_LED: Final = sorted(LED)
_WITHOUT_LEAD: Final = sorted(UNLED - {Step.IMPORTED})


@dataclass(frozen=True)
class DayWork:
    """The lists of the first page."""

    due: list[Case]
    reviews: list[Case]
    heard: list[Case]
    routed: list[Case]
    new: list[Case]
    tasks: list[Task]
    call_backs: list[CallBack]
    fallen_to_me: list[Case]
    vacant_posts: list[Post]

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not any((self.due, self.waiting, self.new, self.tasks))

    @property
    def waiting(self) -> bool:
        """Whether anything waits for a first word, an answer, or somebody to do it at all."""
        return any((self.reviews, self.heard, self.routed, self.call_backs, self.fallen_to_me, self.vacant_posts))


def day_work(officer: Officer, *, now: datetime, today: date) -> DayWork:
    """What is due, what waits, what is new, tasks and vacancies, as the running scope sees them. Eight statements."""
    mine = [s.post_id for s in officer.standings]
    cases = Case.objects.visible_to(officer).select_related("place").only(*_SHOWN)
    cases = cases.order_by(F("due_at").asc(nulls_last=True), "pk")
    my_own = Q(lead_post__in=mine, step__in=_LED) | Q(taken_by__in=mine, step__in=_WITHOUT_LEAD)
    accepting = _units(officer, Power.ACCEPT)
    acknowledging = _units(officer, Power.ACKNOWLEDGE)
    waiting = _waiting(cases.filter(lead_post__in=mine, step__in=_LED))
    return DayWork(
        due=list(cases.filter(my_own, due_at__lt=now + SOON)[:SHOWN]),
        reviews=[case for case in waiting if case.at is Step.IN_REVIEW],
        heard=[case for case in waiting if case.at is not Step.IN_REVIEW],
        routed=list(cases.filter(unit__in=accepting, step__in=[Step.ROUTED, Step.ACKNOWLEDGED])[:SHOWN]),
        new=list(cases.filter(unit__in=acknowledging, step=Step.RECEIVED, received_at__gt=now - NEW)[:SHOWN]),
        tasks=_tasks(mine),
        call_backs=_call_backs(officer),
        fallen_to_me=_fallen(cases, officer, today=today),
        vacant_posts=_vacant_posts(officer, today=today),
    )


def day_versions(officer: Officer) -> list[Shown]:
    """The cases of My day, each in its version: by them a page that stands open learns of changes. Two statements."""
    mine = [s.post_id for s in officer.standings]
    with_tasks = list(Task.objects.filter(post__in=mine, done_at=None).values_list("case", flat=True)[:WATCHED])
    accepting, acknowledging = _units(officer, Power.ACCEPT), _units(officer, Power.ACKNOWLEDGE)
    found = Case.objects.visible_to(officer).filter(
        Q(lead_post__in=mine, step__in=_LED)
        | Q(taken_by__in=mine, step__in=_WITHOUT_LEAD)
        | Q(unit__in=accepting, step__in=[Step.ROUTED, Step.ACKNOWLEDGED])
        | Q(unit__in=acknowledging, step=Step.RECEIVED)
        | Q(pk__in=with_tasks)
    )
    return [Shown(*values) for values in found.order_by("pk").values_list("pk", "version")[:WATCHED]]


def _units(officer: Officer, power: Power) -> list[int]:
    return [s.unit_id for s in officer.with_power(power)]


def _waiting(led: QuerySet[Case]) -> list[Case]:
    """Reviews that I hear, and cases that I lead in which the last word is a party's. One statement."""
    last = Message.objects.filter(case=OuterRef("pk")).exclude(kind__in=_OPENING).order_by("-at", "-pk")
    answered = led.annotate(last_kind=Subquery(last.values("kind")[:1]), last_post=Subquery(last.values("post")[:1]))
    is_heard = Q(last_kind__isnull=False, last_post=None)
    return list(answered.filter(is_heard | Q(step=Step.IN_REVIEW))[:SHOWN])


def _tasks(posts: Iterable[int]) -> list[Task]:
    found = Task.objects.filter(post__in=list(posts), done_at=None).select_related("case__casekey", "set_by")
    found = found.only(
        *("sealed_title", "due_on", "case__reference", "case__casekey__wrapped"),
        *("set_by__title_en", "set_by__title_zh"),
    )
    return list(found.order_by("due_on", "pk")[:SHOWN])


def _call_backs(officer: Officer) -> list[CallBack]:
    units = _units(officer, Power.CALL_BACK)
    found = CallBack.objects.filter(unit__in=units, answered_at=None).select_related("case__place")
    return list(found.order_by("due_at", "pk")[:SHOWN])


def _fallen(cases: QuerySet[Case], officer: Officer, *, today: date) -> list[Case]:
    """Cases whose lead's post is vacant, where no coordinator below me is held who would be nearer."""
    handing = [s for s in officer.standings if reach(s.role, Power.HAND_OVER) is Reach.AREA]
    if not handing:
        return []
    held = Appointment.objects.current(today)
    # The few appointments that ended are asked for first: most cases have a lead who is still there.
    vacant = cases.filter(lead_appointment__until_on__lte=today, step__in=_LED).filter(
        ~Exists(held.filter(post=OuterRef("lead_post")))
    )
    nearer = (
        held.filter(post__role=Role.COORDINATOR)
        .annotate(of_case=ExpressionWrapper(OuterRef("sight_path"), output_field=CharField()))
        .filter(of_case__startswith=F("post__unit__place__path"))
    )
    mine = Q(pk__in=[])
    for standing in handing:
        deeper = nearer.filter(post__unit__place__path__gt=standing.area).exclude(post=standing.post_id)
        mine |= Q(~Exists(deeper), sight_path__startswith=standing.area)
    return list(vacant.filter(mine)[:SHOWN])


def _vacant_posts(officer: Officer, *, today: date) -> list[Post]:
    """Vacant posts of my own units that could lead a case."""
    units = _units(officer, Power.PROPOSE)
    held = Appointment.objects.current(today).filter(post=OuterRef("pk"))
    posts = Post.objects.filter(~Exists(held), unit__in=units, role__in=posts_with(Power.PROPOSE))
    return list(posts.select_related("unit").order_by("unit", "code")[:SHOWN])
