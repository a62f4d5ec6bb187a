"""Which nights were true: what was highest in them belongs to a signal of which somebody found out why more came."""

from django.db.models import Q

from folkmoot.earlywarning.models import Night, Signal
from folkmoot.earlywarning.nights import LOOKED_BACK, Setting, told_of
from folkmoot.earlywarning.rules.evenings import KEPT_P
from folkmoot.earlywarning.rules.growing import Told
from folkmoot.earlywarning.rules.judging import is_of
from folkmoot.earlywarning.rules.measures import WhyDismissed


def judge_nights(here: Setting) -> int:
    """Marks the nights that are true by what is known now; returns how many are new. Three statements at most.

    Within the transaction of the night that was run, under its scope. What was true stays true: a cause is changed, but
    never taken back.
    """
    is_true = ~Q(cause="") | Q(dismissed__in=[WhyDismissed.ALREADY_MENDED, WhyDismissed.KNOWN_REASON])
    signals = Signal.objects.filter(is_true).order_by("-until")
    last = signals.values_list("until", flat=True).first()
    known = (
        [(told_of(here, each), each.since) for each in signals.filter(until__gte=last - LOOKED_BACK)] if last else []
    )
    if not known:
        return 0
    first = min(since for _told, since in known)
    nights = Night.objects.filter(as_of__gte=first, p__lte=KEPT_P, is_true=False).exclude(found=[])
    found = [night.pk for night in nights if any(is_of(_highest(night, here), told, since) for told, since in known)]
    return Night.objects.filter(pk__in=found).update(is_true=True)


def _highest(night: Night, here: Setting) -> Told:
    top = night.found[0]
    return Told(top["place"], top["topic"], here.group_of(top["topic"]), night.as_of, top["cases"], top["expected"])
