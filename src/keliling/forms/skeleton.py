"""The bones of an XForm: instance, bindings, secondary instances, words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from keliling.forms.datafiles import DataFileProblem, read_rows
from keliling.forms.model import NO_TEXT, Choice, Slot, Text
from keliling.forms.safe_xml import JR, ODK, ORX, XF, XH, Element, inner_text, local
from keliling.forms.sheets import FILE_NAME, MEDIA_COLUMNS

Files = Mapping[str, bytes]
"""The files beside a form, by name."""
NO_FILES: Files = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at a path of the form, in one attribute of it."""

    path: str
    what: str
    message: str


@dataclass(slots=True)
class Skeleton:
    """What the head of an XForm says, before its rules are read."""

    root: str
    id: str
    version: str
    title: str
    instance: Element
    binds: dict[str, Element]
    lists: dict[str, list[dict[str, str]]]
    translations: dict[str, dict[str, Element]]
    beside: dict[str, dict[tuple[str, str], Element]]
    """By language, what stands beside the words of an id, by its ``form``."""
    languages: tuple[str, ...]
    default_language: str
    style: str
    settings: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Target, the question whose change sets it (or ""), the expression, and the event."""
    findings: list[Finding] = field(default_factory=list)
    reads: set[str] = field(default_factory=set)
    """The names of the data files that secondary instances are read from."""
    made: dict[tuple[int, str, str], tuple[Choice, ...]] = field(default_factory=dict)
    """The choices of a list, made once for all the questions that offer them."""

    def places(self) -> Iterator[tuple[str, Element]]:
        """Yield every node of the instance once with its path, without ``meta``.

        Of the instances of a repeat the first is taken, which is its template if there is one.
        """
        seen: set[str] = set()
        for path, element in self.everywhere():
            if path not in seen:
                seen.add(path)
                yield path, element

    def everywhere(self) -> Iterator[tuple[str, Element]]:
        """Yield every node of the instance with its path, as often as it is there."""
        yield from _walk(self.instance, "")

    def text(self, element: Element | None, at: str = "") -> Text:
        """Return the words of a label, hint or message element of the node ``at`` a path."""
        if element is None:
            return Text({}, self.default_language)
        return self.words(element.get("ref") or "", element, at)

    def words(self, reference: str, element: Element | None = None, at: str = "") -> Text:
        """Return the words behind ``jr:itext('…')``, or those of the element itself."""
        key = itext_key(reference)
        if key is not None:
            return self.translated(key)
        if element is None:
            parts: tuple[str | Slot, ...] = (reference,)
        else:
            parts = _parts(element, self.root, at)
        words = dict.fromkeys(self.languages, parts) if any(parts) else {}
        return Text(words, self.default_language)

    def translated(self, key: str) -> Text:
        """Return the words under an id in every language that has them, and their media."""
        media = {}
        for language, others in self.beside.items():
            found = {form: others.get((key, form)) for form in MEDIA_COLUMNS} if others else {}
            if files := {form: _file(value) for form, value in found.items() if value is not None}:
                media[language] = files
        spoken = {language: texts.get(key) for language, texts in self.translations.items()}
        return Text(self._spoken(key, spoken), self.default_language, media)

    @property
    def media(self) -> frozenset[str]:
        """The names of the files beside words, in every language."""
        found = (others.items() for others in self.beside.values())
        values = (v for pairs in found for (_, form), v in pairs if form in MEDIA_COLUMNS)
        return frozenset(map(_file, values))

    def guidance(self, hint: Element | None) -> Text:
        """Return the words behind a hint that are shown to who asks for them."""
        key = None if hint is None else itext_key(hint.get("ref") or "")
        if key is None:
            return NO_TEXT
        texts = {language: texts.get((key, "guidance")) for language, texts in self.beside.items()}
        return Text(self._spoken(key, texts), self.default_language)

    def _spoken(
        self, key: str, texts: Mapping[str, Element | None]
    ) -> dict[str, tuple[str | Slot, ...]]:
        words = {}
        at = path_of(key.partition(":")[0], self.root) if key.startswith("/") else ""
        for language, value in texts.items():
            parts = () if value is None else _parts(value, self.root, at)
            # pyxform writes "-" where a language has no words
            if parts and parts != ("-",):
                words[language] = parts
        return words


def itext_key(reference: str) -> str | None:
    """Return the id in ``jr:itext('id')``, none for anything else."""
    reference = reference.strip()
    if reference.startswith("jr:itext('") and reference.endswith("')"):
        return reference[len("jr:itext('") : -len("')")]
    return None


def read_skeleton(root: Element, files: Files = NO_FILES) -> Skeleton:
    """Read the head of an XForm; raises ``ValueError`` when it is none."""
    model = root.find(f"{XH}head/{XF}model")
    body = root.find(f"{XH}body")
    if model is None or body is None:
        raise ValueError("this is not an XForm: it has no model or no body")
    instances = model.findall(f"{XF}instance")
    if not instances or len(instances[0]) != 1:
        raise ValueError("this is not an XForm: it has no instance")
    primary = instances[0][0]
    translations, beside, default, findings = _read_itext(model.find(f"{XF}itext"))
    title = inner_text(root.find(f"{XH}head/{XH}title"))
    name = local(primary)
    skeleton = Skeleton(
        root=name,
        id=primary.get("id", ""),
        version=primary.get("version", ""),
        title=title,
        instance=primary,
        binds={},
        lists={},
        translations=translations,
        beside=beside,
        languages=tuple(translations) or (default,),
        default_language=default,
        style=body.get("class", ""),
        findings=findings,
    )
    _read_secondary(instances[1:], files, skeleton)
    _read_model(model, skeleton)
    return skeleton


def _walk(parent: Element, above: str) -> Iterator[tuple[str, Element]]:
    for child in parent:
        name = local(child)
        if not above and name == "meta":
            continue
        path = f"{above}/{name}" if above else name
        yield path, child
        yield from _walk(child, path)


def _read_secondary(instances: list[Element], files: Files, skeleton: Skeleton) -> None:
    for instance in instances:
        name, source = instance.get("id", ""), instance.get("src", "")
        if not source:
            items = instance.findall("*/*")
            skeleton.lists[name] = [{local(c): inner_text(c) for c in i} for i in items]
            continue
        file = source.rpartition("/")[2]
        skeleton.reads.add(file)
        skeleton.lists[name], problem = [], "it is not there"
        if file in files:
            try:
                skeleton.lists[name], problem = read_rows(file, files[file]), ""
            except DataFileProblem as told:
                problem = str(told)
        if problem:
            message = f"the data file “{file}”: {problem}"
            skeleton.findings.append(Finding("", f"{FILE}{file}", message))


def _read_model(model: Element, skeleton: Skeleton) -> None:
    for child in model:
        if local(child) == "bind":
            path = path_of(child.get("nodeset", ""), skeleton.root)
            skeleton.binds[path] = child
        elif local(child) == "setvalue":
            read_setting(child, "", FIRST_LOAD, skeleton)
        elif local(child) == "submission":
            _read_submission(child, skeleton)
        elif local(child) not in {"itext", "instance"}:
            message = f"<{local(child)}> is not supported"
            skeleton.findings.append(Finding("", "settings", message))


def _read_submission(element: Element, skeleton: Skeleton) -> None:
    """What Collect does by itself is passed on; where and how it sends is the office's."""
    for name in map(str, element.keys()):
        if name not in {f"{ORX}auto-send", f"{ORX}auto-delete"}:
            message = f"“{name.rpartition('}')[2]}” of <submission> is not supported"
            skeleton.findings.append(Finding("", "settings", message))


