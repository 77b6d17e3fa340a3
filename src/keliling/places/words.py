"""How names of areas become words to search by: pure."""

import re
import unicodedata

# Words that stand in thousands of names and find nothing alone.
COMMON = frozenset({"kota", "kabupaten", "administrasi"})
# What people write before a name, and no name is found by.
KINDS = COMMON | {"provinsi", "kab", "kecamatan", "kec", "kelurahan", "kel", "desa"}
LONGEST = 40


def words_of(name: str) -> list[str]:
    """Return the words of a name, lower case, without accents or signs."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return [word[:LONGEST] for word in re.findall(r"[a-z0-9]+", plain)]


def search_words(name: str) -> list[str]:
    """Return the words under which an area is found; at least one."""
    words = words_of(name)
    return [word for word in words if word not in COMMON] or words


def asked_words(text: str) -> list[str]:
    """Return the words to look for: without the kind of area, unless nothing else is left."""
    words = words_of(text)
    return [word for word in words if word not in KINDS] or words


def ancestors(code: str) -> list[str]:
    """Return the codes of the areas around one, nearest first, itself first of all."""
    parts = code.split(".")
    return [".".join(parts[:n]) for n in range(len(parts), 0, -1)]


def begun_with(prefix: str) -> tuple[str, str]:
    """Return two words between which all that begin with ``prefix`` lie, by code points."""
    return prefix, prefix + "z" * LONGEST
