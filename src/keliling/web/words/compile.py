"""Compile the words: ``.po`` as people edit them to ``.mo`` as gettext reads them."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_words(folder: Path = LOCALE) -> int:
    """Write each ``.mo`` that is older than its ``.po``; returns how many that was."""
    count = 0
    for source in sorted(folder.glob("*/*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
        with target.open("wb") as file:
            write_mo(file, catalogue)
        count += 1
    return count


if __name__ == "__main__":
    compile_words()
