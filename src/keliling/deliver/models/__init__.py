"""Tables of stage 3."""

from keliling.deliver.models.application import Application, Document, Look, SendBack
from keliling.deliver.models.permit import Counter, Permit
from keliling.deliver.models.queue import Mandate, Ticket

__all__ = [
    "Application",
    "Counter",
    "Document",
    "Look",
    "Mandate",
    "Permit",
    "SendBack",
    "Ticket",
]
