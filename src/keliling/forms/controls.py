"""The body of an XForm: which question stands where and of what kind it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from keliling.forms.model import NOTHING, Choice, Kind, Span, Text
from keliling.forms.problems import ExpressionProblem
from keliling.forms.safe_xml import Element, local
from keliling.forms.skeleton import (
    CHANGED,
    Finding,
    Skeleton,
    choices_of,
    path_of,
    read_setting,
)
from keliling.forms.xpath import Call, Literal, Path, Tree, parse

INPUTS: Mapping[str, Kind] = {
    "string": Kind.TEXT,
    "int": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "date": Kind.DATE,
    "time": Kind.TIME,
    "dateTime": Kind.DATE_TIME,
    "geopoint": Kind.GEOPOINT,
    "geotrace": Kind.GEOTRACE,
    "geoshape": Kind.GEOSHAPE,
    "barcode": Kind.BARCODE,
}
"""What the type of a binding makes of an ``input``; any other type is refused."""

UPLOADS: Mapping[str, Kind] = {
    "image/*": Kind.IMAGE,
    "audio/*": Kind.AUDIO,
    "video/*": Kind.VIDEO,
    "application/*": Kind.FILE,
    "*/*": Kind.FILE,
}


@dataclass(frozen=True, slots=True)
class Control:
    """One control of the body. ``filter`` is the predicate on its choice list, if any."""

    path: str
    kind: Kind
    label: Text
    hint: Text
    appearance: str
    choices: tuple[Choice, ...] = ()
    filter: Tree | None = None
    span: Span | None = None
    filter_source: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A group as the body shows it."""

    path: str
    label: Text
    appearance: str


def read_body(body: Element, skeleton: Skeleton) -> tuple[dict[str, Control], dict[str, Box]]:
    """Return controls and groups by path; what is not supported becomes a finding."""
    controls: dict[str, Control] = {}
    boxes: dict[str, Box] = {}
    _read_children(body, skeleton, controls, boxes)
    return controls, boxes


def _read_children(
    parent: Element,
    skeleton: Skeleton,
    controls: dict[str, Control],
    boxes: dict[str, Box],
) -> None:
    for element in parent:
        name, path = local(element), path_of(element.get("ref", ""), skeleton.root)
        if name == "group":
            label = skeleton.text(_child(element, "label"))
            boxes[path] = Box(path, label, element.get("appearance", ""))
            _read_children(element, skeleton, controls, boxes)
        elif name in READERS:
            controls[path] = _control(element, path, skeleton)
        elif name not in {"label", "hint"}:
            _refuse(element, skeleton)


def _refuse(element: Element, skeleton: Skeleton) -> None:
    name = local(element)
    where = element.get("nodeset") or element.get("ref") or ""
    for child in [element, *element.iter()]:
        where = where or child.get("ref", "")
    path = path_of(where, skeleton.root)
    words = {"repeat": "repeats are not supported yet"}
    message = words.get(name, f"questions of the kind “{name}” are not supported yet")
    skeleton.findings.append(Finding(path, "type", message))


def _control(element: Element, path: str, skeleton: Skeleton) -> Control:
    kind = READERS[local(element)](element, path, skeleton)
    label, hint = (skeleton.text(_child(element, name)) for name in ("label", "hint"))
    appearance = element.get("appearance", "")
    choices: tuple[Choice, ...] = ()
    rule: Tree | None = None
    if kind in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK}:
        choices, rule = _choices(element, path, skeleton)
    known = {"label", "hint", "item", "itemset"}
    for child in element:
        if local(child) == "setvalue":
            read_setting(child, path, CHANGED, skeleton)
        elif local(child) not in known:
            message = f"<{local(child)}> is not supported"
            skeleton.findings.append(Finding(path, "type", message))
    span = _span(element, path, skeleton) if kind is Kind.RANGE else None
    written = _predicate(element) if rule is not None else ""
    return Control(path, kind, label, hint, appearance, choices, rule, span, written)


