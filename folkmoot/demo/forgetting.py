"""A queue that keeps nothing, for events about a past long over."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from procrastinate.connector import BaseConnector
from procrastinate.contrib.django import procrastinate_app


class Forgetting(BaseConnector):
    """Takes jobs and forgets them. It can do nothing else."""

    def get_sync_connector(self) -> BaseConnector:
        """Itself."""
        return self

    def execute_query_all(self, query: str, **arguments: Any) -> list[dict[str, Any]]:
        """A number for each job that is deferred."""
        return [{"id": number} for number, _job in enumerate(arguments["jobs"], start=1)]


@contextmanager
def without_jobs() -> Iterator[None]:
    """Nothing is queued: what would have followed each event is done in its place, at the time of the story.

    Otherwise tens of thousands of jobs would run when the demo is first served, and with the time of today.
    """
    with procrastinate_app.current_app.replace_connector(Forgetting()):
        yield
