"""What an officer sees of a file that its applicant is mending at the same time."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from tests import cast_files
from tests.cast import World
from tests.web.filling import at, page_of
from tests.web.read import words


def test_a_day_that_does_not_exist_is_shown_as_it_was_typed(
    world: World, client_as: Callable[..., Client]
) -> None:
    file = cast_files.sent_back(world)
    wrong = page_of(file, "grave") | {"grave-expired_on_day": "31", "grave-expired_on_month": "2"}
    assert client_as("applicant").post(at(file, "grave"), wrong).status_code == 422
    page = client_as("front_officer").get(reverse("desk_application", args=[file.pk]))
    assert page.status_code == 200
    assert "31 02" in words(page)
