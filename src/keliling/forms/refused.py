"""What XLSForm knows and a form here cannot have, with the reason an author is told."""

from collections.abc import Mapping

REFUSED_TYPES: Mapping[str, str] = {
    "audit": "a log of every step tells more of people than the office may keep",
    "start-geopoint": "a place is asked for with geopoint, never taken unasked",
    "background-geopoint": "a place is asked for with geopoint, never taken unasked",
    "background-audio": "a recording is asked for with audio, never made unasked",
    "simserial": "it names somebody's telephone; Collect no longer tells it",
    "subscriberid": "it names somebody's telephone; Collect no longer tells it",
    "select_one_external": "write select_one with a choice_filter",
    "cascading_select": "write select_one with a choice_filter",
    "osm": "places are asked for with geopoint, geotrace or geoshape",
    "begin loop": "write a group for each, or a repeat",
    "include": "write the questions of the other form here",
    "phone number": "write text with a constraint",
    "percentage": "write integer with a constraint",
}
REFUSED_COLUMNS: Mapping[str, str] = {
    "save_to": "entities are not kept",
    "intent": "a page in a browser cannot open another program",
    "disabled": "leave the row out instead",
    "compact_tag": "answers are not sent by text message",
    "sms_field": "answers are not sent by text message",
    "sms_option": "answers are not sent by text message",
    "noapperrorstring": "a page in a browser cannot open another program",
    "bind": "no program reads it; write the column of that name without “bind”",
    "instance": "no program reads it",
    "control": "no program reads it; write it into appearance or parameters",
    "body": "no program reads it; write it into appearance or parameters",
}
REFUSED_SETTINGS: Mapping[str, str] = {
    "public_key": "encrypted answers could not be judged; they are encrypted where they are kept",
    "submission_url": "answers go to the office that published the form",
    "instance_xmlns": "instances have no namespace",
    "namespaces": "no program reads columns of other namespaces",
    "prefix": "answers are not sent by text message",
    "delimiter": "answers are not sent by text message",
    "sms_keyword": "answers are not sent by text message",
    "sms_separator": "answers are not sent by text message",
    "sms_allow_media": "answers are not sent by text message",
    "sms_date_format": "answers are not sent by text message",
    "sms_datetime_format": "answers are not sent by text message",
    "sms_response": "answers are not sent by text message",
    "omit_instanceid": "an instance without an id could be kept twice",
    "instance_id": "an instance is named by its uuid",
    "add_none_option": "write the choice yourself",
    "client_editable": "no program reads it",
    "flat": "groups keep their names",
    "xml_root": "write name",
    "attribute": "no program reads it",
}
REFUSED_SHEETS: Mapping[str, str] = {
    "external_choices": "write the choices into the sheet choices",
    "entities": "entities are not kept",
    "osm": "places are asked for with geopoint, geotrace or geoshape",
}


def reason(name: str, reasons: Mapping[str, str]) -> str:
    """Return the reason behind a colon, or nothing where none is known."""
    words = name.lower().replace(":", " ").split()
    known = [" ".join(words), " ".join(words[:2]), words[0] if words else ""]
    found = next((reasons[one] for one in known if one in reasons), "")
    return f": {found}" if found else ""
