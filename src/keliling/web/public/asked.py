"""What a visitor asked for in the address: read here, or refused with a sentence."""

from keliling.kernel.refusal import Refused
from keliling.web.http import Request

MOST_SEARCH = 99


def search_text(request: Request, key: str) -> str:
    """Return what was typed into a search field; raises ``Refused("search_text")``."""
    text = request.GET.get(key, "").strip()
    if len(text) > MOST_SEARCH or not text.isprintable():
        raise Refused("search_text", most=MOST_SEARCH)
    return text
