"""What the filer is told about the time of their case, in their language and in the words of the pack."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from folkmoot.cases.models import Clock
from folkmoot.cases.rules.telling import TO_FILER, told_at
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.clock_rules import ClockName, Extension, Milestone, PauseRule
from folkmoot.procedures.rules.clocks import Due
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.papers import Notice
from folkmoot.procedures.rules.text import Text
from folkmoot.procedures.rules.titles import MARKS

#: by the name of a clock, what it showed and what it shows now
Moved = Mapping[str, tuple[Due, Due]]


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """In the language of whoever reads it."""
    with translation.override(language):
        yield


def told_of_pause(reason: PauseRule, *, until_on: date, moved: Moved, pack: Pack, words: str) -> str:
    """Why the time stands, until when at most, and the new dates."""
    lines = [
        _said(reason.told),
        _("Planned until %(day)s at the latest; the day after, the time goes on by itself.") % {"day": _day(until_on)},
        *_dates(moved, pack),
        words.strip(),
    ]
    return "\n\n".join(filter(None, lines))


def told_of_going_on(reason: PauseRule, *, moved: Moved, pack: Pack) -> str:
    """That the time goes on, and the new dates."""
    lines = [_("The time goes on. It stood for this reason: %(reason)s.") % {"reason": _said(reason.title)}]
    return "\n\n".join([*lines, *_dates(moved, pack)])


def told_of_more_time(extension: Extension, *, moved: Moved, pack: Pack, words: str) -> str:
    """That more time was granted, why, and the new date."""
    return "\n\n".join([_said(extension.told), _("The reason: %(words)s") % {"words": words}, *_dates(moved, pack)])


def told_of_no_more_time(*, on: date, words: str) -> str:
    """That more time was asked for and refused, why, and the date that stays."""
    refused = _("The office asked for more time. Another post looked at this and refused it.")
    stays = _("Your date stays: %(day)s.") % {"day": _day(on)}
    return "\n\n".join([refused, _("The reason: %(words)s") % {"words": words}, stays])


def told_of_procedure(pack: Pack, *, words: str) -> str:
    """Under which procedure the concern goes on, and why."""
    told = _("Your concern now goes on under another procedure: %(procedure)s.") % {"procedure": _said(pack.title)}
    kept = _("No date that you were promised gets worse by this. Your page shows the rules of this procedure.")
    return "\n\n".join([told, _said(pack.summary), _("The reason: %(words)s") % {"words": words}, kept])


def told_of_milestone(mark: Milestone, *, on: date, started: Sequence[Clock], pack: Pack, words: str) -> str:
    """What happened elsewhere and when, what the law says about it, and which times begin with it."""
    happened = _("Written down in your case: %(what)s, on %(day)s.") % {"what": _said(MARKS[mark]), "day": _day(on)}
    notices = (_with_grounds(each) for each in told_at(mark, pack=pack, to=TO_FILER))
    return "\n\n".join(filter(None, [happened, words.strip(), *notices, *_begun(started)]))


def told_of_no_milestone(mark: Milestone, *, on: date, started: Sequence[Clock], words: str) -> str:
    """That something did not happen after all, and which times run now."""
    what = {"what": _said(MARKS[mark]), "day": _day(on)}
    taken_back = _("This was written down by mistake and is taken back: %(what)s, on %(day)s.") % what
    return "\n\n".join(filter(None, [taken_back, words.strip(), *_begun(started)]))


def _with_grounds(notice: Notice) -> str:
    source = {"text": _said(notice.text), "source": _said(notice.grounds.source)}
    return _("%(text)s (%(source)s)") % source


def _begun(started: Sequence[Clock]) -> Iterator[str]:
    for clock in started:
        rule = pack_of(clock.case).clock(ClockName(clock.name))
        yield _("%(clock)s: by %(day)s.") % {"clock": _said(rule.title), "day": _day(clock.due_on)}


def _dates(moved: Moved, pack: Pack) -> Iterator[str]:
    for name, (before, now) in moved.items():
        rule = pack.clocks.get(ClockName(name))
        if rule is not None and before.on != now.on:
            title = {"clock": _said(rule.title), "old": _day(before.on), "new": _day(now.on)}
            yield _("%(clock)s: by %(new)s instead of %(old)s.") % title


def _day(on: date) -> str:
    return date_format(on, pgettext("format of a day", "j M Y"))


def _said(text: Text) -> str:
    language = translation.get_language() or "en"
    return text.in_language(language) if language.startswith(("en", "zh")) else pgettext("pack", text.en)
