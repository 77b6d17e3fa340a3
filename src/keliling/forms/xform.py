"""Read an XForm into a form: every rule compiled, every path known, every cycle found."""

from collections.abc import Iterable, Mapping
from itertools import islice
from types import MappingProxyType

from keliling.forms.bounds import LONGEST_PATH, MOST_NODES, check_rules
from keliling.forms.choices import offer_of
from keliling.forms.compiler import compile_expression, compile_tree
from keliling.forms.controls import Box, Control, read_body
from keliling.forms.flat import flat
from keliling.forms.model import (
    MEDIA,
    NO_TEXT,
    NOTHING,
    Choice,
    Expression,
    Form,
    Group,
    Kind,
    Node,
    Offer,
    Question,
    Repeat,
    Setting,
    Slot,
    Text,
)
from keliling.forms.order import Circle, children_of, in_order
from keliling.forms.paths import enclosing
from keliling.forms.problems import ExpressionProblem, FormProblem, Problem
from keliling.forms.safe_xml import XH, Element, HostileXml, inner_text, read_xml
from keliling.forms.scope import Scope
from keliling.forms.skeleton import (
    BIND_ATTRIBUTES,
    JR_CONSTRAINT,
    JR_PRELOAD,
    JR_PRELOAD_PARAMS,
    JR_REQUIRED,
    NEW_REPEAT,
    NO_FILES,
    PRELOADS,
    Files,
    Finding,
    Skeleton,
    read_skeleton,
)

LARGEST = 8_000_000
"""Bytes of an XForm that will be read."""

MOST_OFFERED = 500_000
"""Choices of all questions together, a list counted as often as it is offered."""


def read_xform(xml: str, files: Files = NO_FILES) -> Form:
    """Return the form in an XForm with the data files beside it; raises ``FormProblem``."""
    form, findings = examine(xml, files)
    if form is None:
        raise FormProblem(
            tuple(
                Problem("xform", 0, f.what, f"{f.path}: {f.message}" if f.path else f.message)
                for f in findings
            )
        )
    return form


def examine(xml: str, files: Files = NO_FILES) -> tuple[Form | None, list[Finding]]:
    """Return the form, or what is wrong with it."""
    try:
        root = read_xml(xml.encode("utf-8", "replace"), limit=LARGEST)
        skeleton = read_skeleton(root, files)
    except (HostileXml, ValueError) as problem:
        return None, [Finding("", "", str(problem))]
    too_much = check_rules(root)
    if len(list(islice(skeleton.places(), MOST_NODES + 1))) > MOST_NODES:
        too_much = f"there are more than {MOST_NODES} questions and groups"
    if too_much:
        return None, [Finding("", "", too_much)]
    body = root.find(f"{XH}body")
    controls, boxes = read_body(root if body is None else body, skeleton)
    if sum(len(control.choices) for control in controls.values()) > MOST_OFFERED:
        message = f"all questions together offer more than {MOST_OFFERED} choices"
        return None, [Finding("", "choices", message)]
    reader = _Reader(skeleton, controls, boxes)
    form = reader.form(xml)
    return (None if skeleton.findings else form), skeleton.findings


