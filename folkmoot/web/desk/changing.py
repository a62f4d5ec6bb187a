"""What others changed while a page stands open, asked for every few seconds with the ETag of what is shown."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.cases.models import Case
from folkmoot.ledger.models import Event
from folkmoot.lib.reference import NotAReference, read_reference
from folkmoot.officers.models import Post
from folkmoot.web.desk.news import news_of
from folkmoot.web.doors import OfficerRequest, officer_page
from folkmoot.web.templatetags.frame import title_of

_ROW: Final = re.compile(r"(\d+)\.(\d+)")


class Shown(NamedTuple):
    """A case in the version that a page shows."""

    pk: int
    version: int


@officer_page
@require_safe
def case_changes(request: OfficerRequest, reference: str) -> HttpResponseBase:
    """What was done last to a case whose version is no longer `seen`; 304 as long as it is.

    Nothing of the case is opened, so no reading is kept.
    """
    case = _found(request, reference)
    tag = f'"{case.version}"'
    if request.headers.get("If-None-Match") == tag:
        return _unchanged(tag)
    last = Event.objects.filter(case_id=case.pk).order_by("-seq").only("kind", "post_id").first()
    post = Post.objects.filter(pk=last.post_id).first() if last and last.post_id else None
    news = news_of(last.kind if last else "", who=title_of(post))
    return _tagged(render(request, "desk/news.html", {"news": news, "reference": case.reference}), tag)


def _found(request: OfficerRequest, reference: str) -> Case:
    try:
        plain = read_reference(reference)
    except NotAReference as error:
        raise Http404 from error
    case = Case.objects.visible_to(request.officer).only("reference", "version").filter(reference=plain).first()
    if case is None:
        raise Http404
    return case


def list_tag(rows: Iterable[Shown]) -> str:
    """The ETag of a list: which cases it shows, each in its version."""
    return '"' + "-".join(f"{row.pk}.{row.version}" for row in rows) + '"'


def list_changes(request: OfficerRequest, rows: Iterable[Shown], *, show: str) -> HttpResponseBase:
    """How many cases came, went or changed since the list with the sent ETag was shown; 304 where none did.

    `show` is the address under which the list is shown anew.
    """
    now = list(rows)
    tag, sent = list_tag(now), request.headers.get("If-None-Match", "")
    if sent == tag:
        return _unchanged(tag)
    before = {Shown(int(pk), int(version)) for pk, version in _ROW.findall(sent)}
    count = len({row.pk for row in before ^ set(now)})
    return _tagged(render(request, "desk/news_of_list.html", {"count": count, "show": show}), tag)


def _unchanged(tag: str) -> HttpResponse:
    return _tagged(HttpResponseNotModified(), tag)


def _tagged(response: HttpResponse, tag: str) -> HttpResponse:
    response.headers["ETag"] = tag
    return response
