"""Keeping views of the queue. They are one person's own order of work, no act of an office: no ledger holds them."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from folkmoot.officers.errors import TooManyViews, ViewTitleTaken
from folkmoot.officers.models import SavedView

MOST: Final = 12
#: how long a removed view can be brought back
KEPT: Final = timedelta(days=1)


@transaction.atomic
def save_view(user_id: int, *, title: str, query: str, now: datetime) -> SavedView:
    """Keeps a view under a title, in place of the one that had it. Raises TooManyViews."""
    SavedView.objects.filter(user=user_id, removed_at__lt=now - KEPT).delete()
    own = SavedView.objects.select_for_update().of_user(user_id)
    if title not in {view.title for view in own} and len(own) >= MOST:
        raise TooManyViews(field="title")
    view, _is_new = SavedView.objects.update_or_create(
        user_id=user_id, title=title, removed_at=None, defaults={"query": query}
    )
    return view


@transaction.atomic
def remove_view(view_id: int, *, user_id: int, now: datetime) -> SavedView:
    """Takes a view away. Raises SavedView.DoesNotExist for another person's."""
    view = SavedView.objects.of_user(user_id).get(pk=view_id)
    view.removed_at = now
    view.save(update_fields=["removed_at"])
    return view


@transaction.atomic
def restore_view(view_id: int, *, user_id: int) -> SavedView:
    """Brings a removed view back. Raises SavedView.DoesNotExist, ViewTitleTaken."""
    view = SavedView.objects.get(pk=view_id, user=user_id, removed_at__isnull=False)
    if SavedView.objects.of_user(user_id).filter(title=view.title).exists():
        raise ViewTitleTaken
    view.removed_at = None
    view.save(update_fields=["removed_at"])
    return view
