"""What one may add: whose concern it is, a wish, the exact spot, the day, a name, details of a way to be reached."""

from django.http import HttpResponse
from django.shortcuts import redirect

from folkmoot.web.doors import Page as View
from folkmoot.web.doors import PageRequest, public_page
from folkmoot.web.forms import PageForm
from folkmoot.web.residents.asking import ask, asking, posted
from folkmoot.web.residents.draft import DETAILS, draft_of
from folkmoot.web.residents.pages import Page
from folkmoot.web.residents.raising_forms import (
    WHOSE_HINTS,
    GroupForm,
    NameForm,
    OtherForm,
    ReachForm,
    WhenForm,
    WhereForm,
    WhoseForm,
    WishForm,
)


def page_with(page: Page, kind: type[PageForm]) -> View[[]]:
    """The view of a page that asks for one thing that may be left out."""

    @asking
    @public_page
    def view(request: PageRequest) -> HttpResponse:
        draft = draft_of(request, now=request.now)
        return ask(request, page, draft, kind(posted(request), initial=vars(draft)))

    view.__doc__ = f"Asks for the {page.value}."
    return view


wish = page_with(Page.WISH, WishForm)
where = page_with(Page.WHERE, WhereForm)
name = page_with(Page.NAME, NameForm)


@asking
@public_page
def when(request: PageRequest) -> HttpResponse:
    """The day."""
    draft = draft_of(request, now=request.now)
    return ask(request, Page.WHEN, draft, WhenForm(posted(request), initial=vars(draft), today=request.today))


@asking
@public_page
def reach(request: PageRequest) -> HttpResponse:
    """What the chosen way of hearing needs."""
    draft = draft_of(request, now=request.now)
    if draft.safe_channel not in DETAILS:
        return redirect(Page.CONTACT.address)
    form = ReachForm(posted(request), initial=vars(draft), channel=draft.safe_channel)
    return ask(request, Page.REACH, draft, form)


@asking
@public_page
def whose(request: PageRequest) -> HttpResponse:
    """Whose concern it is."""
    draft = draft_of(request, now=request.now)
    return ask(request, Page.WHOSE, draft, WhoseForm(posted(request)), chosen=draft.whose, hints=WHOSE_HINTS)


@asking
@public_page
def others(request: PageRequest) -> HttpResponse:
    """For whom, or about how many."""
    draft = draft_of(request, now=request.now)
    kinds: dict[str, type[PageForm]] = {"other": OtherForm, "group": GroupForm}
    if draft.whose not in kinds:
        return redirect(Page.WHOSE.address)
    return ask(request, Page.OTHERS, draft, kinds[draft.whose](posted(request), initial=vars(draft)))