def read_setting(element: Element, of: str, event: str, skeleton: Skeleton) -> None:
    """Keep a ``setvalue`` with the one event that has a meaning where it stands."""
    path, what = path_of(element.get("ref", ""), skeleton.root), "trigger" if of else "default"
    if element.get("event") != event:
        message = f"the event “{element.get('event')}” is not supported"
        skeleton.findings.append(Finding(path, what, message))
    value = element.get("value")
    source = value if value is not None else f"'{inner_text(element)}'"
    skeleton.settings.append((path, of, source, event))


def path_of(reference: str, root: str) -> str:
    """Return a form's path from an absolute reference."""
    return reference.strip().removeprefix(f"/{root}").removeprefix("/")


def seen_from(reference: str, root: str, at: str) -> str:
    """Return a form's path from a reference, which may be relative to the node ``at`` a path."""
    reference = reference.strip().removeprefix("current()/")
    if reference.startswith("/"):
        return path_of(reference, root)
    parts = at.split("/") if at else []
    for step in reference.split("/"):
        if step == "..":
            del parts[-1:]
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


def code_of(language: str) -> str:
    """Return the code in ``Indonesia (id)``, or the name itself."""
    head, _, tail = language.rpartition("(")
    return tail[:-1].strip() if head and tail.endswith(")") else language


