"""Tags for the clocks of a case."""

from django import template
from django.template import Context

from folkmoot.web.desk.case.parts import RunningClock
from folkmoot.web.why import Why, days_in, why_of

register = template.Library()


@register.simple_tag(takes_context=True)
def why(context: Context, clock: RunningClock) -> Why:
    """How the day of a running clock came about."""
    days = days_in(context["region"], today=context["request"].today)
    return why_of(clock.row, pack=clock.pack, pauses=clock.pauses, days=days)
