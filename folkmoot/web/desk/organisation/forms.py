"""Forms for accounts and appointments."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from folkmoot.officers.errors import OfficerError, PasswordTooWeak
from folkmoot.officers.models import AppointmentKind, User
from folkmoot.web.forms import PageForm
from folkmoot.web.templatetags.frame import language_tag


class AppointForm(PageForm):
    """Who, as what, from when until when."""

    username = forms.CharField(label=_("User name"), max_length=150)
    kind = forms.ChoiceField(
        label=_("As what?"),
        choices=[(AppointmentKind.HOLDER, _("Holder of the post")), (AppointmentKind.DEPUTY, _("Deputy"))],
        widget=forms.RadioSelect,
        initial=AppointmentKind.HOLDER,
    )
    from_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until_on = forms.DateField(
        label=_("Until (this day not included)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_username(self) -> User:
        """The account of that name."""
        user = User.objects.filter(username=self.cleaned_data["username"].strip(), is_active=True).first()
        if user is None:
            raise forms.ValidationError(_("There is no account of this name. Make it first."))
        return user


class EndForm(PageForm):
    """From when on."""

    until_on = forms.DateField(
        label=_("First day without it"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class LanguageSelect(forms.Select):
    """A list of languages, each called and read as it calls itself."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The option with its own language."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["lang"] = language_tag(str(value))
        return option


class AccountForm(PageForm):
    """A new account."""

    username = forms.CharField(label=_("User name"), max_length=150)
    name = forms.CharField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, initial=get_language, widget=LanguageSelect
    )
    password = forms.CharField(
        label=_("First password"),
        help_text=_("At least 12 characters. Ask them to change it and to add a passkey when they first sign in."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


def show_refusal(form: PageForm, refusal: OfficerError) -> None:
    """Shows why an action refused, at the field it names or above the form."""
    field = refusal.field if refusal.field in form.fields else None
    sentences = refusal.reasons if isinstance(refusal, PasswordTooWeak) else (str(refusal.sentence),)
    for sentence in sentences:
        form.add_error(field, sentence)
