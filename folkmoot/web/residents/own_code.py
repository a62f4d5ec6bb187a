"""A code that nobody else knows, in exchange for a one-time key."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from folkmoot.cases.actions.codes import code_digest, set_own_code
from folkmoot.cases.errors import CaseError, NotAllowed
from folkmoot.cases.models import Case
from folkmoot.cases.notices import spoken_key
from folkmoot.lib.reference import NotAReference, new_code, read_reference
from folkmoot.officers.scope import of_code, seeing
from folkmoot.web.doors import PageRequest, public_page
from folkmoot.web.residents import session, throttle
from folkmoot.web.residents.following_forms import OwnCodeForm
from folkmoot.web.visitor import network_of


class WrongKey(CaseError):
    """No case with this reference opens with this one-time key, or it was used or has expired."""

    sentence = _("This reference and this key do not belong together, or the key was used before or is too old.")


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def own_code(request: PageRequest) -> HttpResponse:
    """Asks for the key and a new code; whoever has set it is inside."""
    form = OwnCodeForm(request.POST if request.method == "POST" else None)
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            key = _exchange(request, form)
        except CaseError as error:
            form.add_refusal(refusal := error)
        else:
            session.remember(request, key, now=request.now)
            return redirect("residents:case")
    told = {"form": form, "drawn": form.drawn or spoken_key(new_code())}
    return throttle.answer(request, "residents/own_code.html", told, refusal=refusal, now=request.now)


def _exchange(request: PageRequest, form: OwnCodeForm) -> session.Key:
    """What opens the case from now on. Raises NotAReferenceTyped, WrongKey, TooManyWrongCodes, CodeTooShort."""
    network = network_of(request)
    try:
        reference = read_reference(form.cleaned_data["reference"])
    except NotAReference as error:
        raise session.NotAReferenceTyped(field="reference") from error
    throttle.refuse_guessing(reference=reference, network=network, now=request.now, field="key")
    try:
        _set(reference, key=form.cleaned_data["key"], chosen=form.chosen, now=request.now)
    except NotAllowed as error:
        throttle.note_wrong_code(reference=reference, network=network, now=request.now)
        raise WrongKey(field="key") from error
    return session.Key(reference, code_digest(reference, form.chosen))


def _set(reference: str, *, key: str, chosen: str, now: datetime) -> None:
    with seeing(of_code(reference, code_digest(reference, key))):
        case = Case.objects.filter(reference=reference).first()
        if case is None:
            raise NotAllowed
        set_own_code(case.pk, key=key, own_code=chosen, now=now)
