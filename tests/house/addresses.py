"""Every address of the resolver, and how one of it is asked for."""

from collections.abc import Iterator, Mapping

from django.urls import URLPattern, URLResolver, get_resolver


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
