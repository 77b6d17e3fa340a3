"""Tables of stage 3."""

from keliling.deliver.models.application import Application, Document, Look, SendBack
from keliling.deliver.models.permit import Counter, Permit
from keliling.deliver.models.queue import Mandate, Ticket
from keliling.deliver.models.submission import Attachment, Submission

__all__ = [
    "Application",
    "Attachment",
    "Counter",
    "Document",
    "Look",
    "Mandate",
    "Permit",
    "SendBack",
    "Submission",
    "Ticket",
]
