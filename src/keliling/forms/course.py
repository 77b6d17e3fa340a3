"""What a form fills in by itself as an instance is begun, goes on and is sent.

ODK XForms, "Events": ``odk-instance-first-load`` for defaults that are worked out,
``odk-new-repeat`` for those of an instance that is added, ``xforms-value-changed`` for what
follows when an answer changes; "Preload Attributes" for the moment, the day and what is
known of who fills in.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from keliling.forms.judge import judge
from keliling.forms.lexical import fitted
from keliling.forms.model import NOTHING, Answers, Form, Setting, State
from keliling.forms.moments import now_text
from keliling.forms.paths import counts_of, generic, here_of, placed

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
    defaults = [setting for setting in form.settings if not setting.of and not setting.new]
    if defaults:
        state = _state(form, answers, now, seed)
        for setting in defaults:
            for path in _everywhere(form, setting.path, state.counts):
                _set(form, setting, path, answers, state)
    return _grown(form, {}, answers, now, seed)


def carry_on(
    form: Form, before: Answers, after: Answers, *, now: datetime, seed: int = 0
) -> dict[str, str]:
    """Return the answers with what follows from those that changed.

    A repeat instance that was added, by hand or by a count, gets its defaults. What the
    same step changed by hand stays as it is.
    """
    answers = _grown(form, before, after, now, seed)
    by_hand = _changed(before, answers)
    triggered = [setting for setting in form.settings if setting.of]
    moved = by_hand
    for _ in range(MOST_ROUNDS):
        following = [
            (setting, path)
            for setting in triggered
            for path in _following(form, setting, moved, answers)
            if path not in by_hand
        ]
        if not following:
            break
        state, again = _state(form, answers, now, seed), dict(answers)
        for setting, path in following:
            _set(form, setting, path, again, state)
        again = _grown(form, answers, again, now, seed)
        moved = _changed(answers, again)
        answers = again
    return answers


def finish(form: Form, answers: Answers, *, now: datetime) -> dict[str, str]:
    """Return the answers with the moment at which they are sent, where the form keeps it."""
    ends = [path for path, question in form.questions.items() if question.preload == "end"]
    return dict(answers) | dict.fromkeys(ends, now_text(now))


def one_more(form: Form, answers: Answers, repeat: str) -> dict[str, str]:
    """Return the answers with one more instance of a repeat; ``carry_on`` fills it in."""
    count = counts_of(answers, form.repeats).get(repeat, 0)
    return dict(answers) | {repeat: str(count + 1)}


def _grown(form: Form, before: Answers, after: Answers, now: datetime, seed: int) -> dict[str, str]:
    """Keep the counts that the form works out, and put defaults into what is new."""
    answers = dict(after)
    if not form.repeats:
        return answers
    for _ in range(MOST_ROUNDS):
        state = _state(form, answers, now, seed)
        controlled = {
            path: str(count)
            for path, count in state.counts.items()
            if form.repeats[generic(path)].count is not None
        }
        fresh = _fresh(form, before, state.counts)
        answers |= controlled
        for instance in fresh:
            _fill(form, instance, answers, state)
        if not fresh:
            break
        before = dict(before) | {path: str(count) for path, count in state.counts.items()}
    return answers


def _fresh(form: Form, before: Answers, counts: Mapping[str, int]) -> list[str]:
    """Return the instances that were not there, and do not stand in the form itself."""
    old = counts_of(before, form.repeats) if before else counts_of(form.start, form.repeats)
    return [
        f"{repeat}[{number}]"
        for repeat, count in counts.items()
        for number in range(old.get(repeat, 0) + 1, count + 1)
    ]


def _fill(form: Form, instance: str, answers: dict[str, str], state: State) -> None:
    inside = f"{generic(instance)}/"
    for path, question in form.questions.items():
        mine = path.startswith(inside) and form.by_path[path].within == inside[:-1]
        if mine and question.default:
            answers.setdefault(instance + path[len(inside) - 1 :], question.default)
            state.answers.setdefault(instance + path[len(inside) - 1 :], question.default)
    for setting in form.settings:
        place = instance + setting.path[len(inside) - 1 :]
        mine = setting.new and setting.path.startswith(inside)
        if mine and form.by_path[setting.path].within == inside[:-1] and place not in answers:
            _set(form, setting, place, answers, state)


def _state(form: Form, answers: Answers, now: datetime, seed: int) -> State:
    judged = judge(form, answers, now=now, seed=seed)
    today = now.date().isoformat()
    return State(judged.answers, now, today, seed, answers, counts=dict(judged.counts))


def _set(form: Form, setting: Setting, path: str, answers: dict[str, str], state: State) -> None:
    state.stand(here_of(path))
    text = fitted(setting.value.run(state), form.questions[setting.path].kind)
    for kept in (answers, state.answers):
        kept.pop(path, None)
        if text:
            kept[path] = text


def _following(form: Form, setting: Setting, moved: Iterable[str], answers: Answers) -> list[str]:
    """Return where a setting puts its value: beside each answer that changed."""
    found: list[str] = []
    counts = counts_of(answers, form.repeats)
    for changed in moved:
        if generic(changed) == setting.of:
            target = placed(setting.path, changed)
            around = here_of(target)
            deeper = form.by_path[setting.path].within
            if deeper and (not around or generic(around[-1]) != deeper):
                head = around[-1] if around else ""
                every = _everywhere(form, setting.path, counts)
                found += [path for path in every if path.startswith(head)]
            else:
                found.append(target)
    return found


def _everywhere(form: Form, path: str, counts: Mapping[str, int]) -> list[str]:
    """Return every answer's path of a question."""
    if not form.by_path[path].within:
        return [path]
    return [place for node, place in form.walk(counts) if node.path == path]


def _changed(before: Answers, after: Answers) -> set[str]:
    return {path for path in {*before, *after} if before.get(path, "") != after.get(path, "")}
