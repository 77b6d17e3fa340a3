"""Sign-up: a name, and a telephone or an e-mail."""

from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keliling.kernel.refusal import Refused
from keliling.people.acts.accounts import read_name
from keliling.web.words.refusals import sentence


class SignupForm(AllauthSignupForm):  # type: ignore[misc]  # allauth has no types
    """One-word names are names; one way to be reached is enough."""

    name = forms.CharField(
        label=gettext_lazy("Your name, as on your ID card"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "phone", "email", "password1")

    def clean_name(self) -> str:
        """Tidy the name."""
        try:
            return read_name(self.cleaned_data["name"])
        except Refused as refused:
            raise forms.ValidationError(sentence(refused)) from refused

    def clean(self) -> Any:
        """Ask for a telephone or an e-mail where both are empty."""
        cleaned = super().clean()
        if not self.errors and not (cleaned.get("phone") or cleaned.get("email")):
            self.add_error("phone", _("Give a telephone number or an e-mail address."))
        return cleaned
