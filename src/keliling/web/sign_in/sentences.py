"""What sign-in says: on the page, in letters and in text messages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: Mapping[str, Promise] = {
    "account_inactive": _("This account was closed. Ask the office why."),
    "email_password_mismatch": _("E-mail and password do not fit together. Check both."),
    "phone_password_mismatch": _("Telephone and password do not fit together. Check both."),
    "username_password_mismatch": _("Write a telephone number or an e-mail address."),
    "invalid_login": _("Write a telephone number or an e-mail address."),
    "email_taken": _("Another account uses this e-mail. Sign in with it, or write another."),
    "phone_taken": _("Another account uses this telephone. Sign in with it, or write another."),
    "duplicate_email": _("This e-mail is already yours."),
    "same_as_current": _("This is the one you have now. Write the new one."),
    "enter_current_password": _("This is not your present password."),
    "incorrect_password": _("This is not your password."),
    "incorrect_code": _("This is not the code we sent. Look at the newest message."),
    "too_many_login_attempts": _("Too many wrong tries. Wait five minutes, then try again."),
    "rate_limited": _("That was too often in a short time. Wait a minute, then try again."),
}

FLASHES: Mapping[str, Promise] = {
    "email_confirmed": _("This e-mail is yours now: %(email)s"),
    "phone_verified": _("This telephone is yours now: %(phone)s"),
    "password_changed": _("You have a new password."),
    "password_set": _("You have a password now."),
    "logged_out": _("You are signed out."),
}

LETTERS: Mapping[str, tuple[Promise, Promise]] = {
    "login_code": (
        _("Your code to sign in"),
        _(
            "Your code is %(code)s. It holds for ten minutes. Tell it to nobody: "
            "we never ask for it."
        ),
    ),
    "email_confirmation": (
        _("Your code for this e-mail address"),
        _(
            "Your code is %(code)s. It holds for fifteen minutes. Tell it to nobody: "
            "we never ask for it."
        ),
    ),
    "email_confirmation_signup": (
        _("Your code to finish signing up"),
        _(
            "Your code is %(code)s. It holds for fifteen minutes. If you did not sign up, "
            "do nothing."
        ),
    ),
    "password_reset_code": (
        _("Your code for a new password"),
        _(
            "Your code is %(code)s. It holds for ten minutes. If you did not ask for it, "
            "do nothing."
        ),
    ),
    "account_already_exists": (
        _("You have an account already"),
        _(
            "Somebody, perhaps you, wanted to sign up with this address. It has an account: "
            "sign in with a code, at %(sign_in)s"
        ),
    ),
    "unknown_account": (
        _("There is no account with this address"),
        _(
            "Somebody, perhaps you, wanted to sign in with this address. It has no account: "
            "sign up at %(sign_up)s"
        ),
    ),
    "email_changed": (
        _("Your e-mail address was changed"),
        _(
            "Letters now go to another address. If that was not you, come to the office with "
            "your ID card."
        ),
    ),
    "password_changed": (
        _("Your password was changed"),
        _("If that was not you, sign in with a code and choose a new one, or come to the office."),
    ),
    "password_set": (
        _("Your account has a password now"),
        _("If that was not you, sign in with a code and choose a new one, or come to the office."),
    ),
    "password_reset": (
        _("Your password was changed"),
        _("If that was not you, sign in with a code and choose a new one, or come to the office."),
    ),
}

CODE_BY_PHONE = _("Your Keliling code: %(code)s. Tell it to nobody: we never ask for it.")
ACCOUNT_THERE = _("This number has a Keliling account already. Sign in with a code: %(sign_in)s")
NO_ACCOUNT = _("This number has no Keliling account. Sign up: %(sign_up)s")
PHONE_MOVED = _(
    "Your Keliling account has a new telephone number. If that was not you, come to the office "
    "with your ID card."
)
