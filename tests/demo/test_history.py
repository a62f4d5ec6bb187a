"""A small history, made by the real actions in the small region: it reaches every step and breaks no rule."""

from collections.abc import Iterator
from datetime import datetime
from types import MappingProxyType
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from procrastinate.contrib.django.models import ProcrastinateJob

from folkmoot.cases.actions.extending import deciding
from folkmoot.cases.models import (
    CallBack,
    Case,
    Clock,
    Extension,
    Member,
    Message,
    Note,
    Pause,
    Rating,
    Report,
    Supervision,
    Task,
)
from folkmoot.demo.actions import making
from folkmoot.demo.actions.suggesting import answer_suggestions
from folkmoot.demo.forgetting import without_jobs
from folkmoot.demo.library import stories
from folkmoot.demo.queries import CHAIN, Begun, made_places, references, staffed_places
from folkmoot.demo.rules.lessons import lessons
from folkmoot.demo.rules.pieces import Piece
from folkmoot.demo.rules.scenes import FOLLOWED, SCENES, Scene
from folkmoot.ledger.models import Event
from folkmoot.ledger.queries import chain_fault
from folkmoot.officers.queries import automatic_post
from folkmoot.officers.scope import of_post, seeing
from folkmoot.places.rules.paths import ancestors
from folkmoot.procedures.rules.steps import Outcome, Step
from folkmoot.reactions import REACTIONS
from folkmoot.triage.actions.keeping import keep_model
from folkmoot.triage.models import Answer, Tally
from folkmoot.triage.rules.samples import Sample
from folkmoot.triage.rules.training import train
from tests.cast import NOW, VILLAGE, Cast
from tests.demo.starting import start

#: What the software would do after an event of a case, and where the demo does it.
DONE_IN_PLACE = MappingProxyType(
    {
        "case.received": "nobody in the demo gives an address of e-mail at the desk",
        "case.routed": "nobody in the demo gives an address of e-mail",
        "case.accepted": "nobody in the demo gives an address of e-mail",
        "case.paused": "nobody in the demo gives an address of e-mail",
        "case.extension_granted": "nobody in the demo gives an address of e-mail",
        "case.proposed": "resident_beats.share_with_twins",
        "case.confirmed": "whoever is joined was given the proposal by then",
        "case.closed": "resident_beats.fall_silent",
        "case.referred_out": "nothing is joined to what is referred elsewhere",
        "case.told_together": "hands_beats.tell_together",
        "case.declined": "nobody in the demo gives an address of e-mail",
        "case.review_decided": "nobody in the demo gives an address of e-mail",
        "case.withdrawn": "resident_beats.withdraw",
    }
)

# Made once, and not by each worker.
pytestmark = pytest.mark.xdist_group("history")

SMALL = 45
#: stories that are learned from: enough for a few categories
FEW = 12


