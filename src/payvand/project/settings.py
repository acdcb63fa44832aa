"""Django's settings, all made from the one typed value that environment.py reads."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import monkeypatch

from payvand.project.database import describe
from payvand.project.environment import read
from payvand.project.secret import secret_key

# Fields and managers take type arguments at run time as they do for mypy.
monkeypatch()

PAYVAND = read(os.environ)

# Lower ones first: an app's templates and translations come before those of the apps that it stands on.
PAYVAND_APPS: tuple[str, ...] = (
    "payvand.kernel",
    "payvand.timeline",
    "payvand.search",
    "payvand.integration",
    "payvand.insight",
    "payvand.duplicates",
    "payvand.storage",
    "payvand.api",
    "payvand.ui",
    "payvand.parties",
    "payvand.catalog",
    "payvand.activities",
    "payvand.sales",
)

PACKAGE = Path(__file__).resolve().parent.parent

INSTALLED_APPS = [
    *PAYVAND.plugins,
    *reversed(PAYVAND_APPS),
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "payvand.ui.middleware.ActorMiddleware",
    "payvand.ui.middleware.SignInMiddleware",
    "payvand.ui.pages.errors.RefusalMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "payvand.project.urls"
WSGI_APPLICATION = "payvand.project.wsgi.application"

DATABASES = {"default": describe(PAYVAND)}
AUTH_USER_MODEL = "kernel.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

JINJA_ENVIRONMENT = "payvand.ui.jinja.environment"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE.joinpath(*app.split(".")[1:], "templates") for app in reversed(PAYVAND_APPS)],
        "OPTIONS": {
            "environment": JINJA_ENVIRONMENT,
            "context_processors": [
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    # For third-party apps only: ours are found by the engine above, which is asked first.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

LANGUAGE_CODE = PAYVAND.language
LANGUAGES = [("fa", _("Persian")), ("ar", _("Arabic")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = "payvand.project.formats"
USE_THOUSAND_SEPARATOR = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = PAYVAND.static
MEDIA_ROOT = PAYVAND.files
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PAYVAND.debug
        else "payvand.project.static.HashedStorage",
    },
}
WHITENOISE_USE_FINDERS = PAYVAND.debug
WHITENOISE_AUTOREFRESH = PAYVAND.debug
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

DEBUG = PAYVAND.debug
SECRET_KEY = PAYVAND.secret_key or secret_key(PAYVAND.home)
ALLOWED_HOSTS = PAYVAND.hosts
CSRF_TRUSTED_ORIGINS = [PAYVAND.url]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PAYVAND.is_secure
SECURE_SSL_REDIRECT = PAYVAND.is_secure and PAYVAND.behind_proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PAYVAND.behind_proxy else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "payvand.ui.authentication.PasswordBackend"]
# Nothing is mailed before an address of a server is given.
MAIL = urlsplit(PAYVAND.mail_url)
EMAIL_HOST, EMAIL_PORT = MAIL.hostname or "localhost", MAIL.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(MAIL.username or ""), unquote(MAIL.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.scheme == "smtp+tls", MAIL.scheme == "smtps"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = PAYVAND.mail_from

CSRF_FAILURE_VIEW = "payvand.ui.pages.errors.stale_form"
LOGIN_URL = "sign_in"
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
# Name and address together, so that nobody can lock somebody else out from afar.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 7
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "payvand.ui.pages.sign_in.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": PAYVAND.log_level},
    # One tells of every sign-in in four lines, the other of every look for work that there is none: 17 a minute.
    "loggers": {"axes": {"level": "WARNING"}, "huey": {"level": "WARNING"}},
}
