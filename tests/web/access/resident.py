"""Who gets what from the resident's and the field room."""

from tests.web.access.row import Row

SIGNED_IN = ("my", "residency", "groups", "nik", "propose")
AT_VISIT = ("give_mandate", "offer_venue", "pledge", "my_ticket", "raise_finding")
POSTED = {
    "back": {"proposal": "proposal"},
    "take_signature_off": {"proposal": "proposal"},
    "take_shift": {"shift": "shift"},
    "leave_shift": {"shift": "shift"},
    "tick": {"visit": "visit"},
    "back_finding": {"finding": "finding"},
    "revoke_mandate": {"mandate": "mandate"},
    "confirm_residency": {"residency": "residency"},
}
NOBODY = {
    "stranger": 404,
    "applicant": 404,
    "volunteer": 404,
    "rw_head": 404,
    "front_officer": 404,
    "signatory": 404,
    "coordinator": 404,
    "administrator": 404,
}
ROWS = [
    *(Row(name, visitor=302) for name in SIGNED_IN),
    *(Row(name, {"visit": "visit"}, visitor=302) for name in AT_VISIT),
    *(
        Row(name, kwargs, visitor=302, **dict.fromkeys(NOBODY, 405))
        for name, kwargs in POSTED.items()
    ),
    Row("apply", {"office": "office_code", "code": "service_code"}, visitor=302),
    Row("application", {"application": "application"}, visitor=302, **NOBODY | {"applicant": 200}),
    Row("withdraw", {"application": "application"}, visitor=302, **NOBODY | {"applicant": 200}),
    Row("permit_pdf", {"application": "application"}, visitor=302, **NOBODY),
    Row(
        "fill",
        {"application": "draft", "group": "first_group"},
        visitor=302,
        **NOBODY | {"applicant": 200},
    ),
    Row("summary", {"application": "draft"}, visitor=302, **NOBODY | {"applicant": 200}),
    Row(
        "document",
        {"document": "document"},
        visitor=302,
        **NOBODY | {"applicant": 200, "front_officer": 200, "signatory": 200},
    ),
    Row("motives", {"visit": "visit"}, visitor=302, **NOBODY | {"volunteer": 200}),
    Row("helped", {"visit": "visit"}, visitor=302, **NOBODY | {"volunteer": 200}),
    Row(
        "queue",
        {"visit": "visit"},
        visitor=302,
        **NOBODY | {"volunteer": 200, "front_officer": 200, "coordinator": 200},
    ),
    Row("neighbours", visitor=302, **NOBODY | {"rw_head": 200}),
    Row("field", visitor=302),
]
