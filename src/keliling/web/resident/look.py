"""What a page would look like with what stands in its fields now; nothing is kept by looking.

The page asks for this while one answers, where its script runs. Without the script the same
questions come after "Save and go on".
"""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime as now

from keliling.deliver.queries.answers import seed_of
from keliling.forms import carry_on
from keliling.web.http import Request
from keliling.web.resident.choices import fitted
from keliling.web.resident.fields import field_id, fields_of
from keliling.web.resident.opened import Opened, judged, sheet_for
from keliling.web.resident.pages import Page
from keliling.web.resident.stirring import stirring
from keliling.web.resident.typed import read_page, sought


def look(request: Request, opened: Opened, page: Page) -> HttpResponse:
    """Return the questions as they follow from the fields, or the rows found in one long list.

    Raises ``BadRequest`` for a field that the page does not have.
    """
    shown = sheet_for(request, opened, only=page.path)
    read = read_page(request.POST, page, shown)
    whole, gone = fitted(
        page.questions, {**shown.answers, **read}, lambda answers: judged(opened, answers, {})
    )
    whole = carry_on(opened.form, shown.answers, whole, now=now(), seed=seed_of(opened.file))
    emptied = dict.fromkeys(read, "")
    answers = {**shown.answers, **emptied, **whole}
    sheet = replace(
        shown,
        verdict=judged(opened, answers, shown.documents, only=page.path),
        answers=answers,
        sought=sought(request.POST, page),
    )
    fields = fields_of(page, sheet, stirring=stirring(opened.form, page))
    list_ = next((one for one in fields if one.id == request.POST["look"]), None)
    if list_ is not None and list_.drawn == "search":
        return render(request, "resident/fields/_found.html", {"field": list_})
    moved = [q for q in page.questions if sheet.answers.get(q.path, "") != read.get(q.path, "")]
    context = {
        "fields": fields,
        "uploads": {},
        "here": request.get_full_path(),
        "moved": {field_id(q.path): True for q in moved if q.path in read},
        "gone": [q.label.in_(sheet.language, sheet.verdict.answers, at=q.path) for q in gone],
    }
    return render(request, "resident/_questions.html", context)
