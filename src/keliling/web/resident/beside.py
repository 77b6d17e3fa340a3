"""Pictures, recordings and films beside a form's words, as a page shows them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from keliling.catalogue.queries import FileBeside, form_files
from keliling.forms import Text


@dataclass(frozen=True, slots=True)
class Shown:
    """One file on a page: ``image``, ``audio`` or ``video``, where it is, and what it says.

    ``larger`` is where the same picture is in a larger size, if it is.
    """

    kind: str
    address: str
    words: str
    larger: str = ""


@dataclass(frozen=True, slots=True)
class Album:
    """The files beside a form, and how each is addressed."""

    files: Mapping[str, FileBeside]
    address: Callable[[str], str]

    def beside(self, text: Text, language: str, words: str) -> tuple[Shown, ...]:
        """Return what stands beside some words, with ``words`` for who cannot see or hear it."""
        named = dict(text.media_in(language))
        larger = named.pop("big-image", "")
        if larger:
            named.setdefault("image", larger)
        there = [(column, name) for column, name in named.items() if name in self.files]
        return tuple(
            Shown(
                kind=self.files[name].media_type.partition("/")[0],
                address=self.address(name),
                words=words,
                larger=self.address(larger) if column == "image" and larger in self.files else "",
            )
            for column, name in there
        )


EMPTY = Album({}, str)


def album_of(version: UUID) -> Album:
    """Return what stands beside the form of a version."""
    return Album(form_files(version), lambda name: reverse("form_file", args=[version, name]))
