"""Which errands a fact leaves: names of handlers in `jobs/follow.py`."""

ERRANDS: dict[str, tuple[str, ...]] = {
    "application_submitted": ("tell_applicant",),
    "application_sent_back": ("tell_applicant",),
    "form_published": ("announce_form",),
    "form_change_announced": ("tell_of_form",),
    "permit_issued": ("render_permit", "hand_out_rating", "tell_applicant"),
    "outside_number_recorded": ("hand_out_rating", "tell_applicant"),
    "application_refused": ("hand_out_rating", "tell_applicant"),
    "visit_commissioned": ("tell_author",),
    "proposal_declined": ("tell_author",),
}
