"""What is suggested for a text, and which earlier disputes are near a case."""

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from folkmoot.cases.models import Case
from folkmoot.lib.home import home_path
from folkmoot.officers.queries import automatic_post
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Officer
from folkmoot.officers.scope import of_post, seeing
from folkmoot.triage.rules.file_format import path_in, unpacked
from folkmoot.triage.rules.model import Model, Suggestion
from folkmoot.triage.rules.model import suggest as suggest_by
from folkmoot.triage.rules.samples import Sample


def model() -> Model | None:
    """The model of today, None before the first training. Raises ModelFault for a file that is none."""
    path = path_in(home_path())
    try:
        changed_at = path.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return _read(path, changed_at)


# One is in use; another one appears when somebody trains anew.
@lru_cache(maxsize=1)
def _read(path: Path, changed_at: int) -> Model:
    return unpacked(path.read_bytes())


def suggest(text: str, *, officer: Officer, among: Collection[str] | None = None) -> tuple[Suggestion, ...]:
    """At most three categories for a text, the likeliest first, with confidence and the words behind each.

    `among` are the categories that may be offered, as the case's pack has them; None offers all the model knows. There
    are none before the first training, nor for an officer who sorts no concerns. Nothing is kept of the text.
    """
    known = model() if officer.may(Power.SUMMARISE) else None
    return suggest_by(known, text, among=among) if known else ()


def own_samples() -> list[Sample]:
    """Summary and category of every case that has a summary, which stands in clear and without names.

    Read under the automatic post. What was said stays sealed.
    """
    post = automatic_post()
    everything = Officer(user_id=0, name="", standings=(post,))
    with seeing(of_post(post)):
        found = Case.objects.visible_to(everything).exclude(summary="").order_by("pk")
        return [Sample(summary, category) for summary, category in found.values_list("summary", "category")]
