"""Notices by e-mail, in the reader's language; people without one read the same on their page."""

from datetime import date
from uuid import UUID

from babel.dates import format_date
from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from keliling.catalogue.queries import sheet_of
from keliling.commission.queries import proposal_by_id
from keliling.deliver.queries import application_for_errand
from keliling.people.queries import Person

SUBJECTS = {
    "application_submitted": gettext_noop("We have your application"),
    "application_sent_back": gettext_noop("Your application needs something from you"),
    "permit_issued": gettext_noop("Your permit is ready"),
    "outside_number_recorded": gettext_noop("Your number has been recorded"),
    "form_change_announced": gettext_noop("The form of your application changes"),
    "application_refused": gettext_noop("Your application was refused"),
    "visit_commissioned": gettext_noop("The visit you proposed will come"),
    "proposal_declined": gettext_noop("Your proposal was not chosen"),
}


def about_application(application_id: UUID, kind: str) -> None:
    """Tell the applicant; nothing but the service and the code, for mail is read by others."""
    file = application_for_errand(application_id)
    with translation.override(file.applicant.language):
        service = sheet_of(file.service_version_id).name.in_(file.applicant.language)
        text = _("%(service)s, code %(code)s. Read more and do the next step here: %(link)s") % {
            "service": service,
            "code": file.code,
            "link": f"{settings.PUBLIC_URL}/ikuti/?kode={file.code}",
        }
        _send(file.applicant, kind, text)


def about_form(application_id: UUID, day: date) -> None:
    """Tell the owner of a draft that its form changes, on which day, and that nothing is lost."""
    file = application_for_errand(application_id)
    language = file.applicant.language
    with translation.override(language):
        text = _(
            "%(service)s: from %(day)s the office asks the questions in another form. Your draft "
            "is kept. If everything you answered fits the new form, the draft moves to it when "
            "you open it; if not, it goes on with the old one. Open it here: %(link)s"
        ) % {
            "service": sheet_of(file.service_version_id).name.in_(language),
            "day": format_date(day, "d MMMM y", locale=language),
            "link": f"{settings.PUBLIC_URL}/berkas/{file.pk}/",
        }
        _send(file.applicant, "form_change_announced", text)


def about_proposal(proposal_id: UUID, kind: str) -> None:
    """Tell the author what the office answered."""
    proposal = proposal_by_id(proposal_id)
    with translation.override(proposal.author.language):
        text = _("The office's answer and its reason are here: %(link)s") % {
            "link": f"{settings.PUBLIC_URL}/usulan/{proposal.pk}/"
        }
        _send(proposal.author, kind, text)


def _send(person: Person, kind: str, text: str) -> None:
    if person.email:
        send_mail(_(SUBJECTS[kind]), text, settings.DEFAULT_FROM_EMAIL, [person.email])
