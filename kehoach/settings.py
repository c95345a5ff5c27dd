"""The one settings file. With no environment variable set it is development's; DEBUG=0 is production."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF

from kehoach.operations.environment import (
    LOOPBACK,
    application_role,
    check_development_stays_here,
    data_dir,
    database,
    listed,
    mail_server,
    number,
    proxies,
    public_url,
    secret_key,
    switch,
)

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


DEBUG = switch(env, "DEBUG", default=True)
DATA_DIR = data_dir(env, BASE_DIR / "var")
SECRET_KEY = secret_key(env, debug=DEBUG)
# Where people reach the portal: every address that is sent or printed. Production has to say it before reminders can be
# sent; without it links carry the host of the officer who copies them.
PUBLIC_URL = public_url(env)
_PUBLIC_HOST = urlsplit(PUBLIC_URL).hostname or ""
# What runs on this machine may always ask: the watch on the portal's health does.
ALLOWED_HOSTS = [
    *listed(
        env, "ALLOWED_HOSTS", r"[\w.\-]+|\[[\da-f:]+\]", "kehoach.xa.gov.vn", [_PUBLIC_HOST] if _PUBLIC_HOST else []
    ),
    *LOOPBACK,
]
CSRF_TRUSTED_ORIGINS = listed(env, "CSRF_TRUSTED_ORIGINS", r"https?://[\w.\-*:]+", "https://kehoach.xa.gov.vn", [])
if DEBUG:
    check_development_stays_here([_PUBLIC_HOST, *ALLOWED_HOSTS])
# The proxy that may say how somebody came (X-Forwarded-Proto, X-Forwarded-For); "unix" is one at a socket.
TRUSTED_PROXIES = proxies(env)

INSTALLED_APPS = [
    # Before ours, which takes their pages out of the administration.
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "kehoach",
    "thuvien",
    "vanhoa",
    "baocao",
    "kehoach.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "kehoach.apps.SignInConfig",
    "csp",
    "django_htmx",
    "lucide",
    "simple_history",
]

MIDDLEWARE = [
    "kehoach.operations.request_log.RequestLogMiddleware",
    "kehoach.operations.middleware.TrustedProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "kehoach.links.middleware.SecretAddressMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kehoach.operations.middleware.FairShareMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kehoach.people.middleware.SlidingSessionMiddleware",
    "kehoach.links.middleware.EntryLinkMiddleware",
    "kehoach.people.middleware.SignInRequiredMiddleware",
    "kehoach.people.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "kehoach.people.middleware.AcknowledgementMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
    "kehoach.people.middleware.KnownDeviceMiddleware",
    "kehoach.notices.middleware.BellMiddleware",
    "kehoach.audit.middleware.AuditMiddleware",
    "kehoach.operations.middleware.NotFoundInDevelopmentMiddleware",
]

ROOT_URLCONF = "kehoach.urls"
WSGI_APPLICATION = "kehoach.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.l10n",
                "kehoach.templatetags.keeping",
                "kehoach.templatetags.vietnamese",
                "kehoach.templatetags.components",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kehoach.navigation.navigation",
            ],
        },
    }
]

DATABASES = {"default": database(env, "DATABASE_URL", f"sqlite:///{DATA_DIR / 'kehoach.sqlite3'}", debug=DEBUG)}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers wait for each other instead of failing, and readers never wait. FULL brings every commit to the disk: with
    # NORMAL what was told “Đã lưu” could be gone after a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        "transaction_mode": "IMMEDIATE",
        # For commands; whoever waits for a page waits less (kehoach/wsgi.py).
        "timeout": number(env, "SQLITE_PATIENCE", 15),
    }
# Whom the owner of the tables lets work with them after `migrate`; empty where the portal's own role owns them.
APPLICATION_ROLE = application_role(env)
# A streaming replica, from which the level above reads its sums.
if env.str("REPLICA_URL", default=""):
    DATABASES["replica"] = {**database(env, "REPLICA_URL", "", debug=DEBUG), "TEST": {"MIRROR": "default"}}
    DATABASE_ROUTERS = ["baocao.rollup.replica.ReplicaRouter"]
# How many requests that write a process works on at once; 0 where it has as many threads as come.
WRITERS_AT_ONCE = 0 if DEBUG else number(env, "WEB_WRITERS", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "kehoach.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "kehoach.people.backends.PeopleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        # TCVN 14423:2026 asks for 14 characters where there is no second factor.
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "kehoach.people.passwords.GuessableValidator"},
]
# Officers, leaders, overseers and administrators set a second factor up before they see a page.
SECOND_FACTOR_REQUIRED = switch(env, "SECOND_FACTOR", default=not DEBUG)
SECOND_FACTOR_OF_UNITS = switch(env, "SECOND_FACTOR_OF_UNITS", default=False)
OTP_TOTP_ISSUER = "Cổng học tập suốt đời"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
AXES_HANDLER = "kehoach.people.limits.SignInLimits"
AXES_LOCKOUT_CALLABLE = "kehoach.people.views.has_to_wait"
AXES_ENABLE_ADMIN = False
# What has to wait does not make the wait longer.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_VERBOSE = False

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
LOCALE_PATHS = [BASE_DIR / "kehoach" / "locale"]
FORMAT_MODULE_PATH = ["kehoach.conf"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
# Years, codes and versions are numbers too: grouping is said where it is meant, by the filter `count`.
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {
        "BACKEND": "kehoach.operations.storage.DurableStorage",
        "OPTIONS": {"location": DATA_DIR / "files"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Files that take seconds to set, by what stands on their pages, for all processes.
    "pdf": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache" / "pdf",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
}

# Evidence: for the portal alone, no matter which umask it was started with.
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
# No form sends more; and of a file no more is taken in than it takes to say that it is too large.
DATA_UPLOAD_MAX_NUMBER_FILES = 4
FILE_UPLOAD_HANDLERS = [
    "kehoach.evidence.upload_handlers.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_ENGINE = "kehoach.models.people"
# After the last request, in seconds; a session slides (kehoach.people.sessions). The first is a link's, the others are
# what TCVN 14423:2026 asks of accounts; none is older than the last.
SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE = 15 * 60
SESSION_IDLE_ADMINISTRATOR = 5 * 60
SESSION_LONGEST = 12 * 3600
CSRF_FAILURE_VIEW = "kehoach.people.views.csrf_failure"
if not DEBUG:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = switch(env, "HTTPS", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
    # No page over plain HTTP, also where something else than our nginx stands before it; the watch on its health asks
    # on this machine.
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE
    SECURE_REDIRECT_EXEMPT = [r"^suc-khoe/"]

vars().update(mail_server(env, "consolemail://" if DEBUG else "smtp://localhost:25"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"ke-hoach@{_PUBLIC_HOST or 'localhost'}")
# Opening a year and returning a form wait for the mail server, but not for one that hangs.
EMAIL_TIMEOUT = 10

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "kehoach.operations.request_log.JsonFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line" if DEBUG else "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # In development Django's own server writes a line for each request.
    "loggers": {"kehoach.requests": {"level": "WARNING" if DEBUG else "INFO"}},
}
