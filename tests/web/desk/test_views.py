"""Views of the queue that an officer keeps."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from folkmoot.officers.actions.views import MOST, remove_view, restore_view, save_view
from folkmoot.officers.errors import TooManyViews, ViewTitleTaken
from folkmoot.officers.models import SavedView
from tests.cast import VILLAGE, Cast

SignIn = Callable[[str], Client]


def titles(browser: Client) -> list[tuple[str, str]]:
    return [(view.title, view.query) for view in browser.get("/desk/queue/").context["views"]]


def test_what_is_filtered_is_kept_under_a_title(at_desk: SignIn) -> None:
    browser = at_desk("coordinator")
    query = f"state=overdue&place={VILLAGE}&sort=received&columns=matter.due"
    answer = browser.post("/desk/queue/views/", {"title": "Late at home", "query": query})
    assert answer["Location"] == f"/desk/queue/?{query}"
    assert titles(browser) == [("Late at home", query)]
    assert titles(at_desk("lead")) == []


def test_only_what_the_queue_understands_is_kept(at_desk: SignIn) -> None:
    browser = at_desk("coordinator")
    browser.post("/desk/queue/views/", {"title": "Mine", "query": "lead=mine&words=Wang&next=//elsewhere&sort=magic"})
    assert titles(browser) == [("Mine", "lead=mine")]


def test_a_view_is_removed_and_brought_back(at_desk: SignIn) -> None:
    browser = at_desk("coordinator")
    browser.post("/desk/queue/views/", {"title": "Mine", "query": "lead=mine"})
    view = SavedView.objects.get()
    browser.post(f"/desk/queue/views/{view.pk}/removed/")
    page = browser.get("/desk/queue/")
    assert list(page.context["views"]) == []
    assert f'action="/desk/queue/views/{view.pk}/restored/"' in page.content.decode()
    browser.post(f"/desk/queue/views/{view.pk}/restored/")
    assert titles(browser) == [("Mine", "lead=mine")]


def test_nobody_touches_another_persons_view(at_desk: SignIn) -> None:
    at_desk("coordinator").post("/desk/queue/views/", {"title": "Mine", "query": "lead=mine"})
    view = SavedView.objects.get()
    assert at_desk("lead").post(f"/desk/queue/views/{view.pk}/removed/").status_code == 404
    assert at_desk("lead").post(f"/desk/queue/views/{view.pk}/restored/").status_code == 404


def test_a_title_that_is_used_again_replaces_its_view(cast: Cast, now: datetime) -> None:
    user = cast.officer("coordinator").user_id
    first = save_view(user, title="Late", query="state=overdue", now=now)
    again = save_view(user, title="Late", query="state=overdue&sort=place", now=now)
    assert (again.pk, SavedView.objects.of_user(user).get().query) == (first.pk, "state=overdue&sort=place")


def test_there_are_at_most_twelve(cast: Cast, now: datetime) -> None:
    user = cast.officer("coordinator").user_id
    for number in range(MOST):
        save_view(user, title=f"View {number}", query="", now=now)
    with pytest.raises(TooManyViews):
        save_view(user, title="One more", query="", now=now)


def test_a_removed_view_does_not_push_a_new_one_aside(cast: Cast, now: datetime) -> None:
    user = cast.officer("coordinator").user_id
    old = save_view(user, title="Late", query="state=overdue", now=now)
    remove_view(old.pk, user_id=user, now=now)
    save_view(user, title="Late", query="lead=vacant", now=now)
    with pytest.raises(ViewTitleTaken):
        restore_view(old.pk, user_id=user)


def test_a_view_that_was_removed_the_day_before_is_gone(cast: Cast, now: datetime) -> None:
    user = cast.officer("coordinator").user_id
    old = save_view(user, title="Late", query="state=overdue", now=now)
    remove_view(old.pk, user_id=user, now=now)
    save_view(user, title="Other", query="", now=now + timedelta(days=2))
    assert list(SavedView.objects.values_list("title", flat=True)) == ["Other"]
