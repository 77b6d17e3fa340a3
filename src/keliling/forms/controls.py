"""The body of an XForm: which question stands where and of what kind it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from keliling.forms.choices import Source, read_choices
from keliling.forms.model import NO_TEXT, Choice, Kind, Span, Text
from keliling.forms.safe_xml import JR, ODK, ORX, Element, local
from keliling.forms.skeleton import (
    CHANGED,
    NEW_REPEAT,
    Finding,
    Skeleton,
    path_of,
    read_setting,
)

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

PASSED_ON: Mapping[str, str] = {
    "rows": "rows",
    "autoplay": "autoplay",
    "incremental": "incremental",
    "accuracyThreshold": "capture-accuracy",
    "unacceptableAccuracyThreshold": "warning-accuracy",
    f"{ODK}allow-mock-accuracy": "allow-mock-accuracy",
    f"{ODK}quality": "quality",
    f"{ORX}max-pixels": "max-pixels",
    f"{ODK}tick-interval": "tick_interval",
    f"{ODK}placeholder": "placeholder",
}
"""Attributes of a control or its binding, and what they are called in the sheets."""
ATTRIBUTES = frozenset({"ref", "appearance", "mediatype", "start", "end", "step", *PASSED_ON})


@dataclass(frozen=True, slots=True)
class Control:
    """One control of the body; ``source`` says where its choices come from."""

    path: str
    kind: Kind
    label: Text
    hint: Text
    appearance: str
    choices: tuple[Choice, ...] = ()
    source: Source | None = None
    span: Span | None = None
    guidance: Text = NO_TEXT
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Box:
    """A group as the body shows it; a repeat says how often it is there."""

    path: str
    label: Text
    appearance: str
    repeats: bool = False
    count: str = ""
    fixed: bool = False


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
            label = skeleton.text(_child(element, "label"), path)
            boxes[path] = Box(path, label, element.get("appearance", ""))
            _check_attributes(element, path, frozenset({"ref", "appearance"}), skeleton)
            _read_children(element, skeleton, controls, boxes)
        elif name == "repeat":
            box = _repeat(element, skeleton, boxes)
            _check_attributes(element, box.path, REPEAT_ATTRIBUTES, skeleton)
            boxes[box.path] = box
            _read_children(element, skeleton, controls, boxes)
        elif name in READERS:
            controls[path] = _control(element, path, skeleton)
        elif name == "setvalue" and local(parent) == "repeat":
            read_setting(element, "", NEW_REPEAT, skeleton)
        elif name not in {"label", "hint"}:
            _refuse(element, skeleton)


REPEAT_ATTRIBUTES = frozenset({"nodeset", "appearance", f"{JR}count", f"{JR}noAddRemove"})


def _repeat(element: Element, skeleton: Skeleton, boxes: Mapping[str, Box]) -> Box:
    """ODK XForms, "Repeats": the words stand in the group that wraps a repeat."""
    path = path_of(element.get("nodeset", ""), skeleton.root)
    group = boxes.get(path)
    return Box(
        path=path,
        label=group.label if group else Text({}, skeleton.default_language),
        appearance=element.get("appearance", "") or (group.appearance if group else ""),
        repeats=True,
        count=element.get(f"{JR}count", ""),
        fixed=element.get(f"{JR}noAddRemove", "") == "true()",
    )


def _refuse(element: Element, skeleton: Skeleton) -> None:
    name = local(element)
    where = element.get("nodeset") or element.get("ref") or ""
    for child in [element, *element.iter()]:
        where = where or child.get("ref", "")
    path = path_of(where, skeleton.root)
    message = f"questions of the kind “{name}” are not supported yet"
    skeleton.findings.append(Finding(path, "type", message))


def _control(element: Element, path: str, skeleton: Skeleton) -> Control:
    kind = READERS[local(element)](element, path, skeleton)
    label, hint = skeleton.text(_child(element, "label"), path), _child(element, "hint")
    choices: tuple[Choice, ...] = ()
    source: Source | None = None
    if kind in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK}:
        choices, source = read_choices(element, path, skeleton)
    known = {"label", "hint", "item", "itemset"}
    for child in element:
        if local(child) == "setvalue":
            read_setting(child, path, CHANGED, skeleton)
        elif local(child) not in known:
            message = f"<{local(child)}> is not supported"
            skeleton.findings.append(Finding(path, "type", message))
    _check_attributes(element, path, ATTRIBUTES, skeleton)
    return Control(
        path=path,
        kind=kind,
        label=label,
        hint=skeleton.text(hint, path),
        appearance=element.get("appearance", ""),
        choices=choices,
        source=source,
        span=_span(element, path, skeleton) if kind is Kind.RANGE else None,
        guidance=skeleton.guidance(hint),
        parameters=_parameters(element, skeleton.binds.get(path)),
    )


def _parameters(element: Element, bind: Element | None) -> Mapping[str, str]:
    """Return what is passed on to the program that asks, by its name in the sheets."""
    found = {}
    for attribute, name in PASSED_ON.items():
        value = element.get(attribute) or (bind.get(attribute) if bind is not None else None)
        if value:
            found[name] = value
    return found


def _check_attributes(
    element: Element, path: str, known: frozenset[str], skeleton: Skeleton
) -> None:
    for name in map(str, element.keys()):
        if name not in known:
            short = name.rpartition("}")[2]
            skeleton.findings.append(Finding(path, short, f"“{short}” is not supported here"))


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


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if local(child) == name), None)
