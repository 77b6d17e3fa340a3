"""Every kind of question in a browser: on a telephone and a screen, with scripts and without."""

import os
from pathlib import Path

import pytest

from keliling.deliver.models import Application
from keliling.forms import begin
from tests import cast_files
from tests.cast import NOW, World
from tests.journeys.conftest import Entrance
from tests.journeys.walker import Screen, Walker
from tests.web.every_kind import KINDS, file_with, form, row
from tests.web.filling import at
from tests.web.test_resident_changing import CASCADE, LONG, OPENING
from tests.web.test_resident_repeats import MEMBER, ROWS

pytestmark = pytest.mark.django_db(transaction=True)
SHOTS = os.environ.get("KELILING_SHOTS", "")
SAVE = "main form .acts .btn:not(.second):not([name=stay])"
TYPED = {
    "all-opens:hour": "8",
    "all-opens:minute": "30",
    "all-met_day": "5",
    "all-met_month": "1",
    "all-met_year": "2026",
    "all-met:hour": "14",
    "all-met:minute": "15",
    "all-since_month": "3",
    "all-since_year": "2020",
    "all-path": "-6,2 106,8\n-6,3 106,9",
    "all-plot": "-6,2 106,8\n-6,3 106,9\n-6,4 106,7",
    "all-code": "8991234567890",
    "all-where:seek": "0042",
    "all-long": "Satu\nDua",
}
PLACE = {"latitude": -6.2088, "longitude": 106.8456, "accuracy": 12}


def shot(me: Walker, name: str) -> None:
    """Keep a picture where somebody wants to look."""
    if SHOTS:
        me.page.screenshot(path=Path(SHOTS) / f"{name}-{me.screen.width}.png", full_page=True)


def kept(file: Application) -> dict[str, str]:
    return cast_files.read(Application.objects.get(pk=file.pk))


@pytest.mark.parametrize(("width", "language"), [(390, "id"), (1280, "en")])
@pytest.mark.parametrize("scripts", [True, False])
def test_every_kind_is_answered(
    town: World, enter: Entrance, width: int, language: str, *, scripts: bool
) -> None:
    file = file_with(town, *KINDS, villages=60)
    me = enter(Screen(width, language), "applicant", scripts=scripts)
    me.page.context.grant_permissions(["geolocation"])
    me.page.context.set_geolocation(PLACE)
    me.go(at(file, "all"))
    shot(me, "kinds-empty" if scripts else "kinds-plain")
    me.write(TYPED | {"all-share": "2,5" if language == "id" else "2.5"})
    me.choose("all-stars-4", "all-agree-OK", "all-one-red", "all-some-blue")
    if scripts:
        me.page.locator("[data-place='all-spot'] [data-find]").click()
        me.page.wait_for_function("document.getElementsByName('all-spot:lat')[0].value")
        me.page.locator("[name='all-order:blue'] ~ [data-by='-1']").click()
    else:
        me.write({"all-spot:lat": "-6.2088, 106.8456"})
        for name, number in (("red", "1"), ("blue", "2"), ("green", "3")):
            me.page.locator(f"[name='all-order:{name}']").select_option(number)
        me.press("[name=seek]")
    me.page.locator("[id='all-where-v42']").check()
    me.look()
    shot(me, "kinds-full" if scripts else "kinds-plain-full")
    me.press(SAVE)
    answers = kept(file)
    assert answers["all/opens"] == "08:30:00"
    assert answers["all/met"] == "2026-01-05T14:15:00+07:00"
    assert answers["all/since"] == "2020-03-01"
    assert answers["all/order"] == "red blue green"
    assert answers["all/where"] == "v42"
    assert answers["all/spot"].split()[:2] == (
        ["-6.2088000", "106.8456000"] if scripts else ["-6.2088", "106.8456"]
    )
    assert "/kirim/" in me.path
    shot(me, "kinds-said")


