"""How names of areas become words to search by: pure."""

import re
import unicodedata

# Words that stand in thousands of names and find nothing alone.
COMMON = frozenset({"kota", "kabupaten", "administrasi"})
LONGEST = 40


def words_of(name: str) -> list[str]:
    """Return the words of a name, lower case, without accents or signs."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return [word[:LONGEST] for word in re.findall(r"[a-z0-9]+", plain)]


def search_words(name: str) -> list[str]:
    """Return the words under which an area is found; at least one."""
    words = words_of(name)
    return [word for word in words if word not in COMMON] or words


def ancestors(code: str) -> list[str]:
    """Return the codes of the areas around one, nearest first, itself first of all."""
    parts = code.split(".")
    return [".".join(parts[:n]) for n in range(len(parts), 0, -1)]


def begun_with(prefix: str) -> tuple[str, str]:
    """Return the first and the last word that begins with ``prefix``, in any collation."""
    return prefix, prefix + "z" * LONGEST
