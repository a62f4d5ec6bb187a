"""Taking a warning: the post that is named, or one above, says what is being done."""

from datetime import datetime

from django.db import transaction

from folkmoot.cases.actions.moving import lock
from folkmoot.cases.errors import Missing, NotAllowed
from folkmoot.earlywarning.errors import AlreadyTaken, Over
from folkmoot.earlywarning.models import CaseWarning
from folkmoot.earlywarning.permissions import can_take
from folkmoot.ledger.actions import record
from folkmoot.officers.rules.standing import Standing


@transaction.atomic
def take_warning(warning_id: int, *, said: str, by: Standing, now: datetime) -> CaseWarning:
    """
    Keeps who takes a warning and what they say is being done. It then climbs no further, and ends with its fact.

    It is nothing that happened in the matter itself: a case stays silent until something does. Raises NotAllowed,
    Missing, AlreadyTaken, Over, CaseWarning.DoesNotExist.
    """
    case = lock(CaseWarning.objects.values_list("case_id", flat=True).get(pk=warning_id), seen=None)
    warning = CaseWarning.objects.select_for_update().get(pk=warning_id)
    if warning.ended_at:
        raise Over
    if warning.taken_at:
        raise AlreadyTaken
    if not can_take(by, warning, case):
        raise NotAllowed
    text = said.strip()
    if not text:
        raise Missing(field="said")
    warning.taken_by_id = by.post_id
    warning.taken_at = now
    warning.sealed_said = case.key.seal(text, place="warning.said")
    warning.save(update_fields=["taken_by", "taken_at", "sealed_said"])
    record(
        "case.warning_taken",
        by=by,
        now=now,
        case_id=case.pk,
        warning=warning.pk,
        warns_of=warning.kind,
        said=case.key.commit(text),
    )
    return warning
