"""Addresses of the rules."""

from django.urls import URLPattern, path

from folkmoot.web.law import views

app_name = "law"

urlpatterns: list[URLPattern] = [
    path("", views.packs_page, name="packs"),
    path("<slug:name>/<str:version>/", views.pack_page, name="pack"),
]
