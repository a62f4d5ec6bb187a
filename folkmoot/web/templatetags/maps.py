"""Tags for maps."""

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString

from folkmoot.places.models import Place, Region
from folkmoot.web import maps
from folkmoot.web.names import is_chinese_page

register = template.Library()


@register.simple_tag(takes_context=True)
def svg_map(context: Context, place: Place, address: str) -> SafeString:
    """The places below one as links to a named address that takes their `code`; "" where there is no map."""
    return maps.svg_map(place, href=lambda each: reverse(address, args=[each.code]), today=context["request"].today)


@register.simple_tag(takes_context=True)
def attribution(context: Context) -> str:
    """Whose outlines they are, and under which licence: it stands beside every map."""
    region: Region = context["region"]
    return region.attribution_zh if is_chinese_page() else region.attribution_en
