"""Instances: the XML in which answers travel and are stored.

ODK XForms, "Instance" and "Metadata": the root has the form's ``id`` and ``version``,
``meta/instanceID`` names the instance; nodes that are not relevant are left out.
"""

from collections.abc import Collection

from lxml import etree

from keliling.forms.flat import flat
from keliling.forms.lexical import storable
from keliling.forms.model import Answers, Form
from keliling.forms.paths import counts_of
from keliling.forms.problems import InstanceProblem
from keliling.forms.safe_xml import Element, HostileXml, local, read_xml

LARGEST = 4_000_000
"""Bytes of an instance that will be read."""
MOST_TAGS = 200_000
"""Tags of an instance, opening and closing ones."""


def to_instance(
    form: Form,
    answers: Answers,
    *,
    instance_id: str,
    relevant: Collection[str] | None = None,
    name: str = "",
) -> bytes:
    """Return the instance in UTF-8.

    Without ``relevant`` every node is written, blank or not, as a draft has it; with the
    relevant paths of a judgement the others are left out, as a submission has it. A
    character that XML cannot hold becomes U+FFFD. ``name`` is what the form calls the
    instance, from a judgement. Raises ``InstanceProblem`` for an
    answer under a path that the form does not have.
    """
    strangers = sorted(path for path in answers if not form.has(path))
    if strangers:
        raise InstanceProblem(f"the form has no question {', '.join(strangers)}")
    root = etree.Element(form.root)
    root.set("id", form.id)
    root.set("version", form.version)
    places: dict[str, Element] = {"": root}
    for node, path in form.walk(counts_of(answers, form.repeats)):
        if relevant is not None and path not in relevant:
            continue
        parent = places.get(path.rpartition("/")[0])
        if parent is None:
            continue
        place = etree.SubElement(parent, node.path.rpartition("/")[2])
        if node.question is None:
            places[path] = place
        elif text := answers.get(path, ""):
            place.text = storable(text)
    meta = etree.SubElement(root, "meta")
    etree.SubElement(meta, "instanceID").text = storable(instance_id)
    if name:
        etree.SubElement(meta, "instanceName").text = storable(name)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def from_instance(form: Form, xml: bytes, *, limit: int = LARGEST) -> dict[str, str]:
    """Return the answers in an instance, without the blank ones.

    Answers under paths that the form does not have are returned too, for ``judge`` to
    name. Raises ``InstanceProblem`` for hostile or broken XML, for the instance of
    another form or version, for a node that is there twice and is no repeat, and for too
    many nodes.
    """
    try:
        root = read_xml(xml, limit=limit, tags=MOST_TAGS)
    except HostileXml as problem:
        raise InstanceProblem(str(problem)) from None
    if local(root) != form.root or root.get("id") != form.id:
        raise InstanceProblem(f"this is not an instance of the form “{form.id}”")
    if root.get("version", "") != form.version:
        raise InstanceProblem(f"this is not of version “{form.version}” of the form")
    return flat(root, form.repeats)
