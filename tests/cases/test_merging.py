"""Two concerns about one matter."""

from datetime import datetime

import pytest

from folkmoot.cases.actions import closing, merging, talking
from folkmoot.cases.errors import (
    CannotMerge,
)
from folkmoot.procedures.rules.steps import Outcome, Step
from tests.cases.filing import (
    filed_on_the_web,
    seeing_with,
)
from tests.cases.stages import led_by_the_mediator
from tests.cast import Cast


def test_a_merge_can_be_undone_and_each_filer_keeps_their_remedy(cast: Cast, now: datetime) -> None:
    first, second = led_by_the_mediator(cast, now), filed_on_the_web(cast, now)
    coordinator = cast.standing("coordinator")
    with cast.seeing("coordinator"):
        merging.merge(second.case_id, into_id=first.case_id, by=coordinator, now=now)
        undone = merging.unmerge(second.case_id, by=coordinator, now=now)
        assert (undone.step, undone.merged_into_id) == (Step.RECEIVED, None)
        merging.merge(second.case_id, into_id=first.case_id, by=coordinator, now=now)
    with cast.seeing("mediator"):
        talking.propose(first.case_id, proposal="A culvert.", by=cast.standing("mediator"), now=now)
    automation = cast.standing("automation")
    with cast.seeing("coordinator"):
        merging.share_proposal(
            second.case_id,
            proposal="A culvert.",
            lead_post_id=cast.standing("mediator").post_id,
            by=automation,
            now=now,
        )
    with seeing_with(second):
        case = closing.dispute(second.case_id, reason="Not for us.", by=second.resident, now=now)
        assert case.step == Step.RECEIVED
    with seeing_with(first):
        assert closing.confirm(first.case_id, by=first.resident, now=now).outcome == Outcome.CONFIRMED


def test_a_complaint_past_a_unit_is_not_merged_back_to_it(cast: Cast, now: datetime) -> None:
    plain = led_by_the_mediator(cast, now)
    past = filed_on_the_web(cast, now, about_unit=cast.unit("mediator"))
    with cast.seeing("coordinator"), pytest.raises(CannotMerge):
        merging.merge(past.case_id, into_id=plain.case_id, by=cast.standing("coordinator"), now=now)
