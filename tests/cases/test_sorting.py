"""Sorting a concern under a category."""

from datetime import datetime

import pytest

from folkmoot.cases.actions.sorting import sort
from folkmoot.cases.errors import ChangedMeanwhile, Missing, NotAllowed
from folkmoot.ledger.models import Event
from tests.cases.filing import case_of, filed_on_the_web
from tests.cast import Cast


def test_a_category_is_changed_and_nothing_else(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    before = case_of(cast, receipt)
    with cast.seeing("coordinator"):
        sort(receipt.case_id, category="noise", by=cast.standing("coordinator"), now=now, seen=before.version)
        told = Event.objects.filter(kind="case.sorted").values_list("data", flat=True).get()
    after = case_of(cast, receipt)
    assert (after.category, after.summary, after.step, after.due_at) == ("noise", "", before.step, before.due_at)
    assert told["category"] == "noise"


def test_a_category_that_the_pack_lacks_is_refused(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("coordinator"), pytest.raises(Missing):
        sort(receipt.case_id, category="dragons", by=cast.standing("coordinator"), now=now)


def test_only_who_sorts_concerns_there_may(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("auditor"), pytest.raises(NotAllowed):
        sort(receipt.case_id, category="noise", by=cast.standing("auditor"), now=now)


def test_who_sorts_what_somebody_else_has_just_changed_is_told(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("coordinator"), pytest.raises(ChangedMeanwhile):
        sort(receipt.case_id, category="noise", by=cast.standing("coordinator"), now=now, seen=99)
