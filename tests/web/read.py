"""Read a page as a person does: its words, without the marks around them."""

import html
import re

from django.http import HttpResponse


def words(response: HttpResponse) -> str:
    """Return the text of a page on one line."""
    body = response.content.decode()
    main = body[body.index("<main") : body.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def hidden(response: HttpResponse, name: str) -> str:
    """Return what a page's first form of that field carries along unseen."""
    found = re.search(f'name="{name}" value="([^"]*)"', response.content.decode())
    assert found is not None
    return html.unescape(found[1])


def typed(response: HttpResponse, name: str) -> str:
    """Return what stands in a field of the page, as its reader would see it again."""
    body = response.content.decode()
    box = re.search(f'<textarea[^>]* name="{name}"[^>]*>\n?(.*?)</textarea>', body, re.DOTALL)
    tag = re.search(f'<input[^>]* name="{name}"[^>]*>', body)
    value = re.search(' value="([^"]*)"', tag[0]) if tag else None
    assert box or value
    return html.unescape(box[1] if box else value[1] if value else "")
