"""Read a page as a person does: its words, without the marks around them."""

import html
import re

from django.http import HttpResponse


def words(response: HttpResponse) -> str:
    """Return the text of a page on one line."""
    body = response.content.decode()
    main = body[body.index("<main") : body.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())
