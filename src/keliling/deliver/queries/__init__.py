"""Reading stage 3."""

from keliling.deliver.queries.figures import DayFigures, day_figures
from keliling.deliver.queries.files import (
    application_seen_by,
    applications_of_visit,
    document_seen_by,
    looks_at,
    my_applications,
    send_backs_of,
)
from keliling.deliver.queries.follow import Progress, follow_code, progress_of
from keliling.deliver.queries.inbox import InboxRow, inbox, inbox_counts
from keliling.deliver.queries.permits import (
    PublicPermit,
    permit_content,
    permit_of,
    verify_number,
    verify_token,
)
from keliling.deliver.queries.queue import (
    Queue,
    mandate_for,
    mandates_given,
    mandates_held,
    my_ticket,
    queue_of,
)

__all__ = [
    "DayFigures",
    "InboxRow",
    "Progress",
    "PublicPermit",
    "Queue",
    "application_seen_by",
    "applications_of_visit",
    "day_figures",
    "document_seen_by",
    "follow_code",
    "inbox",
    "inbox_counts",
    "looks_at",
    "mandate_for",
    "mandates_given",
    "mandates_held",
    "my_applications",
    "my_ticket",
    "permit_content",
    "permit_of",
    "progress_of",
    "queue_of",
    "send_backs_of",
    "verify_number",
    "verify_token",
]
