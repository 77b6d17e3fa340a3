"""One sentence for each kind of fact; a house test holds the two together."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FACTS: Mapping[str, Promise] = {
    "answers_saved": _("Answers were saved."),
    "application_accepted": _("The front officer found the file complete."),
    "application_looked_at": _("Somebody opened the file."),
    "application_refused": _("The application was refused, with reasons."),
    "application_resubmitted": _("The file was completed and sent again."),
    "application_sent_back": _("The file was sent back to be completed."),
    "application_started": _("An application was begun."),
    "application_submitted": _("The application was sent."),
    "application_withdrawn": _("The application was withdrawn."),
    "areas_loaded": _("The areas of Indonesia were loaded."),
    "calendar_loaded": _("The calendar of a year was loaded."),
    "contact_replaced": _("A contact was replaced."),
    "document_added": _("A document was added."),
    "finding_answered": _("The office answered a finding."),
    "finding_backed": _("A resident backed a finding."),
    "finding_raised": _("A resident raised a finding."),
    "group_founded": _("A group registered."),
    "group_joined": _("Somebody joined a group."),
    "mandate_given": _("A resident gave a volunteer a mandate."),
    "mandate_revoked": _("A mandate was revoked."),
    "motives_told": _("A volunteer said why they helped."),
    "name_changed": _("A name was changed."),
    "nik_recorded": _("A NIK was recorded."),
    "office_opened": _("The office was opened here."),
    "office_contact_changed": _("The office's contact was changed."),
    "office_closed_on": _("The office closed on a day."),
    "office_opened_on": _("The office opened on a day."),
    "outside_number_recorded": _("A number that another body gave was recorded."),
    "permit_issued": _("A permit was issued."),
    "password_given": _("An account received its first password."),
    "person_entered": _("A person was entered."),
    "plan_drafted": _("The office drafted the plan: day, hours, services."),
    "plan_published": _("The plan was published."),
    "pledge_answered": _("The office answered a pledge."),
    "pledge_made": _("A resident pledged to bring something."),
    "proposal_backed": _("A resident backed the proposal."),
    "proposal_declined": _("The office did not choose the proposal, with a reason."),
    "rating_handed_out": _("A person served received the right to rate."),
    "readiness_ticked": _("A line of the readiness list was answered for."),
    "residency_claimed": _("Somebody said where they live."),
    "residency_confirmed": _("A home was confirmed."),
    "role_granted": _("A role was granted."),
    "role_revoked": _("A role was revoked."),
    "service_adopted": _("A service was adopted."),
    "service_stopped": _("A service was stopped."),
    "shift_left": _("A volunteer gave a place on a shift back."),
    "shift_opened": _("The office asked for people for a shift."),
    "shift_taken": _("A resident took a place on a shift."),
    "shift_worked": _("The office countersigned the hours of a volunteer."),
    "staff_invited": _("A member of staff was invited."),
    "ticket_called": _("A number was called."),
    "ticket_drawn": _("A number was drawn."),
    "ticket_ended": _("A number was done with."),
    "venue_answered": _("The office answered the offer of a place."),
    "venue_offered": _("A group offered a place."),
    "visit_closed": _("The visit was closed."),
    "visit_commissioned": _("The office commissioned the visit."),
    "visit_opened": _("The day of the visit began."),
    "visit_proposed": _("A resident proposed the visit."),
    "visit_rated": _("Somebody served rated the visit."),
}


def fact_sentence(kind: str) -> str:
    """Return the sentence of a kind of fact; the code itself for one of an older version."""
    return str(FACTS.get(kind, kind))
