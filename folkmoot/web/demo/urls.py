"""Addresses of the demo. Who is entered as stands in no address."""

from django.urls import URLPattern, path

from folkmoot.web.demo import views

app_name = "demo"

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("enter/", views.enter_page, name="enter"),
    path("tour/", views.tour, name="tour"),
]
