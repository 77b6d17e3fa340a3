"""Where the choices of a select come from, and which of them are on offer.

ODK XForms, "Secondary Instances" and "Dynamic Selects from Repeats": the rows of a list, of a
data file, or the instances of a repeat; a predicate says which.
"""

from collections.abc import Callable
from dataclasses import dataclass

from keliling.forms.compiler import run_of
from keliling.forms.model import NOTHING, Choice, Offer, State, Text
from keliling.forms.problems import ExpressionProblem
from keliling.forms.rows import chosen, is_rows, list_of
from keliling.forms.safe_xml import Element, local
from keliling.forms.scope import Scope, route
from keliling.forms.skeleton import Finding, Skeleton, choices_of, itext_key
from keliling.forms.xpath import Call, Path, Tree, parse


@dataclass(frozen=True, slots=True)
class Source:
    """A path to rows or repeat instances, and what of them is the value and the label.

    ``shuffled`` says whether they are offered in an order of chance, or of this seed.
    """

    nodes: Path
    value: str
    label: str
    shuffled: bool | Tree = False
    written: str = ""
    """The path as the form has it."""


def read_choices(
    element: Element, path: str, skeleton: Skeleton
) -> tuple[tuple[Choice, ...], Source | None]:
    """Return the choices that can be told beforehand, and where they come from."""
    itemset = _child(element, "itemset")
    if itemset is None:
        return _written_out(element, skeleton), None
    try:
        source = _source(itemset)
        return _listed(source, skeleton), source
    except ExpressionProblem as problem:
        skeleton.findings.append(Finding(path, "choice_filter", str(problem)))
        return (), None


def offer_of(source: Source, choices: tuple[Choice, ...], scope: Scope) -> Offer | None:
    """Return what is on offer where that depends on answers; raises ``ExpressionProblem``."""
    if not is_rows(source.nodes):
        run = _from_repeat(source, scope)
    elif source.nodes.steps[-1].predicates:
        find = chosen(source.nodes, scope, run_of)
        rows = scope.lists[list_of(source.nodes)]
        by_row = {id(row): choice for row, choice in zip(rows, choices, strict=True)}
        run = lambda state: tuple(by_row[id(row)] for row in find(state))  # noqa: E731
    else:
        return None
    return Offer(frozenset(scope.reads | scope.loose), run, source.written)


def _from_repeat(source: Source, scope: Scope) -> Callable[[State], tuple[Choice, ...]]:
    found = route(source.nodes, scope, run_of)
    for name in (source.value, source.label):
        scope.reads.add(scope.child(found.path, name))
    nodes, language = found.nodes(), scope.language

    def run(state: State) -> tuple[Choice, ...]:
        choices = []
        for path, _ in nodes(state):
            name = state.value(f"{path}/{source.value}")
            label = state.value(f"{path}/{source.label}")
            if name:
                choices.append(Choice(name, Text({language: (label,)}, language), NOTHING))
        return tuple(choices)

    return run


def _listed(source: Source, skeleton: Skeleton) -> tuple[Choice, ...]:
    if not is_rows(source.nodes):
        return ()
    name = list_of(source.nodes)
    if name not in skeleton.lists:
        raise ExpressionProblem(f"there is no list of choices “{name}”")
    if [step.name for step in source.nodes.steps] != ["root", "item"]:
        raise ExpressionProblem("choices are read as instance('name')/root/item")
    return choices_of(skeleton, skeleton.lists[name], source.value, source.label)


def _source(itemset: Element) -> Source:
    nodeset = itemset.get("nodeset", "")
    tree = parse(nodeset)
    shuffled: bool | Tree = False
    if isinstance(tree, Call) and tree.name == "randomize" and 1 <= len(tree.arguments) <= 2:
        shuffled = tree.arguments[1] if len(tree.arguments) == 2 else True
        tree = tree.arguments[0]
    if not isinstance(tree, Path):
        raise ExpressionProblem(f"choices from “{nodeset}” are not supported yet")
    value, label = (_ref(itemset, name) for name in ("value", "label"))
    return Source(tree, value or "name", label or value or "name", shuffled, nodeset)


def _ref(itemset: Element, name: str) -> str:
    element = _child(itemset, name)
    ref = "" if element is None else (element.get("ref") or "").strip()
    return "label" if itext_ref(ref) else ref


def itext_ref(ref: str) -> bool:
    """Tell whether a label is looked up by an id that the row has."""
    return itext_key(ref) is None and ref.startswith("jr:itext(")


def _written_out(element: Element, skeleton: Skeleton) -> tuple[Choice, ...]:
    choices = []
    for item in element:
        if local(item) == "item":
            value = _child(item, "value")
            name = "" if value is None else (value.text or "").strip()
            choices.append(Choice(name, skeleton.text(_child(item, "label")), NOTHING))
    return tuple(choices)


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if local(child) == name), None)
