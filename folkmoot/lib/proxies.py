"""Who a request comes from, where proxies pass it on."""

from collections.abc import Collection
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

from folkmoot.lib.spoken import Spoken, gettext_noop

Network = IPv4Network | IPv6Network

#: a household is given so many bits of a longer address, and draws the rest as it likes
_HOUSEHOLD_BITS: Final = 64


class NoNetwork(Spoken):
    """What stands in a setting is neither an address nor a network."""


def networks(text: str, *, setting: str) -> tuple[Network, ...]:
    """The networks and single addresses in a text, apart by spaces. Raises NoNetwork, which names the setting."""
    found: list[Network] = []
    for each in text.split():
        try:
            found.append(ip_network(each))
        except ValueError as error:
            sentence = gettext_noop("{setting}: “{value}” is neither an address nor a network such as 10.0.0.0/8.")
            raise NoNetwork(sentence, setting=setting, value=each) from error
    return tuple(found)


def visitor(peer: str, *, forwarded: str, proxies: Collection[Network]) -> str:
    """
    The address nearest to us that is no proxy of ours; `forwarded` is `X-Forwarded-For`, read from its end.

    Each proxy appends whom it heard. Only what one of ours appended is believed: the rest can be made up. Where one of
    ours appended no address, it is itself the answer.
    """
    nearest = peer
    for said in reversed(forwarded.split(",")):
        if not _is_one_of(nearest, proxies) or _read(said.strip()) is None:
            break
        nearest = said.strip()
    return nearest


def household(address: str) -> str:
    """The first address of the network that one household is given; what is no address stays as it is."""
    found = _read(address)
    if isinstance(found, IPv6Address):
        return str(ip_network((found, _HOUSEHOLD_BITS), strict=False).network_address)
    return str(found or address)


def _is_one_of(address: str, proxies: Collection[Network]) -> bool:
    found = _read(address)
    return found is not None and any(found in network for network in proxies)


def _read(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text)
    except ValueError:
        return None
    # A socket that listens to both kinds writes a short address within a long one.
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
