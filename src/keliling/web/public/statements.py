"""The tables of the plain pages: personal data field by field, and the measures."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONSENT = _("Consent (a)")
DUTY = _("Public service by law (e)")
BOTH = _("Consent (a) for the account; public service by law (e) for files")
WHILE_ACCOUNT = _("As long as you have the account")


@dataclass(frozen=True, slots=True)
class Held:
    """One kind of personal data, and the answers that the law asks for."""

    data: Promise
    purpose: Promise
    basis: Promise
    seen_by: Promise
    kept: Promise


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its rule, whose it is, where it is weak."""

    name: Promise
    rule: Promise
    source: Promise
    weakness: Promise


DATA_HELD = (
    Held(
        _("Name"),
        _("To address you and to put on your permit"),
        BOTH,
        _("You; the desks of the office for your files; everybody where you sign a proposal"),
        WHILE_ACCOUNT,
    ),
    Held(
        _("E-mail or telephone"),
        _("To sign in and to hear from your file"),
        CONSENT,
        _("You; officers who replace it for you"),
        _("Until you replace it or close the account"),
    ),
    Held(
        _("NIK"),
        _("To know that one person is one account, and for your files"),
        DUTY,
        _("Encrypted. Shown masked: the first six and last two digits"),
        WHILE_ACCOUNT,
    ),
    Held(
        _("Where you live: kelurahan, RW, RT"),
        _("To know where you may propose, sign and help"),
        CONSENT,
        _("You; the head of your RW and officers, to confirm it"),
        _("Until you move; then the line is closed"),
    ),
    Held(
        _("Signatures under proposals"),
        _("To show how many stand behind a visit"),
        CONSENT,
        _("Everybody, with your name"),
        _("As long as the proposal stands here, or until you take it off"),
    ),
    Held(
        _("Answers of an application"),
        _("To check and decide it"),
        DUTY,
        _("Encrypted. You; your helper while the mandate holds; the desks of the office"),
        _("As the office's archive schedule says"),
    ),
    Held(
        _("Photos and documents"),
        _("To check and decide the application"),
        DUTY,
        _("As above. Place and device are removed from photos on arrival"),
        _("As the office's archive schedule says"),
    ),
    Held(
        _("Who opened your file"),
        _("So that you can see it"),
        _("Legal duty (c)"),
        _("You"),
        _("As long as the file"),
    ),
    Held(
        _("Mandate to a volunteer"),
        _("So that somebody may fill in a file for you"),
        CONSENT,
        _("You, the volunteer, the office"),
        _("It ends on its day or when you take it back; the line stays with the file"),
    ),
    Held(
        _("Number in the queue, reason for priority"),
        _("To call people in a fair order"),
        CONSENT,
        _("Those who keep the queue"),
        _("With the visit; the reason may be left out"),
    ),
    Held(
        _("Shifts, hours, pledges, offers of a place"),
        _("To plan the visit and count the hours"),
        CONSENT,
        _("Everybody sees what was promised; single people are not named, groups are"),
        _("With the visit"),
    ),
    Held(
        _("Findings"),
        _("To change the service"),
        CONSENT,
        _("Everybody reads the words; the office knows who wrote them"),
        _("With the visit"),
    ),
    Held(
        _("Why you helped"),
        _("To see whether helping is voluntary"),
        CONSENT,
        _("Only as a count, from five answers on"),
        _("With the visit"),
    ),
    Held(
        _("Ratings"),
        _("To improve the service, as the regulation demands"),
        DUTY,
        _("Everybody sees the figures. No name, no file and no hour is kept"),
        _("Kept without anything that leads to you"),
    ),
)

MEASURES = (
    Measure(
        _("Phase reached"),
        _(
            "A phase counts as reached when at least 3 different residents and the office have "
            "done something in it that was recorded, and when something that residents brought "
            "was answered: a proposal, an offer, a finding. Serving needs no answer."
        ),
        _("Phases: Nabatchi, Sancino and Sicilia 2017. The rule is ours."),
        _("Three is a choice: much in a small RW, little in a large one."),
    ),
    Measure(
        _("The matrix"),
        _(
            "Each meeting of a phase and a factor is supported when record and survey both "
            "speak, single source when one does, and no data when neither does. Its level is "
            "nobody, one side alone, shared work, or shared decision, and is never added up."
        ),
        _("Phases and factors: Ramadhan and Juwono 2021. The rule is ours."),
        _(
            "Interviews and observation are not collected, so most cells rest on one source. "
            "What happens without leaving a record is invisible."
        ),
    ),
    Measure(
        _("Satisfaction (IKM)"),
        _(
            "Nine elements with four answers each. The mean of each over those who answered "
            "it; their sum divided by 9, times 25; rounded once, at the end. A from 88.31, B "
            "from 76.61, C from 65, else D."
        ),
        _(
            "PermenPANRB 14/2017. The wording of the questions is ours, and so is grading after "
            "rounding."
        ),
        _("Only people who were served and chose to answer speak."),
    ),
    Measure(
        _("Enough ratings"),
        _(
            "How many of those who could rate must have done so for an error of 5 per cent at "
            "95 per cent confidence."
        ),
        _("Krejcie and Morgan 1970."),
        _("Made for a random sample. Ours is whoever answered."),
    ),
    Measure(
        _("Voices that changed something"),
        _("Findings adopted or adapted, of those answered. Unanswered ones stand beside it."),
        _("The rule is ours."),
        _("An office can adopt what is easy. Read the findings themselves."),
    ),
    Measure(
        _("Right the first time"),
        _("Files that reached the decision without ever being sent back, of files received."),
        _("The rule is ours."),
        _("Without the same figure for the counter it shows no improvement."),
    ),
    Measure(
        _("Time saved"),
        _("The median of what raters say, with how many said so. Never a sum."),
        _("The rule is ours."),
        _("A memory and a guess, asked afterwards."),
    ),
    Measure(
        _("Hours of volunteers"),
        _("Only hours that the office has countersigned, shift by shift."),
        _("The rule is ours."),
        _("Help outside the shifts is not seen."),
    ),
    Measure(
        _("What speaks against"),
        _(
            "A list found by rule: phases not reached, empty cells, files sent back, refused or "
            "late, few people carrying many hours, volunteers who felt obliged, findings "
            "without an answer, weak elements. Two lines stand in every list, because they are "
            "always true."
        ),
        _("The list and its limits are ours."),
        _("What no rule looks for is not on it."),
    ),
)