def _predicate(element: Element) -> str:
    """Return the choice filter as it is written, without its brackets."""
    itemset = _child(element, "itemset")
    nodeset = "" if itemset is None else itemset.get("nodeset", "")
    return nodeset.partition("[")[2].rpartition("]")[0]


def _span(element: Element, path: str, skeleton: Skeleton) -> Span | None:
    """ODK XForms: ``start``, ``end`` and ``step`` are all required on a range."""
    try:
        start, end, step = (Decimal(element.get(name, "")) for name in ("start", "end", "step"))
    except InvalidOperation:
        start = end = step = Decimal(0)
    if not step or not all(number.is_finite() for number in (start, end, step)):
        message = "a range needs start, end and step as numbers, and the step is not 0"
        skeleton.findings.append(Finding(path, "parameters", message))
        return None
    return Span(start, end, step)


def _input(_element: Element, path: str, skeleton: Skeleton) -> Kind:
    bind = skeleton.binds.get(path)
    type_ = "string" if bind is None else bind.get("type", "string")
    kind = INPUTS.get(type_.removeprefix("xsd:"))
    if kind is None:
        message = f"questions of the type “{type_}” are not supported yet"
        skeleton.findings.append(Finding(path, "type", message))
        return Kind.TEXT
    return kind


def _upload(element: Element, path: str, skeleton: Skeleton) -> Kind:
    media = element.get("mediatype", "")
    kind = UPLOADS.get(media)
    if kind is None:
        message = f"uploads of “{media}” are not supported yet"
        skeleton.findings.append(Finding(path, "type", message))
        return Kind.FILE
    return kind


READERS = {
    "input": _input,
    "select1": lambda _element, _path, _skeleton: Kind.SELECT_ONE,
    "select": lambda _element, _path, _skeleton: Kind.SELECT_MULTIPLE,
    "range": lambda _element, _path, _skeleton: Kind.RANGE,
    "rank": lambda _element, _path, _skeleton: Kind.RANK,
    "trigger": lambda _element, _path, _skeleton: Kind.ACKNOWLEDGE,
    "upload": _upload,
}


def _choices(
    element: Element, path: str, skeleton: Skeleton
) -> tuple[tuple[Choice, ...], Tree | None]:
    itemset = _child(element, "itemset")
    if itemset is None:
        return _written_out(element, skeleton), None
    try:
        name, rule = _source(itemset.get("nodeset", ""))
    except ExpressionProblem as problem:
        skeleton.findings.append(Finding(path, "choice_filter", str(problem)))
        return (), None
    if name not in skeleton.lists:
        message = f"there is no list of choices “{name}”"
        skeleton.findings.append(Finding(path, "type", message))
        return (), None
    return choices_of(skeleton, skeleton.lists[name]), rule


def _written_out(element: Element, skeleton: Skeleton) -> tuple[Choice, ...]:
    choices = []
    for item in element:
        if local(item) == "item":
            value = _child(item, "value")
            name = "" if value is None else (value.text or "").strip()
            choices.append(Choice(name, skeleton.text(_child(item, "label")), NOTHING))
    return tuple(choices)


def _source(nodeset: str) -> tuple[str, Tree | None]:
    """Read ``instance('list')/root/item[filter]``; raises ``ExpressionProblem``."""
    refused = ExpressionProblem(f"choices from “{nodeset}” are not supported yet")
    tree = parse(nodeset)
    if not isinstance(tree, Path) or not isinstance(tree.start, Call):
        raise refused
    call, steps = tree.start, tree.steps
    if call.name != "instance" or not isinstance(call.arguments[0], Literal):
        raise refused
    if [step.name for step in steps] != ["root", "item"] or steps[0].predicates:
        raise refused
    rules = steps[1].predicates
    if len(rules) > 1:
        raise refused
    return call.arguments[0].value, rules[0] if rules else None


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if local(child) == name), None)
