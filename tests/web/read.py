"""Read a page as a person does: its words, without the marks around them."""

import html
import re
from html.parser import HTMLParser
from typing import Any

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


def shown_again(page: HttpResponse) -> dict[str, Any]:
    """Return what a browser would send of the page's own form, untouched, without files."""
    body = page.content.decode()
    start = body.index('<form method="post" enctype')
    reader = _Fields()
    reader.feed(body[start : body.index("</form>", start)])
    return reader.found


class _Fields(HTMLParser):
    """The fields of one form and what stands in them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Any] = {}
        self.box = self.select = ""
        self.chosen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        name, value = at.get("name") or "", at.get("value") or ""
        if tag == "textarea":
            self.box, self.found[name] = name, ""
        elif tag == "select":
            self.select, self.found[name] = name, ""
        elif tag == "option" and "selected" in at:
            self.chosen, self.found[self.select] = "value" not in at, value
        elif tag == "input" and at.get("type") in {"radio", "checkbox"}:
            if "checked" in at:
                self.found.setdefault(name, []).append(value)
        elif tag == "input" and at.get("type") != "file":
            self.found[name] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.found[self.box], self.box = self.found[self.box].removeprefix("\n"), ""
        self.chosen = False

    def handle_data(self, data: str) -> None:
        if self.box:
            self.found[self.box] += data
        elif self.chosen:
            self.found[self.select] = data
