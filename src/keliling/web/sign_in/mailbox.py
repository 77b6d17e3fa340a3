"""Messages without a gateway: printed, and kept where the demonstration shows them."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from keliling.kernel.ids import new_token


class ConsoleAndMailbox(BaseEmailBackend):
    """Print each letter and keep it in the mailbox; gateways come with the permit desk."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Deliver to the console and the folder; returns how many letters that was."""
        for message in email_messages:
            keep(", ".join(message.to), str(message.subject), str(message.body))
        return len(email_messages)


def keep(to: str, subject: str, text: str) -> None:
    """Print a message and put it into the mailbox."""
    now = timezone.localtime()
    sys.stderr.write(f"--- {to}: {subject}\n{text}\n---\n")
    folder = Path(settings.MAILBOX)
    folder.mkdir(parents=True, exist_ok=True)
    body = {"to": to, "subject": subject, "text": text, "at": now.isoformat(timespec="seconds")}
    name = f"{now:%Y%m%d%H%M%S%f}-{new_token()[:6]}.json"
    (folder / name).write_text(json.dumps(body, ensure_ascii=False))
