"""What an instance says of itself before its form is known: of which form, and which it is.

OpenRosa Metadata Schema: ``meta/instanceID`` names an instance for ever, and
``meta/deprecatedID`` the one whose place it takes. A client writes ``meta`` in the namespace
of OpenRosa or in none.
"""

from dataclasses import dataclass

from keliling.forms.instance import LARGEST
from keliling.forms.problems import InstanceProblem
from keliling.forms.safe_xml import Element, HostileXml, local, read_xml

LONGEST = 120
"""Characters of an id or a version; a UUID with its prefix has 41."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The form and version an instance claims to be of, its id, and the one it replaces."""

    form: str
    version: str
    instance_id: str
    deprecated_id: str


def read_heading(xml: bytes, *, limit: int = LARGEST) -> Heading:
    """Return what an instance says of itself.

    Raises ``InstanceProblem`` for hostile or broken XML, and where the form's id or the
    instance's own is missing or too long.
    """
    root = _root(xml, limit)
    meta = next((child for child in root if local(child) == "meta"), None)
    said = {local(child): (child.text or "").strip() for child in meta} if meta is not None else {}
    heading = Heading(
        form=root.get("id", ""),
        version=root.get("version", ""),
        instance_id=said.get("instanceID", ""),
        deprecated_id=said.get("deprecatedID", ""),
    )
    for name in ("form", "instance_id"):
        if not getattr(heading, name):
            raise InstanceProblem(f"the instance has no {name}")
    for name in ("form", "version", "instance_id", "deprecated_id"):
        if len(getattr(heading, name)) > LONGEST:
            raise InstanceProblem(f"the {name} of the instance is too long")
    return heading


def leaves(xml: bytes, *, limit: int = LARGEST) -> dict[str, str]:
    """Return what an instance of any form holds, by path; a second node of a name has its number.

    This is for reading alone, where the form is not known. Raises ``InstanceProblem``.
    """
    found: dict[str, str] = {}
    _gather(_root(xml, limit), "", found)
    return found


def _root(xml: bytes, limit: int) -> Element:
    try:
        return read_xml(xml, limit=limit)
    except HostileXml as problem:
        raise InstanceProblem(str(problem)) from None


def _gather(parent: Element, above: str, found: dict[str, str]) -> None:
    numbers: dict[str, int] = {}
    for child in parent:
        name = local(child)
        if not above and name == "meta":
            continue
        numbers[name] = numbers.get(name, 0) + 1
        path = f"{above}/{name}" if above else name
        path += f"[{numbers[name]}]" if numbers[name] > 1 else ""
        if len(child):
            _gather(child, path, found)
        elif text := (child.text or "").strip():
            found[path] = text
