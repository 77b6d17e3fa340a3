"""The nine elements of PermenPANRB 14/2017 as we ask them: our wording, their order and scale.

One is the worst answer and four the best, as the regulation has it; for cost the best
answer is that nothing was paid.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

QUESTIONS: dict[str, tuple[Promise, tuple[Promise, Promise, Promise, Promise]]] = {
    "u1": (
        _("Did what you had to bring fit what you applied for?"),
        (_("Not at all"), _("Hardly"), _("Mostly"), _("Fully")),
    ),
    "u2": (
        _("How easy was the way from applying to the result?"),
        (_("Difficult"), _("Rather difficult"), _("Easy"), _("Very easy")),
    ),
    "u3": (
        _("How fast did it go?"),
        (_("Slow"), _("Rather slow"), _("Fast"), _("Very fast")),
    ),
    "u4": (
        _("What did it cost you, all in all?"),
        (_("Far too much"), _("Too much"), _("A fair amount"), _("Nothing")),
    ),
    "u5": (
        _("Did you receive what the service list promises?"),
        (_("No"), _("Only in part"), _("Mostly"), _("Exactly")),
    ),
    "u6": (
        _("How well did the officers know their work?"),
        (_("Badly"), _("Not very well"), _("Well"), _("Very well")),
    ),
    "u7": (
        _("How polite and friendly were the officers?"),
        (_("Impolite"), _("Not very polite"), _("Polite"), _("Very polite")),
    ),
    "u8": (
        _("How good were the place and its equipment?"),
        (_("Bad"), _("Not very good"), _("Good"), _("Very good")),
    ),
    "u9": (
        _("How are complaints and suggestions dealt with?"),
        (
            _("There is nobody to turn to"),
            _("There is, but nothing happens"),
            _("Answered, but late"),
            _("Answered well"),
        ),
    ),
}
SAVED_MINUTES = ("0", "30", "60", "120", "240", "480")
SAVED_WORDS: dict[str, Promise] = {
    "0": _("None"),
    "30": _("Half an hour"),
    "60": _("One hour"),
    "120": _("Two hours"),
    "240": _("Half a day"),
    "480": _("A day or more"),
}
