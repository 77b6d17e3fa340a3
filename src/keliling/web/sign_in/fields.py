"""Fields of the sign-in pages: a contact is a telephone or an e-mail, read as people write it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from keliling.kernel.identifiers import read_email, read_phone
from keliling.kernel.refusal import Refused
from keliling.web.words.refusals import sentence

MISSING = _("Write a telephone number or an e-mail address.")
CONTACT_LENGTH = 254


class PhoneField(forms.CharField):
    """A telephone as people write it; clean data are E.164."""

    def __init__(self, **options: Any) -> None:
        options["label"] = _("Telephone number")
        options["widget"] = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
        options.setdefault("error_messages", {"required": _("Write a telephone number.")})
        super().__init__(max_length=CONTACT_LENGTH, **options)

    def clean(self, value: Any) -> Any:
        """Return the number as E.164, empty where it may be; raises ``ValidationError``."""
        typed = super().clean(value)
        return _read(read_phone, typed) if typed else typed


class ContactField(forms.CharField):
    """A telephone or an e-mail; clean data are E.164, or the address in small letters."""

    def __init__(self, *, autocomplete: str) -> None:
        super().__init__(
            label=_("Telephone or e-mail"),
            help_text=_("Like 0812 3456 7890 or nama@contoh.id"),
            max_length=CONTACT_LENGTH,
            error_messages={"required": MISSING},
            widget=forms.TextInput(
                attrs={
                    "autocomplete": autocomplete,
                    "autocapitalize": "none",
                    "spellcheck": "false",
                }
            ),
        )

    def clean(self, value: Any) -> str:
        """Return the contact in one spelling; raises ``ValidationError``."""
        typed = super().clean(value)
        return _read(read_email if is_email(typed) else read_phone, typed)


def is_email(contact: str) -> bool:
    """Tell an address from a number."""
    return "@" in contact


def _read(reader: Callable[[str], str], typed: str) -> str:
    try:
        return reader(typed)
    except Refused as refused:
        raise ValidationError(sentence(refused)) from refused
