"""Addresses of the pages for residents. None of them carries a reference, a code or a word that somebody wrote."""

from django.urls import URLPattern, path

from folkmoot.web.residents import choosing_place, following, own_code, raising, receipt
from folkmoot.web.residents.deeds import page_of
from folkmoot.web.residents.possible import Deed

app_name = "residents"

urlpatterns: list[URLPattern] = [
    path("", following.home, name="home"),
    path("raise/", raising.what, name="raise_what"),
    path("raise/place/", choosing_place.place, name="raise_place"),
    path("raise/office/", raising.office, name="raise_office"),
    path("raise/category/", raising.category, name="raise_category"),
    path("raise/contact/", raising.contact, name="raise_contact"),
    path("raise/check/", raising.check, name="raise_check"),
    path("raise/discard/", raising.discard, name="raise_discard"),
    path("raise/receipt/", receipt.receipt, name="receipt"),
    path("follow/", following.follow, name="follow"),
    path("follow/case/", following.case, name="case"),
    path("follow/own-code/", own_code.own_code, name="own_code"),
    path("follow/leave/", following.leave, name="leave"),
    path("follow/file/<int:pk>/", following.file, name="file"),
    *(path(f"follow/case/{deed.value}/", page_of(deed), name=deed.value) for deed in Deed),
]
