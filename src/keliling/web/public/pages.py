"""Pages of plain words: personal data, help, accessibility, how we measure."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keliling.assess.rules import CONTRIBUTIONS, DISPOSITIONS, STAFF_ACTS
from keliling.web.http import Request
from keliling.web.public.statements import DATA_HELD, MEASURES
from keliling.web.words.codes import FACTORS, LEVELS, PHASES, word
from keliling.web.words.facts import fact_sentence


@require_safe
def privacy(request: Request) -> HttpResponse:
    """Say which data is kept, on what basis, how long, and how to use one's rights."""
    return render(request, "public/privacy.html", {"rows": DATA_HELD, "offices": request.offices})


@require_safe
def help_and_contact(request: Request) -> HttpResponse:
    """Say how to get something done, and whom to ask."""
    return render(request, "public/help.html", {"offices": request.offices})


@require_safe
def accessibility(request: Request) -> HttpResponse:
    """Say what works for whom, what was tried and what was not."""
    return render(request, "public/accessibility.html", {"offices": request.offices})


@require_safe
def measures(request: Request) -> HttpResponse:
    """Show every formula with its source and its weakness, and which fact counts where."""
    return render(
        request,
        "public/measures.html",
        {
            "measures": MEASURES,
            "counted": [
                {
                    "sentence": fact_sentence(kind),
                    "phase": word(PHASES, row.phase.value),
                    "factor": word(FACTORS, row.factor.value),
                    "level": word(LEVELS, row.level.value),
                    "power": row.power,
                }
                for kind, row in CONTRIBUTIONS.items()
            ],
            "staff": [
                {
                    "sentence": fact_sentence(kind),
                    "phase": word(PHASES, phase.value),
                    "factor": word(FACTORS, factor.value),
                    "answers": kind in DISPOSITIONS,
                }
                for kind, (phase, factor) in STAFF_ACTS.items()
            ],
        },
    )
