"""Addresses as a device is told them: below its key, or below the door for people."""

from dataclasses import dataclass

from django.urls import reverse

from keliling.web.http import Request
from keliling.web.openrosa.door import Sender

BLANK = "___"
"""Stands for no version in an address, as in ODK Central."""


@dataclass(frozen=True, slots=True)
class Address:
    """Full addresses for one sender, on the host by which it came."""

    request: Request
    sender: Sender

    @staticmethod
    def version_of(part: str) -> str:
        """Read the part of an address that names a version."""
        return "" if part == BLANK else part

    def form(self, form: str, version: str) -> str:
        """Where a form is."""
        return self._full("form", form=form, version=version or BLANK)

    def manifest(self, form: str, version: str) -> str:
        """Where the list of its files is."""
        return self._full("manifest", form=form, version=version or BLANK)

    def file(self, form: str, version: str, name: str) -> str:
        """Where one of its files is."""
        return self._full("file", form=form, version=version or BLANK, name=name)

    def submission(self) -> str:
        """Where answers are sent."""
        return self._full("submission")

    def _full(self, part: str, /, **named: str) -> str:
        room = "openrosa_key" if self.sender.key else "openrosa"
        if self.sender.key:
            named["key"] = self.sender.key
        return self.request.build_absolute_uri(reverse(f"{room}_{part}", kwargs=named))
