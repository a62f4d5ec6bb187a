import pytest

from folkmoot.ledger.models import Event
from folkmoot.officers.actions.visiting import Visiting, tell_visitors
from folkmoot.officers.errors import MayNotKeepOfficers
from folkmoot.officers.models import Unit
from tests.cast import NOW, Cast

HALL = Visiting(address="前进路 7 号", hours_en="Mondays 9–12", hours_zh="周一 9:00–12:00", telephone="000 0001")


def test_the_ledger_keeps_what_changed_and_no_words(cast: Cast) -> None:
    unit = cast.post("mediator").unit
    tell_visitors(unit.pk, HALL, by=cast.standing("administrator"), now=NOW)
    told = Unit.objects.get(pk=unit.pk)
    assert (told.address, told.hours_en, told.hours_zh, told.telephone) == (
        "前进路 7 号", "Mondays 9–12", "周一 9:00–12:00", "000 0001",
    )  # fmt: skip
    event = Event.objects.filter(kind="unit.visiting_told").get()
    assert event.data == {"unit": unit.pk, "changed": ["address", "hours_en", "hours_zh", "telephone"]}


def test_telling_the_same_again_changes_nothing(cast: Cast) -> None:
    unit = cast.post("mediator").unit
    for _ in range(2):
        tell_visitors(unit.pk, HALL, by=cast.standing("administrator"), now=NOW)
    assert Event.objects.filter(kind="unit.visiting_told").count() == 1


@pytest.mark.parametrize("who", ["lead", "stranger"])
def test_only_who_keeps_officers_there_tells_visitors(cast: Cast, who: str) -> None:
    with pytest.raises(MayNotKeepOfficers):
        tell_visitors(cast.post("mediator").unit_id, HALL, by=cast.standing(who), now=NOW)
