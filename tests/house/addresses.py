"""Every address of the resolver, and how one of it is asked for."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from django.urls import URLPattern, URLResolver, get_resolver

#: addresses that nobody gets a page from, and why
NO_PAGE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "desk:case_changes": "a part",
        "desk:file": "a file",
        "desk:overview_outlines": "JSON",
        "desk:day_changes": "a part",
        "desk:queue_changes": "a part",
        "desk:task_done": "a button",
        "desk:task_undone": "a button",
        "desk:together": "a button",
        "desk:view_removed": "a button",
        "desk:view_restored": "a button",
        "desk:view_saved": "a button",
        "desk:warnings_mail": "a button",
        "mfa_download_recovery_codes": "a file",
        "mfa_login_webauthn": "JSON",
        "opendata:table": "a file",
        "residents:file": "a file",
        "residents:leave": "a button",
        "residents:raise_discard": "a button",
        "residents:raise_here": "a button",
        "set_language": "a button",
    }
)


def addresses() -> Iterator[tuple[str, frozenset[str]]]:
    """Each address by its full name, with the names of its parameters."""
    yield from _within(get_resolver().url_patterns, prefix="", above=frozenset())


def _within(
    patterns: list[URLPattern | URLResolver], *, prefix: str, above: frozenset[str]
) -> Iterator[tuple[str, frozenset[str]]]:
    for pattern in patterns:
        converters: Mapping[str, object] = pattern.pattern.converters
        parameters = above | frozenset(converters)
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}", parameters
        else:
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _within(pattern.url_patterns, prefix=inner, above=parameters)
