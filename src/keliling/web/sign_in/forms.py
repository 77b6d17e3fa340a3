"""The forms of the sign-in library in our words: one contact, codes first, passwords at will."""

import time
from typing import Any

from allauth.account import forms as library
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.manage_email import sync_user_email_address
from allauth.core import context
from django import forms
from django.utils.translation import gettext_lazy as _

from keliling.kernel.refusal import Refused
from keliling.people.acts.accounts import read_name
from keliling.web.sign_in.fields import ContactField, is_email
from keliling.web.words.refusals import sentence

PASSWORD_RULE = _("At least 10 characters, not only digits, and not your name or number.")
PASSWORD_MISSING = _("Write your password.")
CODE_PROVES_FOR = 600
"""Seconds after a sign-in by code in which a forgotten password may be replaced."""


def _dress(field: forms.Field, label: Any, *, hint: Any = "", missing: Any = "") -> None:
    field.label, field.help_text = label, hint
    if missing:
        field.error_messages["required"] = str(missing)


class SignupForm(library.SignupForm):  # type: ignore[misc]  # allauth has no types
    """A name and one contact, proved with a code: no password that a stranger could set first."""

    name = forms.CharField(
        label=_("Your name, as on your ID card"),
        max_length=120,
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        self.fields.clear()
        self.fields["name"] = name
        self.fields["contact"] = ContactField(autocomplete="tel")

    def clean_name(self) -> str:
        """Tidy the name."""
        try:
            return read_name(self.cleaned_data["name"])
        except Refused as refused:
            raise forms.ValidationError(sentence(refused)) from refused

    def clean_contact(self) -> str:
        """Give the contact to the library under the name it knows."""
        contact: str = self.cleaned_data["contact"]
        self.cleaned_data["email"] = self.cleaned_data["phone"] = ""
        if is_email(contact):
            self.cleaned_data["email"] = self.validate_unique_email(contact)
        else:
            self.cleaned_data["phone"] = contact
        return contact


class LoginForm(library.LoginForm):  # type: ignore[misc]
    """A contact in any spelling, and the password of those who have one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        password = self.fields.pop("password")
        self.fields["login"] = ContactField(autocomplete="username")
        _dress(password, _("Password"), missing=PASSWORD_MISSING)
        self.fields["password"] = password

    def _setup_password_field(self) -> None:
        """Keep the password although nobody chooses one when signing up."""


class RequestLoginCodeForm(library.RequestLoginCodeForm):  # type: ignore[misc]
    """Where to send the code; an unknown contact is answered like a known one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.clear()
        self.fields["contact"] = ContactField(autocomplete="username")

    def clean_contact(self) -> str:
        """Find the account by the one contact given."""
        contact: str = self.cleaned_data["contact"]
        kind = "email" if is_email(contact) else "phone"
        self.cleaned_data[kind] = contact
        getattr(self, f"clean_{kind}")()
        if self._user and kind == "email":
            sync_user_email_address(self._user)
        return contact


class _CodeForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        _dress(code, _("Code"), missing=_("Write the six digits of the code."))
        code.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


class ConfirmLoginCodeForm(_CodeForm, library.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code to sign in."""


class VerifyPhoneForm(_CodeForm, library.VerifyPhoneForm):  # type: ignore[misc]
    """The code that proves a telephone."""


class VerifyEmailForm(_CodeForm, library.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code that proves an e-mail address."""


class ResetCodeForm(_CodeForm, library.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """The code that lets a forgotten password be replaced."""


class AddEmailForm(library.AddEmailForm):  # type: ignore[misc]
    """A new e-mail address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self.fields["email"], _("New e-mail address"), missing=_("Write an e-mail address."))


class ResetPasswordForm(library.ResetPasswordForm):  # type: ignore[misc]
    """The e-mail address that receives the code for a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self.fields["email"], _("E-mail"), missing=_("Write an e-mail address."))


class _NewPassword(forms.Form):
    """One field: whoever mistypes signs in with a code and chooses again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        missing = _("Write the new password.")
        _dress(self.fields["password1"], _("New password"), hint=PASSWORD_RULE, missing=missing)


class SetPasswordForm(_NewPassword, library.SetPasswordForm):  # type: ignore[misc]
    """The first password of an account."""


class NewPasswordForm(_NewPassword, library.ResetPasswordKeyForm):  # type: ignore[misc]
    """The password after a proved e-mail address."""


class ChangePasswordForm(_NewPassword, library.ChangePasswordForm):  # type: ignore[misc]
    """Another password; who has just signed in with a code need not know the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if _proved_by_code(self.user):
            del self.fields["oldpassword"]
        else:
            _dress(self.fields["oldpassword"], _("Present password"), missing=PASSWORD_MISSING)


class ReauthenticateForm(library.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before a contact is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self.fields["password"], _("Password"), missing=PASSWORD_MISSING)


def _proved_by_code(person: Any) -> bool:
    records = get_authentication_records(context.request, person)
    since = time.time() - CODE_PROVES_FOR
    return any(record["method"] == "code" and record["at"] > since for record in records)
