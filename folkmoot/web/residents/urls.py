"""Addresses of the pages for residents. None of them carries a reference, a code or a word that somebody wrote."""

from django.urls import URLPattern, path

from folkmoot.web.residents import (
    choosing_place,
    following,
    keeping,
    letter,
    own_code,
    places,
    raising,
    receipt,
    safety,
    telling_more,
)
from folkmoot.web.residents.deeds import page_of
from folkmoot.web.residents.possible import Deed

app_name = "residents"

urlpatterns: list[URLPattern] = [
    path("", following.home, name="home"),
    path("raise/", raising.what, name="raise_what"),
    path("raise/place/", choosing_place.place, name="raise_place"),
    path("raise/place/<str:code>/", choosing_place.place, name="raise_place_at"),
    path("raise/here/", raising.here, name="raise_here"),
    path("raise/office/", raising.office, name="raise_office"),
    path("raise/category/", raising.category, name="raise_category"),
    path("raise/contact/", raising.contact, name="raise_contact"),
    path("raise/reach/", telling_more.reach, name="raise_reach"),
    path("raise/whose/", telling_more.whose, name="raise_whose"),
    path("raise/others/", telling_more.others, name="raise_others"),
    path("raise/wish/", telling_more.wish, name="raise_wish"),
    path("raise/where/", telling_more.where, name="raise_where"),
    path("raise/when/", telling_more.when, name="raise_when"),
    path("raise/name/", telling_more.name, name="raise_name"),
    path("raise/kept/", keeping.kept, name="raise_kept"),
    path("raise/resume/", keeping.resume, name="raise_resume"),
    path("raise/check/", raising.check, name="raise_check"),
    path("raise/discard/", raising.discard, name="raise_discard"),
    path("raise/receipt/", receipt.receipt, name="receipt"),
    path("emergency/", safety.emergency, name="emergency"),
    path("traces/", safety.traces, name="traces"),
    path("places/", places.places, name="places"),
    path("places/<str:code>/", places.place, name="place"),
    path("follow/", following.follow, name="follow"),
    path("follow/case/", following.case, name="case"),
    path("follow/own-code/", own_code.own_code, name="own_code"),
    path("follow/leave/", following.leave, name="leave"),
    path("follow/case/letter/", letter.letter, name="letter"),
    path("follow/file/<int:pk>/", following.file, name="file"),
    *(path(f"follow/case/{deed.value}/", page_of(deed), name=deed.value) for deed in Deed),
]
