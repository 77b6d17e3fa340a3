"""Which errands a fact leaves: names of handlers in `jobs/follow.py`."""

ERRANDS: dict[str, tuple[str, ...]] = {
    "application_submitted": ("tell_receipt",),
    "application_sent_back": ("tell_sent_back",),
    "permit_issued": ("render_permit", "tell_issued"),
    "application_refused": ("tell_refused",),
    "proposal_declined": ("tell_declined",),
}