def test_what_an_answer_opens_appears_at_once_and_stays_quiet(town: World, enter: Entrance) -> None:
    file = file_with(town, *OPENING)
    me = enter(Screen(390, "id"), "applicant")
    me.go(at(file, "-"))
    me.write({"name": "Budi"})
    me.choose("colour-red")
    why = me.page.locator("[name=why]")
    why.wait_for()
    assert "Mengapa merah?" in me.page.locator("#news").inner_text()
    why.fill("Karena berani")
    me.page.locator("[name=name]").fill("Budi Contoh")
    me.page.keyboard.press("Tab")
    me.page.locator("[name=sure]").wait_for()
    assert why.input_value() == "Karena berani"
    me.choose("colour-blue")
    why.wait_for(state="hidden")
    me.choose("colour-red")
    why.wait_for()
    assert why.input_value() == "Karena berani"
    me.look()
    me.choose("colour-green")
    me.page.locator("#closed.facts").wait_for()
    me.look()
    assert kept(file) == {}


def test_choices_follow_each_other_at_once(town: World, enter: Entrance) -> None:
    file = file_with(town, *CASCADE)
    me = enter(Screen(390, "id"), "applicant")
    me.go(at(file, "-"))
    me.choose("province-dki")
    me.page.locator("[id='city-jaksel']").wait_for()
    me.choose("city-jaksel")
    me.page.locator("[id='village-tebet']").wait_for()
    me.choose("village-tebet", "province-bali")
    me.page.locator("[id='city-denpasar']").wait_for()
    assert "“Kota” kosong lagi" in me.page.locator("#news").inner_text()
    assert me.page.locator("#news").is_visible()
    assert not me.page.locator("[id='village-tebet']").count()
    me.look()
    shot(me, "cascade")


def test_a_long_list_filters_while_one_types(town: World, enter: Entrance) -> None:
    file = file_with(town, *LONG, villages=5_000)
    me = enter(Screen(390, "id"), "applicant")
    me.go(at(file, "-"))
    me.page.locator("[id='where:seek']").press_sequentially("desa 042")
    me.page.locator("[id='where-v421']").check()
    me.page.locator("[id='where:seek']").fill("0007")
    me.page.locator("[id='where-v7']").wait_for()
    assert me.page.locator("[id='where-v421']").is_checked()
    me.page.locator("[id='where:seek']").press("Enter")
    me.look()
    shot(me, "search")
    me.press(SAVE)
    me.go(at(file, "-"))
    assert me.page.locator("[id='where-v421']").is_checked()


@pytest.mark.parametrize("scripts", [True, False])
def test_members_are_added_and_taken_away(town: World, enter: Entrance, *, scripts: bool) -> None:
    file = file_with(town, *ROWS)
    file.answers = cast_files.seal(file, begin(form(*ROWS), now=NOW))
    file.save()
    me = enter(Screen(390, "id"), "applicant", scripts=scripts)
    me.go(at(file, MEMBER))
    shot(me, "members-first")
    me.press(".members a >> nth=0")
    me.write({"household-member[1]-name": "Rini"})
    me.press(SAVE)
    assert me.path.endswith("/work/")
    shot(me, "member-work")
    me.go(at(file, MEMBER))
    me.press("main form [name=add]")
    me.write({"household-member[2]-name": "Budi"})
    me.press(SAVE)
    me.go(at(file, MEMBER))
    shot(me, "members")
    me.press("[name=remove] >> nth=0")
    shot(me, "member-remove")
    me.press("main form .btn >> nth=0")
    assert kept(file)[f"{MEMBER}[1]/name"] == "Budi"
    me.press("[name=remove] >> nth=0")
    me.press("main form .btn >> nth=0")
    shot(me, "members-none")
    assert "Daftar ini masih kosong." in me.words()


def test_a_blocked_library_leaves_the_page_working(town: World, enter: Entrance) -> None:
    file = file_with(town, *OPENING)
    me = enter(Screen(390, "id"), "applicant")
    me.page.route("**/htmx.min.js", lambda route: route.fulfill(status=200, body=""))
    me.go(at(file, "-"))
    me.choose("colour-red")
    me.press(SAVE)
    assert me.page.locator("[name=why]").is_visible()


def test_no_policy_is_broken(town: World, enter: Entrance) -> None:
    file = file_with(town, row("select_one three", "colour", "Warna"), *OPENING[1:])
    me = enter(Screen(390, "id"), "applicant")
    me.page.add_init_script(
        "document.addEventListener('securitypolicyviolation',"
        "event => console.error('policy ' + event.violatedDirective))"
    )
    me.go(at(file, "-"))
    me.choose("colour-red")
    me.page.locator("[name=why]").wait_for()
    me.look()
