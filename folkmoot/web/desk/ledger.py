"""Whether a history is whole: nothing was changed, left out or put in later."""

from typing import Final

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions.importing import CHAIN as IMPORTS
from folkmoot.cases.models import Case
from folkmoot.ledger.actions import case_chain
from folkmoot.ledger.queries import chain_fault
from folkmoot.lib.reference import NotAReference, read_reference
from folkmoot.officers.actions.units import CHAIN as OFFICERS
from folkmoot.officers.rules.authority import Power
from folkmoot.web.desk.finding import find_case, standing_for
from folkmoot.web.doors import OfficerRequest, officer_page_with
from folkmoot.web.forms import PageForm

#: What happened without a case.
CHAINS: Final[tuple[tuple[str, Promise], ...]] = ((OFFICERS, _("Accounts and appointments")), (IMPORTS, _("Imports")))


class ReferenceForm(PageForm):
    """Which case."""

    reference = forms.CharField(
        label=_("Reference of a case"), help_text=_("Nine letters and numbers, such as K7M-4QX-2RC."), max_length=20
    )

    def clean_reference(self) -> str:
        """In its plain form."""
        try:
            return read_reference(self.cleaned_data["reference"])
        except NotAReference as error:
            raise forms.ValidationError(_("This is not a reference. Check what you typed.")) from error


@officer_page_with(Power.VERIFY_LEDGER)
def ledger_page(request: OfficerRequest) -> HttpResponseBase:
    """The chains without a case, checked now, and a way to the chain of a case."""
    form = ReferenceForm(request.POST or None)
    if form.is_valid():
        reference = form.cleaned_data["reference"]
        if Case.objects.visible_to(request.officer, power=Power.VERIFY_LEDGER).filter(reference=reference).exists():
            return redirect("desk:case_ledger", reference=reference)
        form.add_error("reference", _("You see no case with this reference."))
    chains = [(title, chain_fault(name)) for name, title in CHAINS]
    status = 422 if form.errors else 200
    return render(request, "desk/ledger.html", {"form": form, "chains": chains}, status=status)


@officer_page_with(Power.VERIFY_LEDGER)
def case_ledger(request: OfficerRequest, reference: str) -> HttpResponseBase:
    """Whether the history of one case is whole, or where its first fault is."""
    case = find_case(request, reference)
    standing_for(request, Power.VERIFY_LEDGER, case)
    fault = chain_fault(case_chain(case.pk))
    return render(request, "desk/case_ledger.html", {"case": case, "fault": fault})
