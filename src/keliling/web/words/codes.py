"""The spoken word for each code that the stages keep: one table a concept."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, Promise]

PROPOSAL_STATES: Words = {
    "open": _("Open"),
    "commissioned": _("Chosen"),
    "declined": _("Not chosen"),
}
VISIT_STATES: Words = {
    "planning": _("Being planned"),
    "published": _("Going ahead"),
    "held": _("The counter is open"),
    "closed": _("Finished"),
    "cancelled": _("Cancelled"),
}
OFFERS: Words = {
    "venue": _("A place"),
    "furniture": _("Chairs and tables"),
    "power": _("Electricity"),
    "internet": _("Internet"),
    "time": _("Time of volunteers"),
    "knowledge": _("Know-how"),
    "mobilisation": _("Spreading the word"),
    "food": _("Food and drink"),
}
OFFER_UNITS: Words = {
    "venue": _("places"),
    "furniture": _("pieces"),
    "power": _("connections"),
    "internet": _("connections"),
    "time": _("hours"),
    "knowledge": _("people"),
    "mobilisation": _("people reached"),
    "food": _("portions"),
}
ANSWERS: Words = {
    "offered": _("Offered"),
    "agreed": _("Agreed"),
    "refused": _("Not taken up"),
}
DECLINE_REASONS: Words = {
    "served_recently": _("This RW had a visit not long ago"),
    "not_our_service": _("The service is not one this office gives"),
    "too_few_people": _("Too few people need it for a whole visit"),
    "no_officers": _("No officers are free in that time"),
    "merged": _("Joined with the proposal of a neighbouring RW"),
}
TASKS: Words = {
    "greeter": _("Greeter who hands out the numbers"),
    "form_helper": _("Helper with forms"),
    "escort": _("Escort for those who walk with difficulty"),
}
READINESS: Words = {
    "date": _("Date and hours"),
    "venue": _("Place"),
    "services": _("Services that come along"),
    "shifts": _("Volunteers on every shift"),
    "kit": _("Printer, laptops and forms packed"),
    "rain_plan": _("Plan for rain"),
    "announced": _("Announced in every RT"),
}
READINESS_OWED: Words = {
    "date": _("The office's coordinator sets it, with the residents."),
    "venue": _("A group offers a place, the office answers."),
    "services": _("The office's coordinator chooses from what was asked for."),
    "shifts": _("Residents: each shift needs at least one person."),
    "kit": _("The office packs it and says so here."),
    "rain_plan": _("The office says what happens when it rains."),
    "announced": _("Residents tell every RT and say so here."),
}
SUBMISSION_STATES: Words = {
    "held": _("For an officer"),
    "waiting": _("Files still to come"),
    "accepted": _("Became an application"),
    "replaced": _("Replaced by a later one"),
    "set_aside": _("Set aside"),
}
PRIORITIES: Words = {
    "elderly": _("Elderly"),
    "disabled": _("With a disability"),
    "pregnant": _("Pregnant"),
    "bereaved": _("Bereaved"),
}
TICKET_STATES: Words = {
    "waiting": _("Waiting"),
    "called": _("Called"),
    "served": _("Served"),
    "absent": _("Not there when called"),
}
STAGES: Words = {
    "draft": _("Draft, not sent"),
    "check": _("Being checked"),
    "sent_back": _("Sent back to be completed"),
    "decision": _("Waiting for the decision"),
    "granted": _("Granted"),
    "refused": _("Refused"),
    "withdrawn": _("Withdrawn"),
}
SEND_BACK_REASONS: Words = {
    "requirement_unclear": _("The requirement was not clear"),
    "applicant_lacked": _("Something was missing from the file"),
    "helper_error": _("A slip while helping"),
    "office_error": _("A slip of the office"),
    "source_register": _("Another register says something else"),
}
SERVICE_KINDS: Words = {
    "permit": _("Permit"),
    "statement": _("Statement"),
    "assistance": _("Assistance"),
}
STANDARD: Words = {
    "procedure": _("Procedure"),
    "product": _("What you receive"),
    "complaints": _("Complaints and suggestions"),
    "legal_basis_note": _("Legal basis"),
    "facilities": _("Facilities"),
    "competence": _("Who serves you"),
    "supervision": _("Supervision"),
    "staffing": _("Number of staff"),
    "service_guarantee": _("What we guarantee"),
    "safety_guarantee": _("Safety and secrecy"),
    "evaluation": _("How we are evaluated"),
}
TOPICS: Words = {
    "forms": _("Forms"),
    "requirements": _("Requirements"),
    "time": _("Time and hours"),
    "venue": _("Place"),
    "queue": _("Queue"),
    "helpers": _("Volunteers"),
    "officers": _("Officers"),
    "other": _("Something else"),
}
DISPOSITIONS: Words = {
    "": _("Not answered yet"),
    "adopted": _("Adopted"),
    "adapted": _("Adopted with changes"),
    "rejected": _("Rejected, with a reason"),
}
ROLES: Words = {
    "visitor": _("Anonymous visitor"),
    "resident": _("Resident"),
    "volunteer": _("Volunteer"),
    "rw_head": _("Head of the RW"),
    "front_officer": _("Front officer"),
    "signatory": _("Signatory"),
    "coordinator": _("Coordinator"),
    "administrator": _("Administrator"),
    "system": _("The system"),
}
SIDES: Words = {"lay": _("Residents"), "staff": _("Office"), "system": _("System")}
GROUP_KINDS: Words = {
    "pkk": _("PKK"),
    "karang_taruna": _("Karang Taruna (youth group)"),
    "worship": _("House of worship"),
    "school": _("School"),
    "rt_rw": _("RT or RW board"),
    "business": _("Business"),
    "other": _("Other group"),
}
PHASES: Words = {
    "commissioning": _("Propose"),
    "design": _("Plan"),
    "delivery": _("Serve"),
    "assessment": _("Assess"),
}
FACTORS: Words = {
    "resources": _("Resources"),
    "motivation": _("Motivation"),
    "value": _("Value"),
}
CELL_STATES: Words = {
    "supported": _("Supported"),
    "single_source": _("Single source"),
    "no_data": _("No data"),
}
LEVELS: Words = {
    "individual": _("for one person"),
    "group": _("for a group"),
    "collective": _("for everybody"),
}
STANDINGS: Mapping[int, Promise] = {
    0: _("nobody yet"),
    1: _("one side alone"),
    2: _("shared work"),
    3: _("shared decision"),
}
ELEMENTS: Words = {
    "u1": _("Requirements"),
    "u2": _("Procedure"),
    "u3": _("Time"),
    "u4": _("Cost"),
    "u5": _("What was delivered"),
    "u6": _("Competence of the officers"),
    "u7": _("Behaviour of the officers"),
    "u8": _("Facilities"),
    "u9": _("Handling of complaints"),
}


def word(table: Words, code: str) -> str:
    """Return the word for a code; the code itself where an old row holds one we dropped."""
    return str(table.get(code, code))
