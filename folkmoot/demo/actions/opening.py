"""Made-up hours, addresses and telephones for the units of the demo, each of which says that it is made up."""

from typing import Final

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat, LPad, Right

from folkmoot.officers.models import Unit, UnitKind

_ADDRESS: Final = "便民服务大厅一楼（虚构）"
#: of committees, whose people have other work too, and of all the others
_COMMITTEE: Final = ("Tuesdays and Fridays, 9 to 12 (made up)", "周二、周五 9:00–12:00（虚构）")
_OFFICE: Final = ("Mondays to Fridays, 9 to 12 and 14 to 17 (made up)", "周一至周五 9:00–12:00、14:00–17:00（虚构）")


def open_units() -> int:
    """Tells it of every unit of which nothing is told; returns of how many. Two statements."""
    silent = Unit.objects.filter(address="", hours_en="", hours_zh="", telephone="")
    # No number of a real telephone begins so.
    last = LPad(Right(Cast(F("pk"), CharField()), 4), 4, Value("0"))
    told = {"address": _ADDRESS, "telephone": Concat(Value("000 0000 "), last)}
    committees = silent.filter(kind=UnitKind.COMMITTEE).update(hours_en=_COMMITTEE[0], hours_zh=_COMMITTEE[1], **told)
    return committees + silent.update(hours_en=_OFFICE[0], hours_zh=_OFFICE[1], **told)
