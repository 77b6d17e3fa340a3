"""Who gets what from the public room: everybody everything."""

from tests.web.access.row import Row

ROWS = [
    Row("home"),
    Row("visits"),
    Row("visit", {"visit": "visit"}),
    Row("services"),
    Row("service", {"office": "office_code", "code": "service_code"}),
    Row("proposals"),
    Row("proposal", {"proposal": "proposal"}),
    Row("results"),
    Row("result", {"visit": "visit"}),
    Row("evidence", {"visit": "visit", "factor": "factor", "phase": "phase"}),
    Row("track"),
    Row("verify"),
    Row("verify_token", {"token": "permit_token"}),
    Row("form_file", {"version": "shown_version", "name": "shown_file"}),
    Row("rate", {"token": "rating_token"}),
    Row("privacy"),
    Row("help"),
    Row("accessibility"),
    Row("measures"),
    Row("components"),
]
