"""The summary of errors above a form, and groups to choose from."""

from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from folkmoot.web.templatetags.fields import Fault, faults


class Card(forms.Form):
    name = forms.CharField(label="Name")
    day = forms.DateField(label="Day", error_messages={"required": "Choose a day."})
    seen = forms.IntegerField(widget=forms.HiddenInput)


def test_the_summary_names_the_field_where_the_sentence_does_not() -> None:
    assert faults(Card({"seen": "1"})) == [
        Fault("Name: This field is required.", "id_name"),
        Fault("Choose a day.", "id_day"),
    ]
    with translation.override("zh-hans"):
        assert faults(Card({"seen": "1"}))[0].sentence == "Name：此项必填。"


def test_what_nobody_can_see_is_not_asked_for() -> None:
    assert faults(Card({"name": "Li Da", "day": "2026-03-10"})) == [
        Fault("This page sent less than it should. Load it anew and send it again.", "")
    ]


class Choosing(forms.Form):
    which = forms.ChoiceField(label="Which?", widget=forms.RadioSelect)


def test_a_group_without_anything_to_choose_says_so_and_shows_no_box() -> None:
    form = Choosing()
    empty = render_to_string("base/field.html", {"field": form["which"]})
    assert ("There is nothing to choose here now." in empty, "form-check" in empty) == (True, False)
    form = Choosing()
    form.fields["which"].choices = [("a", "This one")]  # type: ignore[attr-defined]
    filled = render_to_string("base/field.html", {"field": form["which"]})
    assert ("There is nothing to choose" in filled, filled.count('type="radio"')) == (False, 1)
