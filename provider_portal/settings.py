"""Settings, read from the environment and from nowhere else. Each missing value says what to do."""

from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF

from provider_portal import env, security

BASE_DIR = Path(__file__).resolve().parent.parent

# An installation is marked production by its operator; only then may it face the world.
PRODUCTION = env.boolean("PORTAL_PRODUCTION", False)
DATA_DIR = Path(env.text("PORTAL_DATA", str(BASE_DIR / "var"))).resolve()
PORTAL_URL = env.text("PORTAL_URL", "http://localhost:8000").rstrip("/")
env.check_production(PRODUCTION, portal_url=PORTAL_URL)

SECRET_KEY = env.secret("SECRET_KEY")
# Former keys: what was sealed and signed by them is still read, and nothing is by them any more.
SECRET_KEY_FALLBACKS = env.secrets("SECRET_KEY_FALLBACKS")
DEBUG = False
ALLOWED_HOSTS = env.required_list("ALLOWED_HOSTS") if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [PORTAL_URL]

INSTALLED_APPS = [
    "vault",
    "organizations",
    "providers",
    "accounts",
    "events",
    "guardian",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
if not PRODUCTION:
    INSTALLED_APPS.append("script.demo")

MIDDLEWARE = [
    "provider_portal.security.head_middleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "provider_portal.security.headers_middleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "provider_portal.timezones.zone_middleware",
    "django.middleware.common.CommonMiddleware",
    "provider_portal.api.WireMiddleware",
    "provider_portal.security.address_middleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.BearerMiddleware",
    "accounts.middleware.language_middleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.middleware.NewPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "events.middleware.origin_middleware",
    "provider_portal.api.method_middleware",
]

ROOT_URLCONF = "provider_portal.urls"
WSGI_APPLICATION = "provider_portal.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "organizations.shell.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "provider_portal.avatars",
                "provider_portal.icons",
                "provider_portal.modules",
            ],
        },
    }
]

DATABASES = {"default": env.database("DATABASE_URL")}
DATABASE_REPLICA = env.optional_database("DATABASE_REPLICA_URL")
if DATABASE_REPLICA:
    DATABASES["replica"] = DATABASE_REPLICA
DATABASE_ROUTERS = ["provider_portal.database.router.ReplicaRouter"]

REDIS_URL = env.required("REDIS_URL")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

CELERY_BROKER_URL = env.celery_broker(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = {
    "make event partitions": {"task": "events.tasks.make_partitions", "schedule": crontab(hour=1, minute=10)},
    "forget unfinished imports": {"task": "vault.tasks.forget_unfinished_imports", "schedule": crontab(minute=40)},
    "forget unfinished uploads": {"task": "vault.tasks.forget_unfinished_uploads", "schedule": crontab(hour=3, minute=30)},
    "mail statements": {"task": "organizations.tasks.tell_statements", "schedule": crontab(day_of_month=1, hour=6, minute=0)},
    "advance emergency access": {"task": "vault.tasks.advance_emergency_access", "schedule": crontab(minute=5)},
    "delete due Sends": {"task": "vault.tasks.delete_due_sends", "schedule": crontab(minute="*/5")},
    "verify claimed domains": {"task": "organizations.domain_tasks.verify_domains", "schedule": crontab(minute=25)},
    "forget expired mail tokens": {"task": "accounts.tasks.forget_expired_tokens", "schedule": crontab(minute=20)},
}

AUTH_USER_MODEL = "accounts.User"
# What organizations ask of their members' accounts.
ACCOUNT_RULES = "organizations.account_rules"
# Who is asked what a claimed domain publishes.
DOMAIN_RESOLVER = "organizations.dns.txt_records"
AUTHENTICATION_BACKENDS = ["accounts.backends.PortalBackend"]
LOGIN_URL = "accounts:login"
# The hash of the hash that clients send: the client's own derivation is the slow part.
PASSWORD_HASHERS = ["accounts.hashers.LoginHasher"]
AUTH_PASSWORD_VALIDATORS = []
# Guardian would make an anonymous account otherwise.
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
# Guardian's own backend does not know a membership's status; ours answers instead.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_COOKIES = PORTAL_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_NAME = "__Host-session" if SECURE_COOKIES else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE_COOKIES else "csrf"
LANGUAGE_COOKIE_NAME = "__Host-language" if SECURE_COOKIES else "language"
LANGUAGE_COOKIE_SECURE = SECURE_COOKIES
LANGUAGE_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600

SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.boolean("TRUST_PROXY", False) else None
SECURE_HSTS_SECONDS = 63_072_000 if PRODUCTION else 0
# Not `no-referrer`: with it browsers send forms with `Origin: null`, which the CSRF check must refuse.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE],
        "worker-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["portal-worker"],
    }
}

LANGUAGE_CODE = "en"
# Each in its own words: who looks for theirs may read no other.
LANGUAGES = [("en", "English"), ("ja", "日本語"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "provider_portal.formats"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files"},
    },
    "staticfiles": {"BACKEND": "provider_portal.staticfiles.ModuleStorage"},
}
WHITENOISE_ADD_HEADERS_FUNCTION = security.add_worker_policy

EMAIL = env.email("EMAIL_URL", default=f"file://{DATA_DIR / 'mail'}", production=PRODUCTION)
EMAIL_BACKEND = EMAIL.pop("EMAIL_BACKEND")
globals().update(EMAIL)
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "Provider Portal <portal@localhost>")

# Imports carry whole vaults in chunks; an encrypted item may be half a megabyte.
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What the files of one person may take.
PERSONAL_STORAGE_MB = env.integer("PERSONAL_STORAGE_MB", 1024)

# Ports of the notification hub where nothing in front of it brings both under one address, by scheme.
NOTIFICATIONS_PORTS = {
    "http": env.integer("NOTIFICATIONS_PORT", 0),
    "https": env.integer("NOTIFICATIONS_TLS_PORT", 0),
}

# How many of our own proxies append to X-Forwarded-For.
TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", 0)
# How long a mailed invitation or set-up link may be used, in hours.
INVITATION_HOURS = env.integer("INVITATION_HOURS", 120)
# Attempts at a credential, per account and per network address.
LOGIN_ATTEMPTS_PER_ACCOUNT = env.text("LOGIN_ATTEMPTS_PER_ACCOUNT", "10 per 5 minutes")
LOGIN_ATTEMPTS_PER_NETWORK = env.text("LOGIN_ATTEMPTS_PER_NETWORK", "100 per 5 minutes")
# Requests of directories and other programs, per organization.
API_REQUESTS_PER_ORGANIZATION = env.text("API_REQUESTS_PER_ORGANIZATION", "3000 per minute")
# A server that tells exposed passwords by ranges, as Have I Been Pwned does. Without it, none is ever asked.
EXPOSED_PASSWORDS_URL = env.service("EXPOSED_PASSWORDS_URL")
# What a seat costs per month, for the statements; the portal takes no payment.
SEAT_PRICE_TEAMS = env.decimal("SEAT_PRICE_TEAMS", "4.00")
SEAT_PRICE_ENTERPRISE = env.decimal("SEAT_PRICE_ENTERPRISE", "6.00")
SEAT_CURRENCY = env.text("SEAT_CURRENCY", "USD")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
}