@pytest.fixture(scope="module")
def whole(django_db_setup: None, django_db_blocker: Any) -> Iterator[Begun]:
    """The village's piece with the prepared cases: made once, read by many tests, and rolled back."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        started = start(NOW)
        village = Piece(VILLAGE, started.village, SMALL, is_own=True)
        patch.setattr(making, "draw_pieces", lambda _places, seed: [village])
        with without_jobs():
            assert making.make_next_piece(started, is_own=True) == village
            assert making.make_next_piece(started, is_own=True) is None
        with seeing(of_post(automatic_post())):
            yield started
        transaction.set_rollback(True)


def test_every_step_and_every_outcome_is_there(whole: Begun) -> None:
    steps = set(Case.objects.values_list("step", flat=True))
    assert {step.value for step in Step} - steps - {Step.IMPORTED, Step.MERGED, Step.WITHDRAWN, Step.REFERRED} == set()
    outcomes = set(Case.objects.values_list("outcome", flat=True))
    assert {Outcome.CONFIRMED, Outcome.UNCONFIRMED, Outcome.DECLINED, ""} <= outcomes
    for model in (CallBack, Clock, Extension, Message, Note, Pause, Rating, Task):
        assert model.objects.exists(), model


def test_every_chain_of_the_ledger_is_whole(whole: Begun) -> None:
    chains = set(Event.objects.values_list("chain", flat=True))
    assert len(chains) > SMALL
    assert {chain for chain in chains if chain_fault(chain)} == set()


def test_nothing_is_queued(whole: Begun) -> None:
    told = set(Event.objects.filter(case_id__isnull=False).values_list("pk", flat=True))
    queued = {job.args.get("event_id") for job in ProcrastinateJob.objects.all()}
    assert told & queued == set()


def test_what_follows_an_event_of_a_case_is_done_in_its_place() -> None:
    assert {event for event in REACTIONS if event.startswith("case.")} == set(DONE_IN_PLACE)


def test_silence_is_followed_by_a_call_back_of_another_unit_at_that_time(whole: Begun) -> None:
    asked = Event.objects.filter(kind="case.call_back_due")
    assert asked.exists()
    for event in asked:
        before = Event.objects.get(chain=event.chain, seq=event.seq - 1)
        assert (before.kind in {"case.closed", "case.withdrawn"}, before.at) == (True, event.at)


def test_only_the_software_closes_in_silence_and_only_when_the_clock_is_over(whole: Begun) -> None:
    for event in Event.objects.filter(kind="case.closed"):
        assert event.post_id == automatic_post().post_id
        last = Clock.objects.filter(case_id=event.case_id, name="confirm", started_at__lt=event.at).latest("started_at")
        assert last.due_at <= event.at


def test_nothing_happens_after_the_end_or_before_the_beginning(whole: Begun) -> None:
    times = Event.objects.filter(case_id__isnull=False).values_list("at", flat=True)
    assert {whole.span.since <= at <= whole.span.until for at in times} == {True}


def test_each_chain_runs_forward_in_time(whole: Begun) -> None:
    last: dict[str, datetime] = {}
    for chain, at in Event.objects.filter(case_id__isnull=False).order_by("chain", "seq").values_list("chain", "at"):
        assert last.get(chain, at) <= at
        last[chain] = at


def test_the_prepared_cases_stand_where_they_are_to_be_followed(whole: Begun) -> None:
    found = references()
    assert set(found) == set(SCENES)
    steps = {scene: Case.objects.get(reference=found[scene]).at for scene in (*FOLLOWED, Scene.TO_ACCEPT)}
    assert steps == {
        Scene.PROPOSAL: Step.PROPOSED,
        Scene.QUESTION: Step.WAITING,
        Scene.NEW: Step.RECEIVED,
        Scene.SILENT: Step.CLOSED,
        Scene.DECLINED: Step.DECLINED,
        Scene.TO_ACCEPT: Step.ACKNOWLEDGED,
    }


def test_each_of_the_chain_of_command_has_something_prepared(whole: Begun) -> None:
    cast = Cast()
    found = references()
    cases = {scene: Case.objects.get(reference=found[scene]) for scene in found}
    assert cases[Scene.DUE_TODAY].lead_post == cast.post("mediator")
    assert cases[Scene.OVERDUE].due_at is not None
    assert cases[Scene.OVERDUE].due_at < whole.span.until
    assert cases[Scene.ESCALATED].lead_post == cast.post("coordinator")
    assert cases[Scene.AT_COUNTY].lead_post == cast.post("lead")
    assert cases[Scene.ROUTED].unit == cast.unit("coordinator")
    assert (cases[Scene.TAKEN_UP].at, cases[Scene.TAKEN_UP].unit) == (Step.ROUTED, cast.unit("province_coordinator"))


def test_a_petition_led_by_the_county_is_prepared_to_be_given_more_time(whole: Begun) -> None:
    case = Case.objects.get(reference=references()[Scene.MORE_TIME])
    assert (case.pack, case.lead_post) == ("cn-petition", Cast().post("lead"))
    answer = case.clocks.get(name="answer", stopped_at=None)
    # What was promised before it became a petition holds.
    assert (answer.pack, answer.due_at > whole.span.until) == ("intl", True)
    assert deciding(case, today=whole.span.until.date()) == {Cast().post("city_coordinator").pk}


def test_a_case_is_prepared_whose_time_stands(whole: Begun) -> None:
    case = Case.objects.get(reference=references()[Scene.STANDS_STILL])
    pause = case.pauses.get(ended_at=None)
    assert case.lead_post == Cast().post("mediator")
    assert pause.from_on < whole.span.until.date() < pause.until_on


def test_a_complaint_about_a_unit_goes_past_it(whole: Begun) -> None:
    cast, found = Cast(), references()
    cases = {scene: Case.objects.get(reference=found[scene]) for scene in (Scene.ABOUT_VILLAGE, Scene.ABOUT_TOWNSHIP)}
    handed = {scene: (case.about_unit, case.unit, case.at) for scene, case in cases.items()}
    assert handed == {
        Scene.ABOUT_VILLAGE: (cast.unit("mediator"), cast.unit("coordinator"), Step.PROPOSED),
        Scene.ABOUT_TOWNSHIP: (cast.unit("coordinator"), cast.unit("lead"), Step.ASSIGNED),
    }


def test_files_are_there_a_residents_and_the_desks_own(whole: Begun) -> None:
    case = Case.objects.get(reference=references()[Scene.ABOUT_TOWNSHIP])
    kinds = sorted((each.media_type, each.party_id is None) for each in case.attachments.all())
    assert kinds == [("image/png", False), ("text/plain", True)]


def test_a_piece_says_that_it_is_made(whole: Begun) -> None:
    assert made_places() == staffed_places() == {VILLAGE}
    told = Event.objects.get(chain=CHAIN, kind="demo.made").data
    prepared = len(SCENES) + sum(each.joined for each in SCENES.values())
    assert told == {"place": VILLAGE, "cases": Case.objects.count() - prepared}


def test_many_hands_are_at_work_in_the_prepared_cases(whole: Begun) -> None:
    found = references()
    cases = {scene: Case.objects.get(reference=found[scene]) for scene in (Scene.JOINT, Scene.SUPERVISED, Scene.GROUP)}
    assert Member.objects.filter(case=cases[Scene.JOINT], until=None).count() == 2
    running = Supervision.objects.get(case=cases[Scene.SUPERVISED], lifted_at=None)
    assert running.post == Cast().post("coordinator")
    assert Report.objects.filter(supervision=running).count() == 1
    joined = Case.objects.filter(merged_into=cases[Scene.GROUP], step=Step.MERGED)
    assert joined.count() == SCENES[Scene.GROUP].joined
    last = [each.messages.latest("at", "pk").post_id for each in joined]
    assert set(last) == {cases[Scene.GROUP].lead_post_id}


def test_the_desk_took_some_suggestions_and_rejected_others_once(
    whole: Begun, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOLKMOOT_HOME", str(tmp_path))
    model, _report = train([Sample(*lesson) for lesson in lessons(stories()[:FEW])], today=NOW.date())
    keep_model(model)
    with transaction.atomic():
        answered = answer_suggestions(whole, now=whole.span.until)
        counts = dict(Tally.objects.values_list("answer").annotate(count=Sum("count")))
        assert counts["taken"] + counts["rejected"] == answered
        assert set(counts) == set(Answer.values)
        assert set(Tally.objects.values_list("area", flat=True)) == {ancestors(whole.village)[-2]}
        assert answer_suggestions(whole, now=whole.span.until) == 0
        transaction.set_rollback(True)
