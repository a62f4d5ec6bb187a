"""What all forms of ours have in common."""

from typing import Any

from django import forms

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

    def add_refusal(self, refusal: CaseError) -> None:
        """Shows why an action refused, at the field it names or above the form."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal.sentence))
