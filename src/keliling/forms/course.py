"""What a form fills in by itself as an instance is begun, goes on and is sent.

ODK XForms, "Events": ``odk-instance-first-load`` for defaults that are worked out,
``xforms-value-changed`` for what follows when an answer changes; "Preload Attributes" for
the moment, the day and what is known of who fills in.
"""

from collections.abc import Mapping
from datetime import datetime

from keliling.forms.judge import fitted, judge
from keliling.forms.model import NOTHING, Answers, Form, Setting, State
from keliling.forms.moments import now_text

MOST_ROUNDS = 20
"""A change may lead to the next one so often; ODK's engines stop as well."""


def begin(
    form: Form, *, now: datetime, seed: int = 0, known: Mapping[str, str] = NOTHING
) -> dict[str, str]:
    """Return the answers a new instance starts with.

    ``known`` says what is known of who fills in: ``username``, ``email``, ``phonenumber``
    and ``deviceid``. Raises ``ValueError`` for a moment without a zone.
    """
    answers = form.blank()
    facts = dict(known) | {"start": now_text(now), "today": now.date().isoformat()}
    for path, question in form.questions.items():
        if question.preload and (text := facts.get(question.preload, "")):
            answers[path] = text
    defaults = [setting for setting in form.settings if not setting.of]
    if defaults:
        state = _state(form, answers, now, seed)
        for setting in defaults:
            _set(form, setting, answers, state)
    return answers


def carry_on(
    form: Form, before: Answers, after: Answers, *, now: datetime, seed: int = 0
) -> dict[str, str]:
    """Return the answers with what follows from those that changed.

    What the same step changed by hand stays as it is.
    """
    answers = dict(after)
    by_hand = _changed(form, before, answers)
    triggered = [s for s in form.settings if s.of and s.path not in by_hand]
    moved = by_hand
    for _ in range(MOST_ROUNDS):
        following = [setting for setting in triggered if setting.of in moved]
        if not following:
            break
        state, again = _state(form, answers, now, seed), dict(answers)
        for setting in following:
            _set(form, setting, again, state)
        moved = _changed(form, answers, again)
        answers = again
    return answers


def finish(form: Form, answers: Answers, *, now: datetime) -> dict[str, str]:
    """Return the answers with the moment at which they are sent, where the form keeps it."""
    ends = [path for path, question in form.questions.items() if question.preload == "end"]
    return dict(answers) | dict.fromkeys(ends, now_text(now))


def _state(form: Form, answers: Answers, now: datetime, seed: int) -> State:
    sound = judge(form, answers, now=now, seed=seed).answers
    return State(sound, now, now.date().isoformat(), seed, answers)


def _set(form: Form, setting: Setting, answers: dict[str, str], state: State) -> None:
    text = fitted(setting.value.run(state), form.questions[setting.path].kind)
    for kept in (answers, state.answers):
        kept.pop(setting.path, None)
        if text:
            kept[setting.path] = text


def _changed(form: Form, before: Answers, after: Answers) -> set[str]:
    return {path for path in form.questions if before.get(path, "") != after.get(path, "")}
