"""What the page of a case asks besides about its clocks: who decides about more time, and under what it could go."""

from datetime import date

from folkmoot.cases.approvers import Request, approvers
from folkmoot.cases.models import Case
from folkmoot.places.models import Region
from folkmoot.web.desk.case.parts import CaseFile


def ask_about_clocks(file: CaseFile, case: Case, *, region: Region, today: date) -> None:
    """Writes it into the file. One statement where somebody waits for more time, else none."""
    file.has_other_procedures = bool({region.pack, *region.packs} - {case.pack})
    waiting = next((each for each in file.more_time if each.waits), None)
    role = waiting.extension.approved_by if waiting and waiting.extension else None
    if waiting and role:
        posts = (case.lead_post_id or waiting.asked_by_id, waiting.asked_by_id)
        asked = Request(case.pk, case.unit_id, role, posts)
        file.deciding = approvers([asked], today=today).get(case.pk, ())