class _Reader:
    """Puts instance, bindings and body together."""

    def __init__(
        self,
        skeleton: Skeleton,
        controls: Mapping[str, Control],
        boxes: Mapping[str, Box],
    ) -> None:
        self._bones = skeleton
        self._controls = controls
        self._boxes = boxes
        self._names: dict[int, frozenset[str]] = {}
        places = list(skeleton.places())
        self._scope = Scope(
            root=skeleton.root,
            leaves=frozenset(path for path, place in places if not len(place)),
            groups=frozenset(path for path, place in places if len(place)),
            repeats=frozenset(path for path, box in boxes.items() if box.repeats),
            lists=skeleton.lists,
            choices={p: c.choices for p, c in controls.items() if c.choices},
            language=skeleton.default_language,
        )

    def form(self, xml: str) -> Form:
        """Return the form; it may be used only if there were no findings."""
        bones = self._bones
        self._check_places()
        repeats = {path: self._repeat(box) for path, box in self._boxes.items() if box.repeats}
        nodes = tuple(self._node(path, place, repeats) for path, place in bones.places())
        questions = {n.path: n.question for n in nodes if n.question is not None}
        self._check_slots(questions.values())
        try:
            order, ahead = in_order(nodes)
        except Circle as circle:
            self._find(circle.path, circle.what, str(circle))
            order, ahead = nodes, False
        return Form(
            id=bones.id,
            version=bones.version,
            default_language=bones.default_language,
            languages=bones.languages,
            title=bones.words(bones.title),
            groups=self._groups(questions),
            questions=MappingProxyType(questions),
            xform=xml,
            root=bones.root,
            nodes=nodes,
            order=order,
            settings=self._settings(questions),
            by_path=MappingProxyType({node.path: node for node in nodes}),
            children=children_of(nodes),
            repeats=MappingProxyType(repeats),
            start=MappingProxyType(self._start(repeats)),
            ahead=ahead,
            naming=self._rule(
                "meta/instanceName", bones.binds.get("meta/instanceName"), "calculate"
            ),
            style=bones.style,
            media=bones.media,
            reads=frozenset(bones.reads),
        )

    def _find(self, path: str, what: str, message: str) -> None:
        self._bones.findings.append(Finding(path, what, message))

    def _check_places(self) -> None:
        known = self._scope.leaves | self._scope.groups
        for path in [*self._bones.binds, *self._controls, *self._boxes]:
            if path and path not in known and not path.startswith("meta/"):
                self._find(path, "nodeset", "it is bound but not in the instance")
        self._check_twice()
        for path in self._scope.leaves:
            if len(path) > LONGEST_PATH:
                message = f"its path with all groups is longer than {LONGEST_PATH} characters"
                self._find(path, "name", message)
        for path, bind in self._bones.binds.items():
            self._check_bind(path, bind)

    def _check_twice(self) -> None:
        repeats, seen = self._scope.repeats, set()
        for path, place in self._bones.everywhere():
            above = place.getparent()
            if (path, above) in seen and path not in repeats:
                self._find(path, "name", "it is in the instance twice")
            seen.add((path, above))

    def _repeat(self, box: Box) -> Repeat:
        count = None
        if box.count:
            try:
                count = compile_expression(box.count, self._scope.at(box.path))
            except ExpressionProblem as problem:
                self._find(box.path, "repeat_count", str(problem))
        return Repeat(box.path, box.label, count, box.fixed, box.appearance)

    def _start(self, repeats: Mapping[str, Repeat]) -> dict[str, str]:
        """Return the answers in the form's own instance; templates are not part of it."""
        found = flat(self._bones.instance, repeats)
        return {path: text.strip() for path, text in found.items() if text.strip()}

    def _check_bind(self, path: str, bind: Element) -> None:
        if path in {"meta/instanceID", "meta/instanceName"}:
            return
        for name in map(str, bind.keys()):
            if name not in BIND_ATTRIBUTES:
                short = name.rpartition("}")[2]
                self._find(path, short, f"“{short}” is not supported yet")
        if path.startswith("meta/") and JR_PRELOAD not in bind.keys():  # noqa: SIM118
            self._find(path, "settings", "this part of the metadata is not supported yet")

    def _node(self, path: str, place: Element, repeats: Mapping[str, Repeat]) -> Node:
        bind = self._bones.binds.get(path)
        control = self._controls.get(path)
        calculate = self._rule(path, bind, "calculate")
        question = None
        if not len(place):
            question = self._question(path, inner_text(place), calculate)
        required = question.required if question else False
        within = next((r for r in reversed(enclosing(path, repeats)) if r != path), "")
        return Node(
            path=path,
            parent=path.rpartition("/")[0],
            within=within,
            tail=path[len(within) :],
            repeat=repeats.get(path),
            question=question,
            relevant=self._rule(path, bind, "relevant"),
            calculate=calculate,
            required=self._always(required),
            constraint=self._rule(path, bind, "constraint"),
            offer=self._offer(control),
            required_message=self._message(bind, JR_REQUIRED),
            constraint_message=self._message(bind, JR_CONSTRAINT),
        )

    def _always(self, required: bool | Expression) -> Expression | None:  # noqa: FBT001
        if required is True:
            return Expression("true()", frozenset(), lambda _: True)
        return required or None

    def _question(self, path: str, default: str, calculate: Expression | None) -> Question | None:
        bind, control = self._bones.binds.get(path), self._controls.get(path)
        required = self._flag(path, bind, "required")
        read_only = self._flag(path, bind, "readonly")
        nothing = Text({}, self._bones.default_language)
        choices = control.choices if control else ()
        if control is None:
            self._check_hidden(path, bind)
            kind = Kind.HIDDEN if calculate is None else Kind.CALCULATE
            label, hint = nothing, nothing
        else:
            kind, label, hint = control.kind, control.label, control.hint
            if kind is Kind.TEXT and read_only is True and calculate is None:
                kind = Kind.NOTE
        if kind in MEDIA and default:
            self._find(path, "default", "a file cannot be there before somebody sends it")
        if kind is Kind.NOTE and required:
            self._find(path, "required", "a note cannot be required")
        return Question(
            path=path,
            kind=kind,
            label=label,
            hint=hint,
            required=required,
            choices=choices,
            appearance=control.appearance if control else "",
            read_only=read_only,
            default=default,
            calculated=calculate is not None,
            names=self._names_of(choices),
            span=control.span if control else None,
            guidance=control.guidance if control else NO_TEXT,
            parameters=control.parameters if control else NOTHING,
            shuffled=self._shuffled(control),
            preload=self._preload(path, bind),
        )

    def _names_of(self, choices: tuple[Choice, ...]) -> frozenset[str]:
        """One set for all the questions that offer the same list."""
        if id(choices) not in self._names:
            self._names[id(choices)] = frozenset(choice.name for choice in choices)
        return self._names[id(choices)]

    def _check_hidden(self, path: str, bind: Element | None) -> None:
        """ODK engines look at these rules only where a control can show their message."""
        for name in ("required", "constraint"):
            if bind is not None and bind.get(name):
                self._find(path, name, f"“{name}” has no effect on what nobody is asked")

    def _rule(self, path: str, bind: Element | None, name: str) -> Expression | None:
        source = bind.get(name) if bind is not None else None
        if not source:
            return None
        try:
            return compile_expression(source, self._scope.at(path))
        except ExpressionProblem as problem:
            self._find(path, name, str(problem))
            return None

    def _flag(self, path: str, bind: Element | None, name: str) -> bool | Expression:
        source = (bind.get(name) or "").strip() if bind is not None else ""
        if source in {"", "false()", "0"}:
            return False
        if source in {"true()", "1"}:
            return True
        return self._rule(path, bind, name) or False

    def _offer(self, control: Control | None) -> Offer | None:
        if control is None or control.source is None:
            return None
        try:
            return offer_of(control.source, control.choices, self._scope.at(control.path))
        except ExpressionProblem as problem:
            self._find(control.path, "choice_filter", str(problem))
            return None

    def _shuffled(self, control: Control | None) -> bool | Expression:
        source = control.source if control is not None else None
        if control is None or source is None or isinstance(source.shuffled, bool):
            return source is not None and source.shuffled is True
        try:
            return compile_tree(source.shuffled, "", self._scope.at(control.path))
        except ExpressionProblem as problem:
            self._find(control.path, "parameters", str(problem))
            return False

    def _settings(self, questions: Mapping[str, Question]) -> tuple[Setting, ...]:
        found = []
        for path, of, source, event in self._bones.settings:
            what = "calculation" if of else "default"
            if path not in questions:
                self._find(path, what, "only a question can be given a value")
                continue
            try:
                value = compile_expression(source, self._scope.at(path))
            except ExpressionProblem as problem:
                self._find(path, what, str(problem))
                continue
            found.append(Setting(path, of, value, new=event == NEW_REPEAT))
        return tuple(found)

    def _preload(self, path: str, bind: Element | None) -> str:
        kind = bind.get(JR_PRELOAD) if bind is not None else None
        if bind is None or not kind:
            return ""
        preload = PRELOADS.get((kind, bind.get(JR_PRELOAD_PARAMS) or ""))
        if preload is None:
            self._find(path, "type", f"what fills it in (“{kind}”) is not supported")
        return preload or ""

    def _message(self, bind: Element | None, name: str) -> Text:
        source = bind.get(name) if bind is not None else None
        return self._bones.words(source) if source else Text({}, self._bones.default_language)

    def _check_slots(self, questions: Iterable[Question]) -> None:
        for question in questions:
            texts = [
                question.label,
                question.hint,
                question.guidance,
                *(c.label for c in question.choices),
            ]
            for part in (p for text in texts for w in text.words.values() for p in w):
                if isinstance(part, Slot) and part.path not in self._scope.leaves:
                    self._find(question.path, "label", f"“{part.path}” is not in this form")

    def _groups(self, questions: Mapping[str, Question]) -> tuple[Group, ...]:
        members: dict[str, list[Question]] = {}
        for path, question in questions.items():
            members.setdefault(path.rpartition("/")[0], []).append(question)
        title = self._bones.words(self._bones.title)
        return tuple(
            Group(
                path,
                self._boxes[path].label if path in self._boxes else title,
                tuple(inside),
                self._boxes[path].appearance if path in self._boxes else "",
            )
            for path, inside in members.items()
        )
