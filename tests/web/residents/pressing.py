"""What a resident presses, page by page, and the cases that they then follow."""

from datetime import datetime

from django.test import Client

from folkmoot.cases.actions import closing, routing, talking
from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.actions.leads import Interest
from tests.cases.filing import filed_on_the_web, seeing_with
from tests.cast import VILLAGE, Cast

WORDS = "The ditch is blocked.\nIt floods our yard."
ANSWERS = {
    "/raise/": {"narrative": WORDS},
    "/raise/place/": {"place": VILLAGE},
    "/raise/category/": {"category": "neighbour"},
    "/raise/office/": {"about": "none"},
    "/raise/contact/": {"safe_channel": "phone"},
    "/raise/reach/": {"phone": "13800138000"},
}
MORE = {
    "/raise/wish/": {"wish": "Open it."},
    "/raise/where/": {"where": "Behind house 7"},
    "/raise/when/": {"happened_on": "2026-03-01"},
    "/raise/name/": {"name": "Wang Xiaoming"},
}


def fill_in(client: Client, **changes: dict[str, str]) -> str:
    """Answers every page, with changes by the page's name; the address of the last."""
    there = "/raise/"
    while there in ANSWERS:
        name = there.strip("/").rpartition("/")[2]
        there = client.post(there, {**ANSWERS[there], **changes.get(name, {})})["Location"]
    return there


def tell_more(client: Client) -> None:
    """Adds everything that may be left out."""
    client.get("/raise/check/")
    for address, answers in MORE.items():
        assert client.post(address, answers)["Location"] == "/raise/check/"


def follow(client: Client, receipt: Receipt, code: str | None = None) -> None:
    """Comes in by the page, with the code of the receipt or another one."""
    typed = {"reference": receipt.reference, "code": code or receipt.code}
    assert client.post("/follow/", typed)["Location"] == "/follow/case/"


def press(client: Client, deed: str, **answers: object) -> str:
    """Opens a deed's page, fills it in and presses; what the page then shows."""
    address = f"/follow/case/{deed}/"
    form = client.get(address).context["form"]
    answer = client.post(address, {**form.initial, **answers}, follow=True)
    return answer.content.decode()


def led(cast: Cast, now: datetime) -> Receipt:
    """Filed on the web, taken on by the mediator."""
    receipt = filed_on_the_web(cast, now)
    mediator = cast.standing("mediator")
    with cast.seeing("mediator"):
        routing.acknowledge(receipt.case_id, message="We have it.", by=mediator, now=now)
        routing.accept(receipt.case_id, interest=Interest.NONE, by=mediator, now=now)
    return receipt


def proposed(cast: Cast, now: datetime) -> Receipt:
    """And answered with a proposal."""
    receipt = led(cast, now)
    with cast.seeing("mediator"):
        talking.propose(receipt.case_id, proposal="A new culvert by May.", by=cast.standing("mediator"), now=now)
    return receipt


def confirmed(cast: Cast, now: datetime) -> Receipt:
    """And confirmed."""
    receipt = proposed(cast, now)
    with seeing_with(receipt):
        closing.confirm(receipt.case_id, by=receipt.resident, now=now)
    return receipt
