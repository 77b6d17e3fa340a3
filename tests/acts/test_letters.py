"""What a permit's letter says of a file."""

import pytest

from keliling.deliver.queries.permits import permit_content
from tests import cast_files
from tests.cast import World

pytestmark = pytest.mark.django_db


def test_a_letter_names_everything_it_records_and_shows_no_number_of_a_person(
    world: World,
) -> None:
    permit = cast_files.granted(world, service="burial-renewal")
    facts = dict(permit_content(permit.pk).facts)
    assert facts["Nama pemakaman (TPU)"]
    assert "" not in facts
    assert "NIK" not in facts
