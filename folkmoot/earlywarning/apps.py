from django.apps import AppConfig


class EarlyWarningConfig(AppConfig):
    name = "folkmoot.earlywarning"
