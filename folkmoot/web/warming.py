"""Loading what the first page of a process would load: the first visitor of each process would wait for it."""

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

#: the entrances; what they extend and include comes with them
ENTRANCES = ("residents/home.html", "residents/follow.html", "desk/day.html")


def warm() -> None:
    """Loads every address with its views, the catalogue of each language, and the entrances. Asks no database."""
    for language, _title in settings.LANGUAGES:
        with translation.override(language):
            reverse("residents:home")
            translation.gettext("Follow a concern")
    for name in ENTRANCES:
        get_template(name)
