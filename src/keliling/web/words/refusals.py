"""Why something was refused: one sentence a reason, saying what to do."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from keliling.kernel.refusal import Refused

SENTENCES: Mapping[str, Promise] = {
    "absent": _("This page does not exist, or is not yours to see."),
    "stale": _(
        "Somebody changed this while you had it open. Load the page again and look at what is "
        "new; what you typed is still in your browser if you go back."
    ),
    "sign_in_first": _("Sign in first, then try again."),
    "not_your_role": _(
        "This is done by somebody with another role. Ask the office's administrator."
    ),
    "not_for_yourself": _("Nobody confirms or answers their own. Ask a colleague or a neighbour."),
    "name_missing": _("Write a name, at most 120 letters."),
    "contact_taken": _(
        "Another account uses this e-mail or telephone. Sign in with it, or use another."
    ),
    "contact_of_staff": _(
        "This person works in an office. Only its administrator changes the telephone."
    ),
    "nik_digits": _("A NIK has 16 digits; this one has %(count)s. Look at the card again."),
    "nik_date": _(
        "Digits 7 to 12 of a NIK are a date of birth, and this date does not exist. Look at "
        "the card again."
    ),
    "nik_serial": _("A NIK does not end in 0000. Look at the card again."),
    "nik_born": _("The date of birth in this NIK is another one. Check both."),
    "nik_taken": _(
        "Another account holds this NIK. Come to the office with your card; we will put it right."
    ),
    "kk_digits": _("A family card's number has 16 digits; this one has %(count)s."),
    "nib_digits": _("An NIB has 13 digits. Copy it from the OSS page."),
    "email": _("This is not an e-mail address. Write it like nama@contoh.id."),
    "phone": _("This is not a telephone number that can be called. Write it like 0812 3456 7890."),
    "area_code": _("This is not an area code. Write it like 31.74.09.1002."),
    "not_rupiah": _("Write an amount in whole rupiah, like 100.000."),
    "village_needed": _("Choose a village or kelurahan from the list."),
    "rw_number": _("An RT or RW is a number from 1 to 999."),
    "adults_source_missing": _("Say where the numbers of adults come from, and of which year."),
    "adults_number": _("A number of adults is a whole number up to 100,000."),
    "neighbourhood_twice": _("RW %(rw)s, RT %(rt)s stands twice in the list."),
    "residency_needed": _(
        "Say first in which RW you live; for some things somebody must have confirmed it."
    ),
    "residency_already_confirmed": _("Somebody has confirmed this already."),
    "residency_changed_meanwhile": _(
        "Your home was changed in another window. Load the page again."
    ),
    "not_your_rw": _("You can propose a visit for the RW you live in."),
    "not_your_village": _(
        "This is for people who live in that kelurahan. Change your home if you have moved."
    ),
    "no_office_there": _("No office here serves that area yet."),
    "group_kind": _("Choose what kind of group it is."),
    "group_name_taken": _("A group of this name is already there in your RW."),
    "already_member": _("You are already in this group."),
    "not_your_group": _("Offer in the name of a group you speak for."),
    "person_unknown": _(
        "Nobody with this e-mail, telephone or NIK has an account. Enter the person below."
    ),
    "person_not_entered": _(
        "Nobody with this e-mail, telephone or NIK has an account. Enter the person under People "
        "first."
    ),
    "role_missing": _("Choose a role."),
    "role_scope": _("This role is not granted over that. Choose again."),
    "role_already_held": _("This person already has the role."),
    "role_already_revoked": _("The role was already taken back."),
    "last_administrator": _("An office keeps at least one administrator. Appoint another first."),
    "invitation_used": _("This invitation was already used. Ask for a new one."),
    "office_has_administrator": _("This office already has an administrator."),
    "office_code": _("An office's code is 2 to 12 letters or digits."),
    "office_code_taken": _("Another office has this code."),
    "timezone_unknown": _("Choose WIB, WITA or WIT."),
    "password_weak": _(
        "Choose a password of at least 10 letters and digits that is not a common word and not "
        "like your name."
    ),
    "setup_code": _("This is not the set-up code. Copy it from the window that printed it."),
    "setup_done": _("An office is already open here. Sign in, or ask its administrator."),
    "calendar_day": _("There is no such day. Write day, month and year in numbers."),
    "calendar_year": _("Choose a year from %(first)s to %(last)s."),
    "area_missing": _("Look for the area that the office serves, and choose it."),
    "day_is_free": _("This day is already in the calendar."),
    "need_missing": _("Name at least one service that people need."),
    "need_people": _("Say for how many people, from 1 to %(most)s."),
    "need_twice": _("Name each service once."),
    "service_not_offered": _("This office does not offer that service on that day."),
    "offer_kind": _("Choose what you bring from the list. Money is never taken."),
    "offer_quantity": _("Say how many, from 1 to %(most)s."),
    "text_too_long": _("This is too long: at most %(most)s letters."),
    "search_text": _("Write what you are looking for in fewer than 100 letters."),
    "page_unknown": _("This page of the list does not exist. Begin again at the first."),
    "proposal_open_already": _("You already have an open proposal for this RW."),
    "proposal_answered": _("The office has already answered this proposal."),
    "already_backed": _("Your signature is already under this proposal; it counts once."),
    "not_backed": _("Your name does not stand under this proposal."),
    "finding_has_proposal": _("This finding has already opened a proposal."),
    "decline_reason": _("Choose why it is not chosen."),
    "answer_missing": _("Write the answer that people will read."),
    "visit_moved": _("The visit has moved on meanwhile. Load the page again."),
    "visit_over": _("The visit is over; nothing more can be promised for it."),
    "visit_not_held": _("This can be said once the visit has been held."),
    "visit_takes_no_files": _(
        "This visit takes no applications now. Apply without it, or choose another visit."
    ),
    "visit_not_running": _("Numbers are handed out once the visit is announced."),
    "plan_in_the_past": _("Choose a day that is still to come."),
    "hours_order": _("The end must be after the beginning."),
    "services_missing": _("Choose at least one service."),
    "plan_published": _("The plan is already published and stands as agreed."),
    "not_ready": _("Not everything on the list is ready yet."),
    "readiness_item": _("This line is worked out from the plan and cannot be ticked."),
    "readiness_other_side": _("This line is for the residents to tick."),
    "already_ticked": _("This line is already ticked."),
    "venue_capacity": _(
        "Say for how many people there is room, from 1 to %(most)s, and the power in watts."
    ),
    "venue_agreed_already": _("A place is already agreed for this visit."),
    "offer_answered": _("This offer has already been answered."),
    "shift_task": _("Choose a task from the list."),
    "shift_places": _("Say how many people, from 1 to %(most)s."),
    "shift_open_already": _("This task already begins at that hour."),
    "shift_full": _("Somebody took the last place just now. Choose another shift."),
    "place_just_taken": _("Somebody took that place just now. Try once more; there are others."),
    "shift_taken_already": _("You already have a place in this shift."),
    "shift_minutes": _("Say how many minutes were worked, from 1 to %(most)s."),
    "already_countersigned": _("These hours are already countersigned."),
    "service_not_planned": _("Choose one of the services that this visit brings."),
    "priority_unknown": _("Choose a reason for priority from the list."),
    "ticket_held_already": _("This person already waits with a number."),
    "ticket_drawn_already": _("Number %(number)s was drawn already; it stands in the queue."),
    "queue_moved": _("Number %(number)s is not the next one any more. Look who is next now."),
    "ticket_not_called": _("This number has not been called, or is already done."),
    "ticket_ending": _("A number ends served or absent."),
    "queue_empty": _("Nobody is waiting."),
    "queue_not_empty": _("People are still waiting. Serve them or mark them absent first."),
    "mandate_to_oneself": _("A mandate is given to somebody else."),
    "mandate_term": _("A mandate holds from today for at most %(most)s days."),
    "not_a_volunteer": _("Choose a volunteer of this visit."),
    "mandate_given_already": _("This volunteer already has your mandate for this service."),
    "mandate_revoked_already": _("This mandate was already taken back."),
    "mandate_other_service": _("The mandate is for another service."),
    "id_in_use": _("This form was used before. Load the page again and begin afresh."),
    "unknown_field": _("The form has a field it should not have. Load it again."),
    "incomplete": _("Some answers are missing or need mending."),
    "step_not_now": _("The file is at another step now. Load the page again."),
    "own_file": _(
        "You applied or helped with this file, so somebody else handles it. That is the rule."
    ),
    "checked_by_you": _("You checked this file, so somebody else decides. That is the rule."),
    "send_back_reason": _("Choose why the file goes back."),
    "send_back_words": _("Write what is missing and how to mend it."),
    "reasons_missing": _("Write the reasons; the applicant has a right to them."),
    "ruling_missing": _("Choose whether it is granted or refused."),
    "decided_already": _("Somebody decided this file just now."),
    "document_size": _(
        "The document is empty or larger than %(most)s MB. Photograph it again, a little smaller."
    ),
    "members_full": _(
        "A list takes at most %(most)s. Tell the office if there are more; it helps you."
    ),
    "document_kind": _("Only JPG, PNG, WebP or PDF. Photograph the sheet, or save it as PDF."),
    "recording_size": _(
        "The recording is empty or larger than %(most)s MB. Record it again, a little shorter."
    ),
    "recording_kind": _("Only MP3, M4A, AAC, OGG, WAV, WebM or AMR. Record it with your phone."),
    "film_kind": _("Only MP4, WebM or OGG. Record it with your phone."),
    "document_unreadable": _("This document cannot be opened. Photograph the sheet again."),
    "document_pixels": _(
        "This picture has too many pixels. Photograph it again with a smaller setting."
    ),
    "document_pages": _(
        "This document has more than %(most)s pages. Send only the pages that matter."
    ),
    "device_name": _("Give the device a name of at most %(most)s letters."),
    "device_holder": _(
        "A device is for somebody who works in this office or helps at one of its visits. Give "
        "the person a role first."
    ),
    "device_enrolled_already": _(
        "This device was let in just now. Its code was shown once: shut the device out and let "
        "it in again if you did not scan it."
    ),
    "device_revoked_already": _("This device was already shut out."),
    "device_unknown": _(
        "This device is not known here. Scan the office's QR code again, or ask its administrator."
    ),
    "device_shut_out": _("This device was shut out. Ask the office's administrator."),
    "contact_unproved": _(
        "Sign in once on the site and prove this telephone or e-mail with the code we send."
    ),
    "sign_in_often": _("Too many wrong passwords. Wait five minutes and try again."),
    "form_unknown": _("This office has no such form. Refresh the list of forms."),
    "instance_missing": _("No form came with this. Send it again from the application."),
    "instance_unreadable": _("The form that was sent cannot be read. Send it again."),
    "instance_of_another": _("Somebody else has sent this form already. Fill in a new one."),
    "attachment_name": _("A file needs a name of at most %(most)s letters."),
    "attachments_many": _("A form takes at most %(most)s photographs and files."),
    "held_answers": _("Some answers are missing or do not fit the form."),
    "held_applicant": _(
        "Nobody who gave this volunteer a mandate for this service has the NIK or telephone in "
        "the form."
    ),
    "held_device": _("It came from a device that was shut out."),
    "held_document": _("A photograph or file cannot be opened, or is of a kind we do not take."),
    "held_edit": _("It is to change a form that can no longer be changed."),
    "held_other_person": _("The NIK in the form is that of another account."),
    "held_refused": _("The mandate, the visit or the role behind it no longer holds."),
    "held_rival": _(
        "Something else was sent before under the same number. Both are kept; an officer "
        "compares them."
    ),
    "held_service": _("The office no longer offers this service."),
    "held_version": _("It was filled in on another version of the form than the one in force."),
    "submission_settled": _("Somebody has settled this already."),
    "set_aside_words": _("Write why it is set aside, in at most %(most)s letters."),
    "code_unknown": _(
        "No file has this code. Look at the receipt again; letters and numbers may be alike."
    ),
    "permit_unknown": _(
        "No permit has this number. It may be mistyped, or the letter is not ours."
    ),
    "rating_unknown": _(
        "This link was used already, or is not complete. Each person served rates once."
    ),
    "rated_already": _("This link was used just now."),
    "rating_empty": _("Answer at least one question."),
    "rating_scale": _("Choose one of the four answers."),
    "saved_minutes": _("Choose one of the answers about time saved."),
    "motive_scale": _("Answer all five with 1 to 5."),
    "motives_told_already": _("You have already told us; thank you."),
    "finding_topic": _("Choose what it is about."),
    "finding_words": _("Write what you noticed."),
    "finding_backed_already": _("You have already backed this."),
    "disposition_missing": _("Choose what is done about it."),
    "finding_answered": _("The office has already answered this."),
    "workbook_missing": _("Choose the workbook first; this one is empty or was not chosen."),
    "workbook_size": _(
        "The workbook is larger than %(most)s MB. Take pictures and spare sheets out."
    ),
    "workbook_kind": _(
        "Only .xlsx, .xls or .md. Save the workbook as one of these, then upload it."
    ),
    "form_file_kind": _(
        "“%(name)s” cannot stand beside a form. Save it as one of these: %(endings)s."
    ),
    "form_file_content": _(
        "“%(name)s” is no .%(ending)s file inside. Save it once more as .%(ending)s."
    ),
    "form_file_size": _("“%(name)s” is larger than %(most)s MB. Make it smaller."),
    "form_file_twice": _("Two files are called “%(name)s”. Choose one of them."),
    "form_files_size": _(
        "The files together are larger than %(most)s MB. Make pictures and recordings smaller."
    ),
    "form_files_missing": _(
        "The form needs files that are not here: %(names)s. Choose them together with the workbook."
    ),
    "form_files_unused": _(
        "The form does not use: %(names)s. Leave these out, or write the names into the workbook "
        "just as they are."
    ),
    "form_unsound": _(
        "The form cannot be used yet. Mend what the table below names, then upload it again."
    ),
    "form_lacks": _(
        "The service's own rules need something that this form does not have. Put it back, then "
        "upload it again."
    ),
    "form_draft_moved": _(
        "A colleague uploaded, published or discarded a form meanwhile. Look at what is there now."
    ),
    "form_published_meanwhile": _(
        "Another version was published meanwhile. Read what is different from it, then publish."
    ),
    "law_missing": _("Write the legal basis, at most %(most)s letters."),
    "law_source_missing": _("Write where it was read, at most %(most)s letters."),
    "form_day_past": _("Choose today or a day that is still to come."),
    "form_day_taken": _("The newest version begins on that day or later. Choose a later day."),
    "rejected_opens_nothing": _("A rejected finding opens no proposal."),
}


def sentence(refused: Refused) -> str:
    """Say why, in the reader's language; raises ``KeyError`` for a reason without a sentence."""
    return str(SENTENCES[refused.reason]) % refused.facts
