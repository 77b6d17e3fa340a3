"""Pages of plain words: personal data, help, accessibility, how we measure."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from keliling.assess.rules import CONTRIBUTIONS, DISPOSITIONS, STAFF_ACTS
from keliling.places.queries import offices
from keliling.web.words.codes import FACTORS, PHASES, word
from keliling.web.words.facts import fact_sentence


def privacy(request: HttpRequest) -> HttpResponse:
    """Say which data is kept, on what basis, how long, and how to use one's rights."""
    return render(request, "public/privacy.html", {"offices": offices()})


def help_and_contact(request: HttpRequest) -> HttpResponse:
    """Say how to get something done, and whom to ask."""
    return render(request, "public/help.html", {"offices": offices()})


def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what works for whom, what was tried and what was not."""
    return render(request, "public/accessibility.html", {"offices": offices()})


def measures(request: HttpRequest) -> HttpResponse:
    """Show every formula with its source and its weakness, and which fact counts where."""
    return render(
        request,
        "public/measures.html",
        {
            "counted": [
                (
                    fact_sentence(kind),
                    word(PHASES, row.phase.value),
                    word(FACTORS, row.factor.value),
                    row,
                )
                for kind, row in CONTRIBUTIONS.items()
            ],
            "staff": [
                (
                    fact_sentence(kind),
                    word(PHASES, phase.value),
                    word(FACTORS, factor.value),
                    kind in DISPOSITIONS,
                )
                for kind, (phase, factor) in STAFF_ACTS.items()
            ],
        },
    )
