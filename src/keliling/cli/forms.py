"""`keliling forms`: check, convert, judge and begin a form, without a database."""

import json
import random
import sys
import warnings
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from keliling.forms import (
    AnswerError,
    Form,
    FormProblem,
    InstanceProblem,
    Judgement,
    Problem,
    begin,
    from_instance,
    judge,
    read_workbook,
    read_xform,
    to_instance,
)
from keliling.forms.safe_xml import HostileXml
from keliling.forms.xform import LARGEST
from keliling.kernel.ids import new_id

WRONG, REFUSED = 1, 2
"""How a command ends: the answers are not valid; the form itself is refused."""

app = typer.Typer(
    no_args_is_help=True, help="Forms: check, convert, judge answers, begin an instance."
)
FormFile = Annotated[Path, typer.Argument(help=".xlsx, .xls, .md, or an XForm (.xml).")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def check(file: FormFile, *, as_json: AsJson = False) -> None:
    """Say what has to be mended, with sheet, row and column; 2 where something has to."""
    form, problems = _read(file)
    if as_json:
        found = [
            {"sheet": p.sheet, "row": p.row, "column": p.column, "message": p.message}
            for p in problems
        ]
        typer.echo(json.dumps({"sound": form is not None, "problems": found}, ensure_ascii=False))
    elif form is not None:
        typer.echo(f"sound: {form.id}, version {form.version}, {len(form.questions)} questions")
    for problem in problems:
        typer.echo(str(problem), err=True)
    if form is None:
        sys.exit(REFUSED)


@app.command()
def convert(
    file: FormFile,
    out: Annotated[Path, typer.Option("-o", "--out", help="Where the XForm is written.")],
) -> None:
    """Write the form as an ODK XForm, as Collect takes it."""
    out.write_text(_sound(file).xform, "utf-8")


@app.command()
def blank(file: FormFile) -> None:
    """Write an instance as it begins: with the defaults and nothing else."""
    form = _sound(file)
    now = datetime.now().astimezone()
    answers = begin(form, now=now, seed=random.getrandbits(32))
    instance = to_instance(form, answers, instance_id=f"uuid:{new_id()}")
    typer.echo(instance.decode())


@app.command(name="judge")
def judge_instance(
    form_file: FormFile,
    instance: Annotated[Path, typer.Argument(help="The answers, as an instance (.xml).")],
    attachment: Annotated[
        list[Path] | None, typer.Option(help="A file that comes along; may be said again.")
    ] = None,
    now: Annotated[
        datetime | None, typer.Option(help="When the answers are judged; now without it.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Judge answers: 0 valid, 1 not, 2 where the form or the instance cannot be read."""
    form = _sound(form_file)
    try:
        answers = from_instance(form, _bytes(instance))
    except (InstanceProblem, HostileXml) as problem:
        _refuse([Problem(instance.name, 0, "", str(problem))])
    names = {path.name for path in attachment or []}
    moment = (now or datetime.now()).astimezone()  # noqa: DTZ005  where the command is typed
    verdict = judge(form, answers, attachments=names, now=moment)
    if as_json:
        typer.echo(json.dumps(_verdict(form, verdict), ensure_ascii=False))
    else:
        for error in verdict.errors:
            typer.echo(f"{error.path}: {error.message.in_(form.default_language)}")
        typer.echo("valid" if verdict.sound else f"{len(verdict.errors)} errors")
    sys.exit(0 if verdict.sound else WRONG)


def _verdict(form: Form, verdict: Judgement) -> Mapping[str, object]:
    missing = [error.path for error in verdict.errors if error.reason == "attachment"]
    return {
        "valid": verdict.sound,
        "errors": [_told(error) for error in verdict.errors],
        "answers": verdict.answers,
        "relevant": [node.path for node in form.nodes if node.path in verdict.relevant],
        "missing_attachments": [verdict.answers[path] for path in missing],
    }


def _told(error: AnswerError) -> Mapping[str, object]:
    words = {language: error.message.in_(language) for language in error.message.words}
    return {"path": error.path, "kind": error.reason, "message": words}


def _sound(file: Path) -> Form:
    form, problems = _read(file)
    if form is None:
        _refuse(problems)
    return form


def _read(file: Path) -> tuple[Form | None, list[Problem]]:
    """Return the form, or every place that has to be mended."""
    warnings.filterwarnings("ignore", module="openpyxl")  # of looks, not of what a form says
    try:
        if file.suffix.lower() == ".xml":
            return read_xform(_bytes(file).decode("utf-8", "replace")), []
        if not file.is_file():
            return None, [Problem(file.name, 0, "", "there is no such file")]
        return read_workbook(file), []
    except FormProblem as problem:
        return None, list(problem.problems)


def _bytes(file: Path) -> bytes:
    if not file.is_file():
        _refuse([Problem(file.name, 0, "", "there is no such file")])
    if file.stat().st_size > LARGEST:
        _refuse([Problem(file.name, 0, "", f"the file is larger than {LARGEST} bytes")])
    return file.read_bytes()


def _refuse(problems: list[Problem]) -> NoReturn:
    for problem in problems:
        typer.echo(str(problem), err=True)
    sys.exit(REFUSED)
