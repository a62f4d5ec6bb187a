"""Tasks of a case, said to be done, and taken up again."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from folkmoot.cases.actions import talking
from folkmoot.cases.errors import CaseError
from folkmoot.cases.models import Case, Task
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.web.desk.finding import find_case, standing_for
from folkmoot.web.desk.undoing import say_done
from folkmoot.web.doors import OfficerRequest, officer_page


@officer_page
@require_POST
def finish_page(request: OfficerRequest, reference: str, task_id: int) -> HttpResponseBase:
    """Says that a task is done, as the post that was asked or that set it, or as one that may set tasks here."""
    case = find_case(request, reference)
    task = Task.objects.filter(case=case, pk=task_id, done_at=None).first()
    by = _acting(request, case, task)
    try:
        talking.finish_task(task_id, by=by, now=request.now)
    except CaseError as refusal:
        messages.error(request, str(refusal.sentence))
    else:
        say_done(request, _("The task is done."), undo="desk:task_undone", args=[case.reference, task_id])
    # Whoever works off the tasks of My day stays there.
    return redirect("desk:day") if "from_day" in request.POST else redirect("desk:case", reference=case.reference)


@officer_page
@require_POST
def reopen_page(request: OfficerRequest, reference: str, task_id: int) -> HttpResponseBase:
    """Takes back that a task is done."""
    case = find_case(request, reference)
    task = Task.objects.filter(case=case, pk=task_id, done_at__isnull=False).first()
    by = _acting(request, case, task)
    try:
        talking.reopen_task(task_id, by=by, now=request.now)
    except CaseError as refusal:
        messages.error(request, str(refusal.sentence))
    else:
        messages.success(request, _("The task is open again."))
    return redirect("desk:case", reference=case.reference)


def _acting(request: OfficerRequest, case: Case, task: Task | None) -> Standing:
    """The post that acts. Http404 where the task is not in this state, or is another's."""
    if task is None:
        raise Http404
    own = [s for s in request.officer.standings if s.post_id in {task.post_id, task.set_by_id}]
    return own[0] if own else standing_for(request, Power.TASK, case)
