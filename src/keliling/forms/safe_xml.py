"""Read XML from strangers: no document type, no entities, no network, bounded size."""

from lxml import etree

JR = "{http://openrosa.org/javarosa}"
ODK = "{http://www.opendatakit.org/xforms}"
ORX = "{http://openrosa.org/xforms}"
XF = "{http://www.w3.org/2002/xforms}"
XH = "{http://www.w3.org/1999/xhtml}"

Element = etree._Element  # noqa: SLF001 - lxml has no public name for it


MOST_TAGS = 600_000
"""Tags, opening and closing ones, and as many attributes: a tree of them takes some 100 MB."""


class HostileXml(Exception):
    """The text is not XML, or XML that nobody honest sends."""


def read_xml(raw: bytes, *, limit: int, tags: int = MOST_TAGS) -> Element:
    """Return the root; raises ``HostileXml``. ``limit`` is in bytes."""
    if len(raw) > limit:
        raise HostileXml(f"larger than {limit} bytes")
    if raw.count(b"<") > tags or raw.count(b"=") > tags:
        raise HostileXml(f"more than {tags} tags or attributes")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        raise HostileXml("not in UTF-8") from None
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise HostileXml("a document type is not allowed")
    try:
        root = etree.fromstring(raw, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise HostileXml(f"not well-formed: {error}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise HostileXml("a document type is not allowed")
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return etree.QName(element).localname


def inner_text(element: Element | None) -> str:
    """Return the text of an element without surrounding space."""
    return "" if element is None else "".join(map(str, element.itertext())).strip()
