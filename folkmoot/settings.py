"""Every setting of Folkmoot. What an operator sets comes from the environment; docs/reference/settings.md lists it."""

import base64
import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from folkmoot.lib.database_url import database
from folkmoot.lib.home import home
from folkmoot.lib.languages import languages
from folkmoot.lib.proxies import networks
from folkmoot.lib.sealing import KeyFaulty, KeyMissing, load_key

PACKAGE = Path(__file__).parent
FOLKMOOT_HOME = home()

try:
    INSTALLATION_KEY = load_key(FOLKMOOT_HOME)
except KeyMissing as error:
    raise ImproperlyConfigured("There is no installation key. Run `folkmoot init`, or set FOLKMOOT_KEY.") from error
except KeyFaulty as error:
    raise ImproperlyConfigured("The installation key must be 32 bytes in base64.") from error

SECRET_KEY = base64.b64encode(INSTALLATION_KEY.derive("cookies")).decode()
DEBUG = os.environ.get("FOLKMOOT_DEBUG") == "yes"
ALLOWED_HOSTS = os.environ.get("FOLKMOOT_HOSTS", "localhost 127.0.0.1 [::1]").split()
CSRF_TRUSTED_ORIGINS = os.environ.get("FOLKMOOT_ORIGINS", "").split()
#: Behind TLS the cookies are marked secure and browsers are told to stay there.
HTTPS = os.environ.get("FOLKMOOT_HTTPS") == "yes"
#: Whose X-Forwarded-For is believed: behind TLS, without another word, that of a proxy on this machine.
PROXIES = networks(os.environ.get("FOLKMOOT_PROXIES", "127.0.0.1 ::1" if HTTPS else ""), setting="FOLKMOOT_PROXIES")
#: The made-up cast may be entered without a password in the demo only.
DEMO = os.environ.get("FOLKMOOT_DEMO") == "yes"
#: What the demo shows, and its banner says: "made-up" cases, "real" and public reports, or "none".
DEMO_REPORTS = os.environ.get("FOLKMOOT_DEMO_REPORTS", "made-up")
#: A harmless page, to which a resident who is being watched leaves in one press.
EXIT_URL = os.environ.get("FOLKMOOT_EXIT_URL", "https://www.wikipedia.org/")
#: Under which licence the open statistics are published, as SPDX names it.
DATA_LICENCE = os.environ.get("FOLKMOOT_DATA_LICENCE", "CC-BY-4.0")

# The command line starts the embedded PostgreSQL where no DATABASE_URL is set, and then sets it for this process.
DATABASES = {"default": database(os.environ.get("DATABASE_URL", "postgresql://folkmoot_app@127.0.0.1/folkmoot"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "template_partials",
    "procrastinate.contrib.django",
    "folkmoot.ledger",
    "folkmoot.places",
    "folkmoot.officers",
    "folkmoot.procedures",
    "folkmoot.cases",
    "folkmoot.triage",
    "folkmoot.earlywarning",
    "folkmoot.opendata",
    "folkmoot.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "folkmoot.web.compression.compressed",
    "folkmoot.web.headers.strict_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "folkmoot.urls"
WSGI_APPLICATION = "folkmoot.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "folkmoot.web.frame.frame",
            ],
        },
    },
]

AUTH_USER_MODEL = "officers.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_FORMS = {"change_password": "folkmoot.web.confirming.PasswordForm"}
ACCOUNT_EMAIL_VERIFICATION = "none"
# Officers are appointed; nobody makes an account alone.
ACCOUNT_ADAPTER = "folkmoot.web.accounts.Adapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_DISPLAY = str
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Folkmoot"
MFA_ADAPTER = "folkmoot.web.accounts.SecondFactors"
MFA_FORMS = {
    "activate_totp": "folkmoot.web.confirming.ActivateAppForm",
    "reauthenticate": "folkmoot.web.confirming.ShowAgainForm",
    "add_webauthn": "folkmoot.web.passkeys.AddPasskeyForm",
    "edit_webauthn": "folkmoot.web.passkeys.EditPasskeyForm",
}
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_CLIENT_IP_CALLABLE = "folkmoot.web.visitor.network_of"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 3600
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Behind TLS stands a proxy that ends it and says so; it must strip this header from what comes in.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "folkmoot.web.errors.csrf_failure"

LANGUAGE_CODE = "en"
#: What `folkmoot translate` makes stands in the installation's own folder, and goes before the package's.
LOCALE_PATHS = [FOLKMOOT_HOME / "locale", PACKAGE / "locale"]
LANGUAGES = languages(LOCALE_PATHS)
USE_TZ = True
#: Times are kept in UTC; the region's own zone is where they are shown and where days begin and end.
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
WHITENOISE_USE_FINDERS = True
#: what bears its content in its name never changes; the rest is asked for again after an hour
WHITENOISE_IMMUTABLE_FILE_TEST = r"\.[0-9a-f]{8}\.(css|js)$"
WHITENOISE_MAX_AGE = 3600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "folkmoot.web.built.BuiltFiles"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
#: Largest attachment and largest import file, in bytes.
ATTACHMENT_LIMIT = 10 * 1024 * 1024
IMPORT_LIMIT = 200 * 1024 * 1024

EMAIL_BACKEND = os.environ.get("FOLKMOOT_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = FOLKMOOT_HOME / "outbox"
EMAIL_HOST = os.environ.get("FOLKMOOT_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("FOLKMOOT_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("FOLKMOOT_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("FOLKMOOT_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("FOLKMOOT_SMTP_TLS") == "yes"
DEFAULT_FROM_EMAIL = os.environ.get("FOLKMOOT_FROM", "folkmoot@localhost")

PROCRASTINATE_ON_APP_READY = None
PROCRASTINATE_IMPORT_PATHS = ["folkmoot.reactions"]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# Nothing that a resident wrote, and no address with a code in it, may reach a log: only Django's own warnings do.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("FOLKMOOT_LOG", "WARNING")},
}
