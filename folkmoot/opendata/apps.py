from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "folkmoot.opendata"
