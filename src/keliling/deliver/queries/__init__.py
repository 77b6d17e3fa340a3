"""Reading stage 3, with the rows that others must be able to name in a signature."""

from keliling.deliver.models import Application, Document, Look, Mandate, Ticket
from keliling.deliver.queries.drafts import NewerForm, drafts_under_others, newer_form
from keliling.deliver.queries.figures import (
    DayFigures,
    OfficeFigures,
    day_figures,
    office_figures,
)
from keliling.deliver.queries.files import (
    application_for_errand,
    application_seen_by,
    document_seen_by,
    documents_of,
    helped_files,
    live_mandate,
    looked_on,
    looks_at,
    my_applications,
    open_file_of,
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
    people_before,
    queue_of,
)

__all__ = [
    "Application",
    "DayFigures",
    "Document",
    "InboxRow",
    "Look",
    "Mandate",
    "NewerForm",
    "OfficeFigures",
    "Progress",
    "PublicPermit",
    "Queue",
    "Ticket",
    "application_for_errand",
    "application_seen_by",
    "day_figures",
    "document_seen_by",
    "documents_of",
    "drafts_under_others",
    "follow_code",
    "helped_files",
    "inbox",
    "inbox_counts",
    "live_mandate",
    "looked_on",
    "looks_at",
    "mandate_for",
    "mandates_given",
    "mandates_held",
    "my_applications",
    "my_ticket",
    "newer_form",
    "office_figures",
    "open_file_of",
    "people_before",
    "permit_content",
    "permit_of",
    "progress_of",
    "queue_of",
    "send_backs_of",
    "verify_number",
    "verify_token",
]
