"""A device's key stands in its addresses, and addresses stand in logs: there it is hidden."""

import logging
import re

KEY = re.compile(r"(/openrosa/key/)[^/\s]+")


class HideKeys(logging.Filter):
    """Put three dots in the place of a key; nothing else of a line changes."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the line and let it through."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                hidden(part) if isinstance(part, str) else part for part in record.args
            )
        record.msg = hidden(str(record.msg))
        return True


def hidden(text: str) -> str:
    """Return a text without the keys of devices in it."""
    return KEY.sub(r"\1…", text)
