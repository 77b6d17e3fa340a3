"""Who gets what from the office's room: each desk its own, and nobody else anything."""

from tests.web.access.row import Row

NOBODY = {
    "visitor": 302,
    "stranger": 404,
    "applicant": 404,
    "volunteer": 404,
    "rw_head": 404,
    "front_officer": 404,
    "signatory": 404,
    "coordinator": 404,
    "administrator": 404,
}
DESKS = NOBODY | {"front_officer": 200, "signatory": 200}
PLANNERS = NOBODY | {"coordinator": 200}
CLERKS = NOBODY | {"front_officer": 200, "coordinator": 200, "administrator": 200}
OFFICER = NOBODY | {"front_officer": 200}
BOSS = NOBODY | {"administrator": 200}
FILE = {"application": "application"}
FORM = {"code": "form_code", "which": "form_version"}

ROWS = [
    Row("inbox", {}, **DESKS),
    Row("desk_application", FILE, **DESKS),
    Row("accept", FILE, **NOBODY | {"front_officer": 303}),
    Row("send_back", FILE, **NOBODY | {"front_officer": 303}),
    Row("decide", FILE, **NOBODY | {"signatory": 303}),
    Row("desk_proposals", {}, **PLANNERS),
    Row("desk_proposal", {"proposal": "proposal"}, **PLANNERS),
    Row("desk_visits", {}, **PLANNERS),
    Row("desk_visit", {"visit": "visit"}, **PLANNERS),
    Row("desk_findings", {}, **PLANNERS),
    Row("programme", {}, **CLERKS | {"signatory": 200}),
    Row("desk_submissions", {}, **OFFICER),
    Row("desk_submission", {"submission": "submission"}, **OFFICER),
    Row("sent_file", {"attachment": "attachment"}, **OFFICER),
    Row("devices", {}, **BOSS),
    Row("people", {}, **CLERKS),
    Row("desk_person", {"person": "stranger"}, **CLERKS),
    Row("settings", {}, **BOSS),
    Row("service_form", {"code": "form_code"}, **BOSS),
    Row("form_draft", {"code": "form_code"}, **BOSS),
    Row("publish_form", {"code": "form_code"}, **BOSS),
    Row("form_preview", FORM, **BOSS),
    Row("form_frame", FORM | {"office": "office_code", "language": "form_language"}, **BOSS),
    Row("form_export", FORM, **BOSS),
    Row("form_beside", FORM | {"name": "shown_file"}, **BOSS),
    # Once an office is there the first page is gone, for everybody.
    Row("setup", {}, **NOBODY | {"visitor": 404}),
    # An invitation is for whoever holds its link.
    Row("invitation", {"token": "invitation_token"}, visitor=302),
]
