"""What a filer reads of the many hands on their concern, and what they never read."""

from datetime import datetime

from django.test import Client

from folkmoot.cases.actions import joint, merging, supervising, talking
from folkmoot.cases.actions.leads import Interest
from tests.cases.filing import filed_on_the_web
from tests.cases.stages import led_by_the_mediator
from tests.cast import Cast
from tests.web.residents.pressing import follow


def test_each_filer_reads_with_how_many_it_is_handled_and_who_leads(client: Client, cast: Cast, now: datetime) -> None:
    first = led_by_the_mediator(cast, now)
    others = [filed_on_the_web(cast, now) for _ in range(3)]
    with cast.seeing("coordinator"):
        for other in others:
            merging.merge(other.case_id, into_id=first.case_id, by=cast.standing("coordinator"), now=now)
    follow(client, others[0])
    page = client.get("/follow/case/")
    assert (page.context["hands"].others, page.context["hands"].lead.post) == (3, cast.post("mediator"))
    text = page.content.decode()
    assert "handled together with 3 others" in text
    assert not any(receipt.reference in text for receipt in (first, *others[1:]))
    follow(client, first)
    own = client.get("/follow/case/").context["hands"]
    assert (own.others, own.lead) == (3, None)


def test_the_filer_reads_who_helps_and_who_supervises_and_nothing_that_they_write(
    client: Client, cast: Cast, now: datetime
) -> None:
    receipt = led_by_the_mediator(cast, now)
    by = cast.standing("coordinator")
    with cast.seeing("coordinator"):
        joint.name_member(
            receipt.case_id, post_id=cast.post("lead").pk, task="Ask the water office.", interest=Interest.NONE, by=by,
            now=now,
        )  # fmt: skip
        supervising.supervise(receipt.case_id, reason="Before the rains.", by=by, now=now)
    with cast.seeing("lead"):
        talking.note(receipt.case_id, body="The water office knows.", by=cast.standing("lead"), now=now)
    follow(client, receipt)
    page = client.get("/follow/case/")
    hands = page.context["hands"]
    assert [(each.post.title_en, each.holder) for each in hands.members] == [("County coordinator", "Lead")]
    assert [each.post.title_en for each in hands.supervisors] == ["Township coordinator"]
    text = page.content.decode()
    assert "none of your rights" in text
    assert not any(words in text for words in ("Ask the water office.", "Before the rains.", "The water office knows."))


def test_a_concern_of_its_own_says_nothing_of_hands(client: Client, cast: Cast, now: datetime) -> None:
    follow(client, led_by_the_mediator(cast, now))
    hands = client.get("/follow/case/").context["hands"]
    assert (hands.others, hands.lead, hands.members, hands.supervisors) == (0, None, [], [])
