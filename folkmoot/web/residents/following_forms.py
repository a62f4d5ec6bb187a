"""What each page of following a concern asks."""

from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from folkmoot.web.forms import PageForm
from folkmoot.web.residents.possible import Deed
from folkmoot.web.residents.raising_forms import long_text

_REFERENCE: Final = {"required": _("Write the reference. It has nine letters and numbers, such as K7M-4QX-2RC.")}

MOST_FILES: Final = 10
ACCEPTED: Final = "image/*,application/pdf,text/plain"


class FollowForm(PageForm):
    """Reference and code."""

    reference = forms.CharField(
        label=_("Reference"),
        max_length=30,
        widget=forms.TextInput(attrs={"data-from-hash": "", "autocapitalize": "characters"}),
        error_messages=_REFERENCE,
    )
    code = forms.CharField(
        label=_("Code"),
        help_text=_("It stands on your receipt. Capitals, spaces and hyphens do not matter."),
        max_length=200,
        error_messages={"required": _("Write the code. It stands on your receipt.")},
    )


class OwnCodeForm(PageForm):
    """A code of one's own in exchange for a one-time key."""

    reference = forms.CharField(label=_("Reference"), max_length=30, error_messages=_REFERENCE)
    key = forms.CharField(
        label=_("One-time key"),
        help_text=_("Another office has told it to you, or it came by e-mail. It works once, for 14 days."),
        max_length=40,
        error_messages={"required": _("Write the one-time key.")},
    )
    own_code = forms.CharField(
        label=_("Your new code"),
        help_text=_("At least 12 characters that nobody can guess, for example four words."),
        max_length=200,
        error_messages={"required": _("Write a new code, or take the one that was drawn for you.")},
    )
    own_code_again = forms.CharField(
        label=_("Your new code once more"),
        max_length=200,
        error_messages={"required": _("Write your new code once more.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: set where the resident takes the code that was drawn
        self.drawn: str = self.data.get("drawn", "")
        self.fields["own_code"].required = self.fields["own_code_again"].required = not self.drawn

    @property
    def chosen(self) -> str:
        """The code to set."""
        chosen: str = self.drawn or self.cleaned_data["own_code"]
        return chosen

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if not self.drawn and not self.errors and answers["own_code"] != answers["own_code_again"]:
            self.add_error("own_code_again", _("The two are not the same. Write your new code once more."))
        return answers


class DeedForm(PageForm):
    """What all deeds post: the version of the case that was on the screen, and from when it was."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    as_of = forms.DateTimeField(widget=forms.HiddenInput, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"])


class ConfirmForm(DeedForm):
    """Nothing but the press."""


class AnswerForm(DeedForm):
    """An answer to what was asked."""

    body = long_text(label=_("Your answer"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].error_messages["required"] = _("Write something, however short.")


class WriteForm(AnswerForm):
    """A message."""

    body = long_text(label=_("Your message"), required=True)


class DisputeForm(DeedForm):
    """Why it is not resolved."""

    body = long_text(label=_("What is still not resolved?"), rows=4, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].error_messages["required"] = _("Say in a few words what is still missing.")


class EscalateForm(DeedForm):
    """Why the level above is asked."""

    body = long_text(label=_("Why do you ask the level above?"), rows=4, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].error_messages["required"] = _("Say in a few words why you ask the level above.")


class ReopenForm(DeedForm):
    """A reason is welcome and not needed."""

    body = long_text(label=_("What has happened since?"), rows=4, required=False)


class AskReviewForm(DeedForm):
    """A reason is welcome and not needed."""

    body = long_text(label=_("What should be looked at again?"), rows=5, required=False)


class WithdrawForm(DeedForm):
    """A reason is welcome and not needed."""

    body = long_text(label=_("Why do you withdraw it?"), rows=4, required=False)


class RateForm(DeedForm):
    """From 1 to 5, and a word if they like."""

    score = forms.TypedChoiceField(
        label=_("How was your concern handled?"),
        choices=[
            (5, _("5 – very well")),
            (4, _("4 – well")),
            (3, _("3 – neither well nor badly")),
            (2, _("2 – badly")),
            (1, _("1 – very badly")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the five.")},
    )
    body = long_text(label=_("Is there anything to add?"), rows=3, required=False)


class ManyFilesInput(forms.FileInput):
    """An input that lets one choose several files."""

    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """One file or several; each is looked at like one."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The files as a list."""
        files = data if isinstance(data, list) else [data]
        return [super(ManyFiles, self).clean(each, initial) for each in files or [None]]


class AttachForm(DeedForm):
    """Photos or papers."""

    file = ManyFiles(
        label=_("Photos or papers"),
        help_text=_("Pictures (JPEG, PNG, WebP, HEIC), PDF files or plain text: at most 10 MB each, ten at once."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty. Choose another one.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        too_large = _("The file is larger than 10 MB. Choose a smaller one.")
        attributes = {"accept": ACCEPTED, "data-limit": settings.ATTACHMENT_LIMIT, "data-too-large": too_large}
        self.fields["file"].widget.attrs.update(attributes)

    def clean_file(self) -> "list[UploadedFile[Any]]":
        files: list[UploadedFile[Any]] = self.cleaned_data["file"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("These are more than ten files. Add ten, then the others."))
        if any(each.size is None or each.size > settings.ATTACHMENT_LIMIT for each in files):
            raise forms.ValidationError(_("The file is larger than 10 MB. Choose a smaller one."))
        return files


FORMS: Final[dict[Deed, type[DeedForm]]] = {
    Deed.ANSWER: AnswerForm,
    Deed.CONFIRM: ConfirmForm,
    Deed.DISPUTE: DisputeForm,
    Deed.RATE: RateForm,
    Deed.ESCALATE: EscalateForm,
    Deed.ASK_REVIEW: AskReviewForm,
    Deed.REOPEN: ReopenForm,
    Deed.WRITE: WriteForm,
    Deed.ATTACH: AttachForm,
    Deed.WITHDRAW: WithdrawForm,
}
