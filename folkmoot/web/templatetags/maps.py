"""Tags for maps."""

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString

from folkmoot.places.models import Place
from folkmoot.web import maps

register = template.Library()


@register.simple_tag(takes_context=True)
def svg_map(context: Context, place: Place, address: str) -> SafeString:
    """The places below one as links to a named address that takes their `code`; "" where there is no map."""
    return maps.svg_map(place, href=lambda each: reverse(address, args=[each.code]), today=context["request"].today)
