"""Why a file goes back: typed, so that send-backs can change the form, and not only the file."""

SEND_BACK_REASONS = (
    "requirement_unclear",
    "applicant_lacked",
    "helper_error",
    "office_error",
    "source_register",
)
