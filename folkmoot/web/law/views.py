"""The procedures of this region and each of them whole: as a picture, and as tables that a lawyer can check."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from folkmoot.procedures.models import PublishedPack
from folkmoot.procedures.queries import packs_here, published_pack
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.picture import pack_picture
from folkmoot.web.doors import PageRequest, public_page
from folkmoot.web.law.sheets import sheets_of


@dataclass(frozen=True)
class Version:
    """One published version of a procedure."""

    name: str
    version: str
    published_at: datetime


@require_safe
@public_page
def packs_page(request: PageRequest) -> HttpResponse:
    """The procedures of this region, what each is for and since when; earlier versions below."""
    packs = packs_here(request.region)
    told = {"front": packs[0], "others": packs[1:], "earlier": _earlier(packs)}
    return render(request, "law/packs.html", told)


@require_safe
@public_page
def pack_page(request: PageRequest, name: str, version: str) -> HttpResponse:
    """One version of one procedure, as it was published; also an older one, as long as cases stand under it."""
    try:
        pack = published_pack(name, version)
    except PublishedPack.DoesNotExist as error:
        raise Http404 from error
    newest = next((each.version for each in packs_here(request.region) if each.name == name), version)
    told = {
        "pack": pack,
        "newest": newest if newest != version else "",
        # Made from the pack alone, with every text in it escaped.
        "picture": SafeString(pack_picture(pack, get_language() or "en")),
        "sheets": sheets_of(pack),
        "laws": list({each.law.id: each.law for each in pack.citations.values()}.values()),
    }
    return render(request, "law/pack.html", told)


def _earlier(packs: tuple[Pack, ...]) -> list[Version]:
    """Published versions of these procedures that are not the newest ones."""
    newest = {(pack.name, pack.version) for pack in packs}
    found = PublishedPack.objects.filter(name__in=[pack.name for pack in packs]).order_by("name", "-published_at")
    rows = found.values_list("name", "version", "published_at")
    return [Version(*row) for row in rows if row[:2] not in newest]
