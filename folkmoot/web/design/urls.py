"""The one address of the design."""

from django.urls import URLPattern, path

from folkmoot.web.design import views

app_name = "design"

urlpatterns: list[URLPattern] = [path("", views.design_page, name="page")]
