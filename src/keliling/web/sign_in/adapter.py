"""What django-allauth asks us: telephones, and how a code reaches one."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keliling.kernel.identifiers import read_phone
from keliling.kernel.refusal import Refused
from keliling.people.models import Person
from keliling.web.sign_in.mailbox import keep
from keliling.web.words.refusals import sentence


class PhoneField(forms.CharField):
    """A telephone as people write it; clean data are E.164."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("Telephone"))
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
        options.setdefault("widget", widget)
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        """Return the number as E.164, empty where it may be; raises ``ValidationError``."""
        typed = super().clean(value)
        if not typed:
            return typed
        try:
            return read_phone(typed)
        except Refused as refused:
            raise ValidationError(sentence(refused)) from refused


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts of people with an e-mail, a telephone, or both."""

    def phone_form_field(self, **options: Any) -> PhoneField:
        """Return our field for telephones."""
        return PhoneField(**options)

    def set_phone(self, user: Person, phone: str, verified: bool) -> None:  # noqa: FBT001
        """Keep the telephone of an account."""
        Person.objects.filter(pk=user.pk).update(phone=phone or None, phone_verified=verified)
        user.phone, user.phone_verified = phone or None, verified

    def get_phone(self, user: Person) -> tuple[str, bool] | None:
        """Return the telephone and whether it was checked."""
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone_verified(self, user: Person, phone: str) -> None:
        """Mark the telephone as checked."""
        Person.objects.filter(pk=user.pk, phone=phone).update(phone_verified=True)

    def get_user_by_phone(self, phone: str) -> Person | None:
        """Find the account of a telephone."""
        return Person.objects.filter(phone=phone).first()

    def send_verification_code_sms(
        self,
        user: Person,  # noqa: ARG002  the interface is allauth's
        phone: str,
        code: str,
        **_kwargs: Any,
    ) -> None:
        """Send a code; without a gateway it goes to the console and the mailbox."""
        keep(phone, _("Your code"), _("Your code is %(code)s. Tell it to nobody.") % {"code": code})

    def send_unknown_account_sms(self, phone: str, **_kwargs: Any) -> None:
        """Tell a number without an account that there is none."""
        keep(phone, _("No account"), _("There is no account with this number. Sign up first."))

    def send_account_already_exists_sms(self, phone: str) -> None:
        """Tell a number with an account that it has one."""
        keep(phone, _("You have an account"), _("This number has an account. Sign in with it."))

    def save_user(self, request: Any, user: Person, form: Any, commit: bool = True) -> Person:  # noqa: FBT001, FBT002
        """Take the name from the sign-up form, and the language of the page."""
        user.name = form.cleaned_data.get("name", "")
        user.language = getattr(request, "LANGUAGE_CODE", "id")
        saved: Person = super().save_user(request, user, form, commit)
        return saved
