"""Reading stage 3; `Application` and `Document` for those who must name what they were given."""

from keliling.deliver.models import Application, Document
from keliling.deliver.queries.figures import (
    DayFigures,
    OfficeFigures,
    day_figures,
    office_figures,
)
from keliling.deliver.queries.files import (
    application_for_errand,
    application_seen_by,
    applications_of_visit,
    document_names,
    document_seen_by,
    documents_of,
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
    "Application",
    "DayFigures",
    "Document",
    "InboxRow",
    "OfficeFigures",
    "Progress",
    "PublicPermit",
    "Queue",
    "application_for_errand",
    "application_seen_by",
    "applications_of_visit",
    "day_figures",
    "document_names",
    "document_seen_by",
    "documents_of",
    "follow_code",
    "inbox",
    "inbox_counts",
    "looks_at",
    "mandate_for",
    "mandates_given",
    "mandates_held",
    "my_applications",
    "my_ticket",
    "office_figures",
    "permit_content",
    "permit_of",
    "progress_of",
    "queue_of",
    "send_backs_of",
    "verify_number",
    "verify_token",
]
