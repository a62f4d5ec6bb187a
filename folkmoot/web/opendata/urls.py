"""Addresses of the open statistics. They hold codes of places and topics and numbers of years and months."""

from django.urls import URLPattern, path

from folkmoot.web.opendata import views

app_name = "opendata"

urlpatterns: list[URLPattern] = [
    path("", views.front_page, name="front"),
    path("how/", views.how_page, name="how"),
    path("places/<str:code>/", views.place_page, name="place"),
    path("places/<str:code>/<int:year>.csv", views.table, name="table"),
]
