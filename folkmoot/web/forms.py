"""What all forms of ours have in common."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from folkmoot.cases.errors import CaseError


class PageForm(forms.Form):
    """A form whose errors come from the server, in sentences that everybody can read and hear."""

    # A browser's own bubble says neither what to do nor in which language the page is.
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # A browser must not offer to the next person what this one told.
            field.widget.attrs.setdefault("autocomplete", "off")
            # In the summary on top a sentence has to say which field it is about.
            if field.label and field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _("“%(label)s” is needed.") % {"label": field.label}

    def add_refusal(self, refusal: CaseError) -> None:
        """Shows why an action refused, at the field it names or above the form."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal.sentence))