_Itext = tuple[
    dict[str, dict[str, Element]],
    dict[str, dict[tuple[str, str], Element]],
    str,
    list[Finding],
]


def _read_itext(itext: Element | None) -> _Itext:
    translations: dict[str, dict[str, Element]] = {}
    beside: dict[str, dict[tuple[str, str], Element]] = {}
    findings: list[Finding] = []
    default = ""
    for translation in () if itext is None else itext:
        code = code_of(translation.get("lang", ""))
        if code in translations:
            message = f"the language “{code}” is there twice"
            findings.append(Finding("", "label", message))
        if translation.get("default") or not default:
            default = code
        words: dict[str, Element] = {}
        others: dict[tuple[str, str], Element] = {}
        for key, form, value in _read_texts(translation, findings):
            if form:
                others[key, form] = value
            else:
                words[key] = value
        translations[code], beside[code] = words, others
    return translations, beside, default or "default", findings


def _read_texts(
    translation: Element, findings: list[Finding]
) -> Iterator[tuple[str, str, Element]]:
    for text in translation:
        key = text.get("id", "")
        for value in text:
            form = value.get("form", "")
            path = key.partition(":")[0]
            if form not in MEDIA_COLUMNS | {"", "guidance"}:
                message = f"“{form}” beside the words is not supported yet"
                findings.append(Finding(path, "media", message))
            elif form in MEDIA_COLUMNS and not FILE_NAME.match(_file(value)):
                findings.append(Finding(path, form, f"“{inner_text(value)}” is not a file's name"))
            else:
                yield key, form, value


def _file(value: Element) -> str:
    """ODK XForms, "Media": ``jr://images/…``, ``jr://audio/…`` or ``jr://video/…``."""
    found = _MEDIA.match(inner_text(value))
    return found[1] if found else ""


_MEDIA = re.compile(r"jr://(?:images|audio|video)/(.*)\Z")


def _parts(element: Element, root: str, at: str) -> tuple[str | Slot, ...]:
    parts: list[str | Slot] = [(element.text or "").lstrip()]
    for child in element:
        if local(child) == "output":
            parts.append(Slot(seen_from(child.get("value", ""), root, at)))
        else:
            parts.append(inner_text(child))
        parts.append(child.tail or "")
    if isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    return tuple(part for part in parts if part != "")


def choices_of(
    skeleton: Skeleton, items: list[dict[str, str]], value: str, label: str
) -> tuple[Choice, ...]:
    """Return the choices of a secondary instance, by its columns for value and label."""
    if (made := skeleton.made.get((id(items), value, label))) is not None:
        return made
    choices = []
    for item in items:
        key = item.get("itextId")
        words = skeleton.translated(key) if key else skeleton.words(item.get(label, ""))
        columns = {k: v for k, v in item.items() if k not in {"itextId", label}}
        choices.append(Choice(item.get(value, ""), words, columns))
    return skeleton.made.setdefault((id(items), value, label), tuple(choices))


FILE = "file "
"""Before the name of a data file in what a finding is about."""
FIRST_LOAD, CHANGED = "odk-instance-first-load", "xforms-value-changed"
NEW_REPEAT = "odk-new-repeat"
JR_PRELOAD = f"{JR}preload"
JR_PRELOAD_PARAMS = f"{JR}preloadParams"
PRELOADS = {
    ("timestamp", "start"): "start",
    ("timestamp", "end"): "end",
    ("date", "today"): "today",
    ("property", "deviceid"): "deviceid",
    ("property", "username"): "username",
    ("property", "phonenumber"): "phonenumber",
    ("property", "email"): "email",
}
"""What fills a question in by itself, by ``jr:preload`` and its parameter."""
JR_CONSTRAINT = f"{JR}constraintMsg"
JR_REQUIRED = f"{JR}requiredMsg"
BIND_ATTRIBUTES = frozenset(
    {
        "nodeset",
        "type",
        "required",
        "relevant",
        "constraint",
        "calculate",
        "readonly",
        JR_CONSTRAINT,
        JR_REQUIRED,
        JR_PRELOAD,
        JR_PRELOAD_PARAMS,
        f"{ORX}max-pixels",
        f"{ODK}quality",
        f"{ODK}allow-mock-accuracy",
    }
)
