"""`/design/`: there only where somebody builds the product or looks at its demonstration."""

from typing import Final

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.web.design import colours, samples
from folkmoot.web.doors import PageRequest, public_page

#: whose style sheet the parts are shown in, and on which ground
FRAMES: Final = {"desk": "base/desk.html", "resident": "base/resident.html"}
GROUNDS: Final = ("", "light", "dark")


@require_safe
@public_page
def design_page(request: PageRequest) -> HttpResponse:
    """Every part in every state. `?frame=resident` and `?ground=dark` choose how. 404 in service."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    frame = request.GET.get("frame", "desk")
    ground = request.GET.get("ground", "")
    told = {
        "frame": FRAMES.get(frame, FRAMES["desk"]),
        "frame_name": frame if frame in FRAMES else "desk",
        "ground": ground if ground in GROUNDS else "",
        "grounds": GROUNDS,
        "palettes": {"light": colours.pairings(colours.LIGHT), "dark": colours.pairings(colours.DARK)},
        "borders": ("border-color", "border-strong", "focus-color"),
        "spaces": samples.SPACES,
        "forms": samples.forms_in_each_state(),
        "moments": samples.moments(request.now),
        "ways": samples.ways(),
        "why": samples.count_of_a_clock(request.region, now=request.now, today=request.today),
        "shades": samples.shades(),
        "plot": samples.plot_of_a_year(request.today),
        "now": request.now,
    }
    return render(request, "design/page.html", told)
