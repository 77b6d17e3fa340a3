"""Who takes an application from where to where: one table."""

from enum import StrEnum

from keliling.kernel.actor import Role
from keliling.kernel.refusal import Conflict


class Stage(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    CHECK = "check"
    SENT_BACK = "sent_back"
    DECISION = "decision"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What moves it."""

    SUBMIT = "submit"
    ACCEPT = "accept"
    SEND_BACK = "send_back"
    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


STEPS: dict[tuple[Stage, Step], Stage] = {
    (Stage.DRAFT, Step.SUBMIT): Stage.CHECK,
    (Stage.SENT_BACK, Step.SUBMIT): Stage.CHECK,
    (Stage.CHECK, Step.ACCEPT): Stage.DECISION,
    (Stage.CHECK, Step.SEND_BACK): Stage.SENT_BACK,
    (Stage.DECISION, Step.GRANT): Stage.GRANTED,
    (Stage.DECISION, Step.REFUSE): Stage.REFUSED,
    (Stage.DRAFT, Step.WITHDRAW): Stage.WITHDRAWN,
    (Stage.CHECK, Step.WITHDRAW): Stage.WITHDRAWN,
    (Stage.SENT_BACK, Step.WITHDRAW): Stage.WITHDRAWN,
    (Stage.DECISION, Step.WITHDRAW): Stage.WITHDRAWN,
}

# Who holds the ball. The applicant, or the helper in the applicant's name, while it is lay.
HOLDER: dict[Stage, Role] = {
    Stage.DRAFT: Role.RESIDENT,
    Stage.SENT_BACK: Role.RESIDENT,
    Stage.CHECK: Role.FRONT_OFFICER,
    Stage.DECISION: Role.SIGNATORY,
}
OPEN_TO_ANSWERS = frozenset({Stage.DRAFT, Stage.SENT_BACK})


def stage_after(stage: Stage, step: Step) -> Stage:
    """Return where ``step`` leads; raises ``Conflict("step_not_now")``."""
    target = STEPS.get((stage, step))
    if target is None:
        raise Conflict("step_not_now", stage=stage.value, step=step.value)
    return target
