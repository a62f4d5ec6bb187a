import pytest
from django.test import Client

from folkmoot.cases.models import Case, PartyRole
from tests.cast import Cast
from tests.web.residents.pressing import WORDS, fill_in


def filed(cast: Cast) -> tuple[str, dict[str, str]]:
    """What was said, and the names of the parties by their roles."""
    with cast.seeing("mediator"):
        case = Case.objects.select_related("casekey").get()
        said = case.messages.select_related("case__casekey").get(kind="concern").body
        return said, {party.role: party.name for party in case.parties.select_related("case__casekey")}


def test_one_may_write_for_somebody_else(client: Client, cast: Cast) -> None:
    assert client.post("/raise/whose/", {"whose": "other"})["Location"] == "/raise/others/"
    assert client.post("/raise/others/", {"on_behalf_of": "Li Na"})["Location"] == "/raise/"
    fill_in(client)
    client.post("/raise/check/")
    said, names = filed(cast)
    assert said == f"{WORDS}\n\nI write this for somebody else."
    assert names == {PartyRole.FILER: "", PartyRole.ON_BEHALF: "Li Na"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("12", "We are a group; one of us speaks.\nIt concerns about 12 households."),
        ("", "We are a group; one of us speaks."),
    ],
)
def test_a_group_says_about_how_many_it_is_within_its_words_alone(
    client: Client, cast: Cast, typed: str, told: str
) -> None:
    client.post("/raise/whose/", {"whose": "group"})
    assert client.post("/raise/others/", {"households": typed})["Location"] == "/raise/"
    fill_in(client)
    client.post("/raise/check/")
    assert filed(cast) == (f"{WORDS}\n\n{told}", {PartyRole.FILER: ""})


@pytest.mark.parametrize("typed", ["1", "many", "-3"])
def test_a_group_of_one_is_none(client: Client, cast: Cast, typed: str) -> None:
    client.post("/raise/whose/", {"whose": "group"})
    assert list(client.post("/raise/others/", {"households": typed}).context["form"].errors) == ["households"]


def test_whose_it_is_can_be_mended_at_the_end(client: Client, cast: Cast) -> None:
    client.post("/raise/whose/", {"whose": "other"})
    client.post("/raise/others/", {"on_behalf_of": "Li Na"})
    fill_in(client)
    client.get("/raise/check/")
    assert client.post("/raise/whose/", {"whose": ""})["Location"] == "/raise/check/"
    client.post("/raise/check/")
    # The name of the other was written for another answer.
    assert filed(cast) == (WORDS, {PartyRole.FILER: ""})
