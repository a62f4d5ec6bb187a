"""Views of the queue that an officer keeps: saved, removed, brought back."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from folkmoot.officers.actions.views import remove_view, restore_view, save_view
from folkmoot.officers.errors import OfficerError
from folkmoot.officers.models import SavedView
from folkmoot.officers.rules.authority import Power
from folkmoot.web.desk.queue.filters import QueueForm
from folkmoot.web.desk.undoing import say_done
from folkmoot.web.doors import OfficerRequest, officer_page_with
from folkmoot.web.forms import PageForm


class ViewForm(PageForm):
    """What a view is called, and the address that it stands for."""

    title = forms.CharField(label=_("Title of the view"), max_length=40)
    query = forms.CharField(required=False, max_length=1000)


@officer_page_with(Power.READ)
@require_POST
def save_page(request: OfficerRequest) -> HttpResponseBase:
    """Keeps what is filtered now. What the form of the queue does not understand is left out."""
    form = ViewForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Give the view a title of at most 40 characters."))
        return redirect("desk:queue")
    asked = QueueForm.of_address(QueryDict(form.cleaned_data["query"]), words="", request=request)
    query = asked.wanted().query()
    try:
        save_view(request.officer.user_id, title=form.cleaned_data["title"], query=query, now=request.now)
    except OfficerError as refusal:
        messages.error(request, str(refusal.sentence))
    else:
        messages.success(request, gettext("The view is saved."))
    return _to_queue(query)


@officer_page_with(Power.READ)
@require_POST
def remove_page(request: OfficerRequest, view_id: int) -> HttpResponseBase:
    """Takes a view away; it can be brought back."""
    try:
        remove_view(view_id, user_id=request.officer.user_id, now=request.now)
    except SavedView.DoesNotExist as error:
        raise Http404 from error
    say_done(request, gettext("The view is removed."), undo="desk:view_restored", args=[view_id])
    return redirect("desk:queue")


@officer_page_with(Power.READ)
@require_POST
def restore_page(request: OfficerRequest, view_id: int) -> HttpResponseBase:
    """Brings a view back."""
    try:
        view = restore_view(view_id, user_id=request.officer.user_id)
    except SavedView.DoesNotExist as error:
        raise Http404 from error
    except OfficerError as refusal:
        messages.error(request, str(refusal.sentence))
        return redirect("desk:queue")
    messages.success(request, gettext("The view is back."))
    return _to_queue(view.query)


def _to_queue(query: str) -> HttpResponseBase:
    return redirect(f"{reverse('desk:queue')}?{query}" if query else reverse("desk:queue"))
