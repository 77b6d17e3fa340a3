"""A draft whose service has another form now: what it would lose by moving, what it would keep."""

from keliling.forms import UNSEEN, Answers, Form, Judgement, Kind, generic


def lost_by_moving(
    before: Form, after: Form, answers: Answers, verdicts: tuple[Judgement, Judgement]
) -> tuple[str, ...]:
    """Return the paths of the answers that would be gone, read otherwise, or wrong.

    ``verdicts`` are those of the old and of the new form on the same answers. What nobody
    typed cannot be lost: notes, and what a form works out or fills in by itself.
    """
    was, now = verdicts
    wrong_before = {error.path for error in was.errors}
    wrong = {error.path for error in now.errors} - wrong_before
    lost = []
    for path, value in answers.items():
        if not value or not _typed(before, path):
            continue
        fits = _has(after, path) and _kind(before, path) == _kind(after, path)
        pruned = path in was.answers and was.answers[path] != now.answers.get(path)
        if not fits or pruned or path in wrong:
            lost.append(path)
    return tuple(lost)


def carried(before: Form, after: Form, answers: Answers, fresh: Answers) -> dict[str, str]:
    """Return the answers that the new form takes along, with what it begins with where it is new.

    ``fresh`` is what a new instance of it starts with.
    """
    begun = {path: value for path, value in fresh.items() if not _has(before, path)}
    return begun | {path: value for path, value in answers.items() if _has(after, path)}


def _typed(form: Form, path: str) -> bool:
    question = form.questions.get(generic(path))
    if question is None:
        return True
    return not (
        question.kind in UNSEEN
        or question.kind is Kind.NOTE
        or question.calculated
        or question.preload
        or question.read_only is True
    )


def _has(form: Form, path: str) -> bool:
    """Tell whether a question, or a group that is counted, is in the form."""
    return generic(path) in form.questions or generic(path) in form.repeats


def _kind(form: Form, path: str) -> Kind | None:
    question = form.questions.get(generic(path))
    return question.kind if question else None
