"""What the sign-in library asks us: accounts, contacts, and how a code reaches one."""
# ruff: noqa: ARG002  the library calls these methods with more than we need

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.stages import EmailVerificationStage
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from keliling.kernel.actor import VISITOR, Actor, Role
from keliling.people import acts
from keliling.people.queries import actor_for, person_by_contact
from keliling.web.sign_in import sentences
from keliling.web.sign_in.fields import PhoneField
from keliling.web.sign_in.mailbox import keep


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts of people with an e-mail, a telephone, or both; writing goes through our acts."""

    error_messages = DefaultAccountAdapter.error_messages | sentences.REFUSALS

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:  # noqa: FBT001, FBT002
        """Enter the account; letters to it are in the language of this page."""
        typed = form.cleaned_data
        return acts.enter_person(
            typed["name"],
            email=typed["email"],
            phone=typed["phone"],
            language=getattr(request, "LANGUAGE_CODE", "id"),
            by=VISITOR,
            now=timezone.now(),
        )

    def phone_form_field(self, **options: Any) -> PhoneField:
        """Return our field for telephones."""
        options.pop("label", None)
        return PhoneField(**options)

    def get_user_by_phone(self, phone: str) -> Any:
        """Find the account of a telephone."""
        return person_by_contact(phone)

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        """Return the telephone and whether it was proved."""
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:  # noqa: FBT001
        """Keep a telephone once it is proved, and not before."""
        if verified:
            self.set_phone_verified(user, phone)

    def set_phone_verified(self, user: Any, phone: str) -> None:
        """Keep a telephone that was proved, and tell the one it replaces."""
        before = user.phone
        acts.confirm_phone(phone, by=_as(user), now=timezone.now())
        user.phone, user.phone_verified = phone, True
        if before and before != phone:
            keep(before, "", str(sentences.PHONE_MOVED))
        if self.request is not None and self.request.user.is_authenticated:
            update_session_auth_hash(self.request, user)

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """Let the library keep a proved address, and note that it was."""
        confirmed = bool(super().confirm_email(request, email_address))
        if confirmed:
            acts.confirm_email(by=_as(email_address.user), now=timezone.now())
        return confirmed

    def set_password(self, user: Any, password: str) -> None:
        """Keep a password its owner chose."""
        acts.choose_password(user, password, now=timezone.now())

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **_kwargs: Any) -> None:
        """Send a code; without a gateway it goes to the console and the mailbox."""
        keep(phone, "", str(sentences.CODE_BY_PHONE) % {"code": code})

    def send_unknown_account_sms(self, phone: str, **_kwargs: Any) -> None:
        """Tell a number without an account that there is none."""
        keep(phone, "", str(sentences.NO_ACCOUNT) % {"sign_up": _page("account_signup")})

    def send_account_already_exists_sms(self, phone: str) -> None:
        """Tell a number with an account that it has one."""
        page = _page("account_request_login_code")
        keep(phone, "", str(sentences.ACCOUNT_THERE) % {"sign_in": page})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write one of our letters; raises ``KeyError`` for one that nobody has written."""
        subject, text = sentences.LETTERS[template_prefix.rpartition("/")[2]]
        pages = {
            "sign_up": _page("account_signup"),
            "sign_in": _page("account_request_login_code"),
        }
        EmailMessage(str(subject), str(text) % (context | pages), to=[email]).send()

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words on the next page, or not at all."""
        name = (message_template or "").rpartition("/")[2].removesuffix(".txt")
        if name in sentences.FLASHES:
            message = str(sentences.FLASHES[name]) % (message_context or {})
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead staff to their desk and everybody else to their page."""
        actor = actor_for(request.user.pk, today=timezone.localdate())
        return reverse("programme" if actor.offices() else "my")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Lead a new account to its page."""
        return reverse("my")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """Lead back to the account."""
        return reverse("account_home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Lead back to the account."""
        return reverse("account_home")

    def get_login_stages(self) -> list[str]:
        """Ask for a proved e-mail only from those who sign in with one."""
        ours = f"{ContactStage.__module__}.{ContactStage.__name__}"
        theirs = f"{EmailVerificationStage.__module__}.{EmailVerificationStage.__name__}"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def is_ajax(self, request: HttpRequest) -> bool:
        """Answer in pages alone; the API comes by another door."""
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong passwords by telephone too: the library counts all of them as one."""
        login = credentials.get("email") or credentials.get("phone") or ""
        return f"{request.get_host()}:{login.lower()}"


class ContactStage(EmailVerificationStage):  # type: ignore[misc]
    """The last step of signing in: a proved telephone is enough."""

    def handle(self) -> Any:
        """Ask for the e-mail's code, unless this sign-in stands on a proved telephone."""
        user = self.login.user
        if user and user.phone_verified and not self.login.email:
            return None, True
        return super().handle()


def _as(user: Any) -> Actor:
    return Actor(person=user.pk, role=Role.RESIDENT)


def _page(name: str) -> str:
    return f"{settings.PUBLIC_URL}{reverse(name)}"
