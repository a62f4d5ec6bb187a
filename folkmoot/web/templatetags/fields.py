"""Tags with which `base/field.html` writes one field of a form so that everybody can use it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django import template
from django.forms import BaseForm, BoundField, Field, widgets
from django.forms.boundfield import BoundWidget
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

_CLASSES: Final[tuple[tuple[type[widgets.Widget], str], ...]] = (
    (widgets.CheckboxInput, "form-check-input"),
    (widgets.RadioSelect, "form-check-input"),
    (widgets.CheckboxSelectMultiple, "form-check-input"),
    (widgets.Select, "form-select"),
    (widgets.Input, "form-control"),
    (widgets.Textarea, "form-control"),
)


@dataclass(frozen=True)
class Fault:
    """One line of the summary of errors; `target` is the id of the input to mend, "" where it is none in particular."""

    sentence: str
    target: str


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The input itself, with its class and the ids of its hint and its error."""
    # It vanishes as soon as somebody types, and the label says the same.
    field.field.widget.attrs.pop("placeholder", None)
    return field.as_widget(attrs=_attributes(field))


@register.simple_tag
def choices(field: BoundField) -> Iterable[BoundWidget]:
    """Each radio button or check box of a group, ready to be written; nothing for other kinds of groups."""
    if not isinstance(field.field.widget, widgets.RadioSelect | widgets.CheckboxSelectMultiple):
        return []
    group = list(field.subwidgets)
    for each in group:
        each.data["attrs"]["class"] = _class_of(field)
    return group


@register.filter
def has_no_choice(field: BoundField) -> bool:
    """Whether a group of radio buttons or check boxes has none: an empty box would say nothing."""
    widget = field.field.widget
    return isinstance(widget, widgets.RadioSelect | widgets.CheckboxSelectMultiple) and not list(widget.choices)


@register.simple_tag
def described(field: BoundField) -> SafeString:
    """The attribute that ties a group to its hint and its error."""
    ids = _describing(field)
    return format_html(' aria-describedby="{}"', ids) if ids else SafeString()


@register.simple_tag
def faults(form: BaseForm | None) -> list[Fault]:
    """Everything that has to be mended, in the order of the fields."""
    if form is None or not form.is_bound:
        return []
    found = [Fault(str(sentence), "") for sentence in form.non_field_errors()]
    for field in form.visible_fields():
        found += [Fault(_named(field, str(sentence)), _first_id(field)) for sentence in field.errors]
    if not found and form.errors:
        # Nobody can mend a field that is not seen; the page itself writes it.
        return [Fault(_("This page sent less than it should. Load it anew and send it again."), "")]
    return found


def _named(field: BoundField, sentence: str) -> str:
    """Django's own word for what is missing does not say what: apart from its field it needs the label."""
    if sentence != Field.default_error_messages["required"]:
        return sentence
    return _("%(label)s: %(sentence)s") % {"label": field.label, "sentence": sentence}


def _first_id(field: BoundField) -> str:
    group = choices(field)
    return next((each.id_for_label for each in group), field.id_for_label)


def _class_of(field: BoundField) -> str:
    widget = field.field.widget
    own: str = widget.attrs.get("class", "")
    ours = next((css for kind, css in _CLASSES if isinstance(widget, kind)), "")
    return " ".join(filter(None, (own, ours, "is-invalid" if field.errors else "")))


def _describing(field: BoundField) -> str:
    hint = f"{field.auto_id}_hint" if field.help_text else ""
    error = f"{field.auto_id}_error" if field.errors else ""
    return " ".join(filter(None, (hint, error)))


def _attributes(field: BoundField) -> dict[str, Any]:
    attributes: dict[str, Any] = {"class": _class_of(field)}
    ids = _describing(field)
    if ids:
        attributes["aria-describedby"] = ids
    if field.errors:
        attributes["aria-invalid"] = "true"
    return attributes
