"""Questions that another unit puts to the resident in private."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.cases.actions.call_backs import ANSWERS, CallBackAnswer, record_call_back
from folkmoot.cases.actions.reading import note_reading
from folkmoot.cases.errors import CaseError
from folkmoot.cases.models import CallBack, Party, PartyRole
from folkmoot.cases.models.desk import CallBackKind
from folkmoot.officers.rules.authority import Power
from folkmoot.web.desk.finding import find_case, standing_for
from folkmoot.web.doors import OfficerRequest, officer_page_with
from folkmoot.web.forms import PageForm

SHOWN = 50
WORDS: dict[CallBackAnswer, Promise] = {
    CallBackAnswer.RESOLVED: gettext_lazy("Yes, it is resolved"),
    CallBackAnswer.NOT_RESOLVED: gettext_lazy("No, it is not resolved"),
    CallBackAnswer.FREE: gettext_lazy("It was withdrawn freely"),
    CallBackAnswer.PRESSED: gettext_lazy("Somebody pressed them to withdraw"),
    CallBackAnswer.NOT_REACHED: gettext_lazy("Could not be reached"),
}


class AnswerForm(PageForm):
    """What the resident said."""

    answer = forms.ChoiceField(label=gettext_lazy("What did the resident say?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("In their own words"),
        help_text=gettext_lazy("If it is not resolved, whoever leads the case reads this."),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, kind: CallBackKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(answer, WORDS[answer]) for answer in ANSWERS[kind]]
        if kind is CallBackKind.WITHDRAWAL:
            self.fields["words"].help_text = gettext_lazy("This stays with your unit.")


@officer_page_with(Power.CALL_BACK)
def call_backs_page(request: OfficerRequest) -> HttpResponseBase:
    """The open questions of the officer's own units, the earliest due first."""
    units = [s.unit_id for s in request.officer.with_power(Power.CALL_BACK)]
    found = CallBack.objects.filter(unit__in=units, answered_at=None).select_related("case__place", "unit")
    return render(request, "desk/call_backs.html", {"call_backs": found.order_by("due_at", "pk")[:SHOWN]})


@officer_page_with(Power.CALL_BACK)
def call_back_page(request: OfficerRequest, call_back_id: int) -> HttpResponseBase:
    """One question, with how the resident can be reached safely; sent, it records the answer."""
    units = [s.unit_id for s in request.officer.with_power(Power.CALL_BACK)]
    call_back = (
        CallBack.objects.filter(pk=call_back_id, unit__in=units, answered_at=None).select_related("case").first()
    )
    if call_back is None:
        raise Http404
    case = find_case(request, call_back.case.reference)
    by = standing_for(request, Power.CALL_BACK, case)
    form = AnswerForm(request.POST or None, kind=CallBackKind(call_back.kind))
    if form.is_valid():
        try:
            record_call_back(
                call_back.pk,
                answer=CallBackAnswer(form.cleaned_data["answer"]),
                words=form.cleaned_data["words"],
                by=by,
                now=request.now,
            )
        except CaseError as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("The answer is recorded."))
            return redirect("desk:call_backs")
    note_reading(case, by=by, user_id=request.officer.user_id, now=request.now)
    party = Party.objects.select_related("case__casekey").filter(case=case, role=PartyRole.FILER).first()
    context = {"call_back": call_back, "case": case, "party": party, "form": form}
    return render(request, "desk/call_back.html", context, status=422 if form.errors else 200)
