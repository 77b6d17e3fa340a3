"""Django's settings; everything an office may change comes from the environment."""

from pathlib import Path

from keliling.config import env, errands, keys
from keliling.config.sqlite import use_current_sqlite

use_current_sqlite()

HERE = Path(__file__).resolve().parent.parent
VAR = env.var()
KEYS = keys.load_keys(keys.key_file())

SECRET_KEY = KEYS.session
DEBUG = env.flag("DEBUG")
DEMONSTRATION = env.flag("DEMO")
ALLOWED_HOSTS = env.text("HOSTS", "localhost 127.0.0.1 [::1] testserver").split()
CSRF_TRUSTED_ORIGINS = env.text("ORIGINS").split()
PUBLIC_URL = env.text("PUBLIC_URL", "http://localhost:8000").rstrip("/")
BEHIND_TLS = env.flag("TLS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_cotton",
    "allauth",
    "allauth.account",
    "keliling.record",
    "keliling.places",
    "keliling.people",
    "keliling.catalogue",
    "keliling.commission",
    "keliling.design",
    "keliling.deliver",
    "keliling.assess",
    "keliling.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "keliling.web.middleware.language.LanguageMiddleware",
    "keliling.web.middleware.openrosa.OpenRosaMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "keliling.web.middleware.actor.ActorMiddleware",
    "keliling.web.middleware.policy.PolicyMiddleware",
    "keliling.web.middleware.limits.LimitsMiddleware",
    "keliling.web.middleware.zone.ZoneMiddleware",
    "keliling.web.middleware.refusals.RefusalMiddleware",
]
ROOT_URLCONF = "keliling.config.urls"
WSGI_APPLICATION = "keliling.config.wsgi.application"
DATABASES = {"default": env.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
    }
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "keliling.web.templatetags.keliling",
                "keliling.web.templatetags.visits",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "keliling.web.context.frame",
            ],
        },
    }
]

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email", "phone")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "keliling.web.sign_in.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone", "email"]
ACCOUNT_FORMS = {
    "signup": "keliling.web.sign_in.forms.SignupForm",
    "login": "keliling.web.sign_in.forms.LoginForm",
    "request_login_code": "keliling.web.sign_in.forms.RequestLoginCodeForm",
    "confirm_login_code": "keliling.web.sign_in.forms.ConfirmLoginCodeForm",
    "verify_phone": "keliling.web.sign_in.forms.VerifyPhoneForm",
    "add_email": "keliling.web.sign_in.forms.AddEmailForm",
    "confirm_email_verification_code": "keliling.web.sign_in.forms.VerifyEmailForm",
    "reset_password": "keliling.web.sign_in.forms.ResetPasswordForm",
    "confirm_password_reset_code": "keliling.web.sign_in.forms.ResetCodeForm",
    "reset_password_from_key": "keliling.web.sign_in.forms.NewPasswordForm",
    "set_password": "keliling.web.sign_in.forms.SetPasswordForm",
    "change_password": "keliling.web.sign_in.forms.ChangePasswordForm",
    "reauthenticate": "keliling.web.sign_in.forms.ReauthenticateForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_TLS else 0
# Six digits, three tries a code: ten codes an hour leave a guesser 1 chance in 33,000 an hour.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {"request_login_code": "20/m/ip,3/m/key,10/h/key"}
if env.flag("NO_RATE_LIMITS"):
    ACCOUNT_RATE_LIMITS = False

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "bahasa"
LOCALE_PATHS = sorted((HERE / "web" / "locale").glob("*"))
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
CSRF_FAILURE_VIEW = "keliling.web.refused.csrf_refused"

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "web" / "assets"]
VENDOR = Path(env.text("VENDOR") or VAR / "vendor")
if VENDOR.is_dir():
    STATICFILES_DIRS.append(VENDOR)
STATIC_ROOT = VAR / "static"
WHITENOISE_USE_FINDERS = True
UPLOADS = VAR / "uploads"
PERMITS = VAR / "permits"
MAILBOX = VAR / "mailbox"
SEAL_LOG = VAR / "seals.jsonl"
AREAS = Path(env.text("AREAS") or VAR / "areas")

EMAIL_BACKEND = env.text("EMAIL_BACKEND", "keliling.web.sign_in.mailbox.ConsoleAndMailbox")
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "keliling@localhost")
# In a signed cookie: kept in the session, a sentence would cost every act a second commit.
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"

SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 100

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"device_keys": {"()": "keliling.web.openrosa.logs.HideKeys"}},
    "loggers": {"django.request": {"filters": ["device_keys"]}},
}

ERRANDS = errands.ERRANDS
SILENCED_SYSTEM_CHECKS = ["account.W001"]
