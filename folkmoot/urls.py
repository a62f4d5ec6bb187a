"""Every address of the product.

Of allauth only what somebody at the desk needs is mounted: accounts are given, so signing up, addresses of e-mail and
resetting a password by e-mail have no page.
"""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", set_language, name="set_language"),
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/keys/", include("allauth.mfa.urls")),
    path("demo/", include("folkmoot.web.demo.urls")),
    path("design/", include("folkmoot.web.design.urls")),
    path("desk/", include("folkmoot.web.desk.urls")),
    path("law/", include("folkmoot.web.law.urls")),
    path("statistics/", include("folkmoot.web.opendata.urls")),
    path("", include("folkmoot.web.residents.urls")),
]

handler400 = "folkmoot.web.errors.bad_request"
handler403 = "folkmoot.web.errors.forbidden"
handler404 = "folkmoot.web.errors.not_found"
handler500 = "folkmoot.web.errors.server_error"
