"""One visit through all four phases, each of its people at a screen of their own."""

import os
import re
import time
from dataclasses import dataclass, field
from datetime import date

import pytest

from keliling.commission.models import Proposal
from keliling.deliver.models import Permit
from tests.cast import World
from tests.journeys.answers import answers_of
from tests.journeys.conftest import Entrance
from tests.journeys.walker import Screen, Walker

SCREENS = [Screen(390, "id"), Screen(1280, "en")]
if os.environ.get("KELILING_FULL"):
    SCREENS += [Screen(390, "en"), Screen(1280, "id")]
ROLES = (
    "applicant",
    "neighbour",
    "volunteer",
    "rw_head",
    "coordinator",
    "front_officer",
    "signatory",
)
pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 30
"""Seconds that the worker may take to print a letter."""


@dataclass
class Cycle:
    """The people at their screens, and the addresses that the visit has come to."""

    town: World
    who: dict[str, Walker]
    at: dict[str, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Walker:
        """Give somebody by their role."""
        return self.__dict__["who"][name]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda s: f"{s.width}-{s.language}")
def test_a_visit_goes_round(screen: Screen, town: World, enter: Entrance) -> None:
    cycle = Cycle(town, {name: enter(screen, name) for name in ROLES})
    cycle.who["visitor"] = enter(screen)
    for step in (
        propose,
        back,
        choose,
        draft,
        promise,
        agree,
        open_the_counter,
        queue,
        apply,
        help_a_neighbour,
        send_back_and_mend,
        accept,
        decide,
        verify,
        close,
        rate,
        find,
        answer,
        read_the_results,
    ):
        step(cycle)


def propose(cycle: Cycle) -> None:
    """A resident asks for a visit."""
    me = cycle.applicant
    me.go("/usulkan/")
    me.page.locator("main details summary").first.click()
    me.write({"need_burial-renewal": 12, "need_land-history": 5, "offer_venue": 1})
    me.write({"why": "Banyak izin makam habis tahun ini."})
    me.press("main form .btn")
    cycle.at["proposal"] = me.path


def back(cycle: Cycle) -> None:
    """Neighbours sign it, knowing that their names are public."""
    for me in (cycle.rw_head, cycle.neighbour):
        me.go(cycle.at["proposal"])
        me.sure("form[action$='/dukung/'] .btn")
        assert me.path == cycle.at["proposal"]
    me.page.locator("main aside summary").click()
    assert cycle.town.neighbour.name in me.words()


def choose(cycle: Cycle) -> None:
    """The office chooses it and says so."""
    me = cycle.coordinator
    me.go("/kantor/usulan/")
    me.press(f"a[href*='{cycle.at['proposal'].split('/')[2]}']")
    me.write({"answer": "Disetujui."})
    me.press("button[value=choose]")
    me.press("button[name=sure]")
    cycle.at["desk"] = me.path.split("#")[0]
    cycle.at["visit"] = "/kunjungan/" + me.path.split("/")[3] + "/"


def draft(cycle: Cycle) -> None:
    """The office drafts day and services, and asks for people."""
    me = cycle.coordinator
    me.go(cycle.at["desk"])
    me.day("day", date.today())  # noqa: DTZ011
    me.choose("services-burial-renewal", "services-land-history")
    me.press("form:has([value=draft]) .btn")
    me.page.locator("#giliran ~ details summary").click()
    form = "form:has([value=shift])"
    me.page.locator(f"{form} [name=task]").select_option("form_helper")
    me.page.locator(f"{form} [name=places]").fill("1")
    me.press(f"{form} .btn")


def promise(cycle: Cycle) -> None:
    """Residents bring a group, its hall, chairs, tea and a morning."""
    other, me = cycle.neighbour, cycle.volunteer
    other.go(cycle.at["visit"] + "sumbang/")
    other.choose("kind-food")
    other.write({"quantity": 30})
    other.press("main form .btn")
    me.go("/saya/kelompok/")
    me.write({"name": "Karang Taruna Contoh"})
    me.choose("kind-karang_taruna")
    me.press("main form .btn")
    me.go(cycle.at["visit"] + "tawarkan-tempat/")
    me.page.locator("[name=group]").first.check()
    me.write({"name": "Balai Warga", "address": "Jalan Contoh 1", "capacity": 60, "watts": 2200})
    me.choose("step_free", "roofed")
    me.press("main form .btn")
    me.go(cycle.at["visit"] + "sumbang/")
    me.choose("kind-furniture")
    me.write({"quantity": 40, "words": "Kursi lipat"})
    me.press("main form .btn")
    me.press("form[action$='/ambil/'] .btn")


def agree(cycle: Cycle) -> None:
    """The office answers every offer and prepares its own things; the RW head tells the RW."""
    me = cycle.coordinator
    me.go(cycle.at["desk"])
    me.press("form:has([value=venue]) button[value=agreed]")
    me.press("button[name=sure]")
    for _ in range(2):
        me.press("form:has([value=pledge]) button[value=agreed] >> nth=0")
    for item in ("kit", "rain_plan"):
        me.press(f"form:has([value={item}]) .btn")
    head = cycle.rw_head
    head.go(cycle.at["visit"])
    head.press("form[action$='/siap/'] .btn")


def open_the_counter(cycle: Cycle) -> None:
    """The plan is published and the day begins."""
    me = cycle.coordinator
    me.go(cycle.at["desk"])
    for act in ("publish", "hold"):
        me.press(f"button[value={act}]")
        me.press("button[name=sure]")
    cycle.visitor.go("/jadwal/")
    cycle.visitor.press(f"main a[href*='{cycle.at['visit']}']")


def queue(cycle: Cycle) -> None:
    """A resident draws a number; a volunteer calls it."""
    me = cycle.applicant
    me.go(cycle.at["visit"] + "nomor/")
    me.choose("service-burial-renewal")
    me.press("main form .btn")
    assert "1" in me.page.locator("main").inner_text()
    keeper = cycle.volunteer
    cycle.at["queue"] = "/lapangan" + cycle.at["visit"].removeprefix("/kunjungan") + "antrean/"
    keeper.go("/lapangan/")
    keeper.go(cycle.at["queue"])
    keeper.press("button[value=call]")


def apply(cycle: Cycle) -> None:
    """The resident fills in the form and sends it."""
    me = cycle.applicant
    me.go(cycle.at["visit"])
    me.press("a[href*='/ajukan/'][href*='burial-renewal']")
    me.press("main form .btn")
    answers = answers_of(cycle.town, "burial-renewal", "applicant")
    me.answer_form(cycle.town.office, "burial-renewal", answers)
    me.press("main form .btn")
    cycle.at["file"] = me.path
    code = me.page.locator(".receipt .code").inner_text()
    cycle.visitor.go(f"/ikuti/?kode={code}")
    assert cycle.town.applicant.name not in cycle.visitor.words()


def help_a_neighbour(cycle: Cycle) -> None:
    """A neighbour gives a mandate, and the volunteer writes for them."""
    me, helper = cycle.neighbour, cycle.volunteer
    me.go(cycle.at["visit"] + "surat-kuasa/")
    me.page.locator("[name=volunteer]").first.check()
    me.choose("service-land-history")
    me.press("main form .btn")
    helper.go(cycle.at["queue"].replace("antrean", "bantu"))
    helper.press("main .list .btn")
    helper.press("main form .btn")
    answers = answers_of(cycle.town, "land-history", "neighbour")
    helper.answer_form(cycle.town.office, "land-history", answers)
    helper.press("main form .btn")
    cycle.at["helped"] = helper.path
    me.go(cycle.at["helped"])
    assert cycle.town.volunteer.name in me.page.locator("main aside").inner_text()


def desk_of(address: str) -> str:
    """Return where the office works on a file."""
    return "/kantor" + address.split("#")[0]


def send_back_and_mend(cycle: Cycle) -> None:
    """The officer says what is wrong; the resident mends it."""
    officer, me = cycle.front_officer, cycle.applicant
    officer.go("/kantor/")
    officer.press(f"main tbody a[href*='{desk_of(cycle.at['file'])}']")
    officer.page.locator("main details summary").first.click()
    officer.page.locator("[name=reason]").first.check()
    officer.write({"words": "Foto ulang seluruh lembarnya, dekat jendela."})
    officer.press("form[action$='/kembalikan/'] .btn")
    officer.press("button[name=sure]")
    me.go(cycle.at["file"])
    assert "Foto ulang" in me.words()
    me.press("main .acts a.btn")
    answers = answers_of(cycle.town, "burial-renewal", "applicant")
    me.answer_form(cycle.town.office, "burial-renewal", answers)
    me.press("main form .btn")


def accept(cycle: Cycle) -> None:
    """The officer finds both files complete."""
    for key in ("file", "helped"):
        cycle.front_officer.go(desk_of(cycle.at[key]))
        cycle.front_officer.press("form[action$='/terima/'] .btn")
        cycle.front_officer.press("button[name=sure]")


def decide(cycle: Cycle) -> None:
    """Somebody else grants both."""
    for key in ("file", "helped"):
        me = cycle.signatory
        me.go(desk_of(cycle.at[key]))
        me.choose("ruling")
        me.press("form[action$='/putuskan/'] .btn")
        me.press("button[name=sure]")
    assert Permit.objects.count() == 2


def verify(cycle: Cycle) -> None:
    """The letter is printed; anybody verifies it, and reads no name that the law keeps private."""
    me, anybody = cycle.applicant, cycle.visitor
    letter = "main a[href$='izin.pdf']"
    wait_for(me, cycle.at["file"], letter)
    address = me.page.locator(letter).get_attribute("href") or ""
    printed = me.page.request.get(address)
    assert (printed.status, printed.body()[:5]) == (200, b"%PDF-")
    page = me.page.locator("main a[href*='/periksa/']").get_attribute("href") or ""
    anybody.go(page)
    number = Permit.objects.get(token=page.split("/")[-2]).number
    assert number in anybody.words()
    assert cycle.town.applicant.name not in anybody.words()
    assert anybody.page.request.get(address).url.count("/akun/masuk/")


def close(cycle: Cycle) -> None:
    """The last number is served, the counter closed, the volunteer's hours countersigned."""
    keeper, me = cycle.volunteer, cycle.coordinator
    keeper.go(cycle.at["queue"])
    keeper.press("button[value=served]")
    me.go(cycle.at["desk"])
    me.press("button[value=close]")
    me.press("button[name=sure]")
    me.press("form:has([value=countersign]) .btn")
    if me.page.locator("button[name=sure]").count():
        me.press("button[name=sure]")


def rate(cycle: Cycle) -> None:
    """Who was served rates by a link that knows no name."""
    me, anybody = cycle.applicant, cycle.visitor
    link = "main a[href*='/nilai/']"
    wait_for(me, cycle.at["file"], link)
    anybody.go(me.page.locator(link).get_attribute("href") or "")
    for n in range(1, 10):
        anybody.choose(f"u{n}_4")
    anybody.press("main form .btn")


def find(cycle: Cycle) -> None:
    """A resident says what should change; others say so too."""
    result = "/hasil" + cycle.at["visit"].removeprefix("/kunjungan")
    cycle.at["result"] = result
    me = cycle.applicant
    me.go(result)
    me.press("a[href$='/temuan/']")
    me.page.locator("[name=topic]").first.check()
    me.write({"words": "Buka sampai sore juga, kami berdagang pagi."})
    me.press("main form .btn")
    for other in (cycle.neighbour, cycle.rw_head):
        other.go(result)
        other.press("form[action$='/dukung/'] .btn")


def answer(cycle: Cycle) -> None:
    """The office adopts it and opens the next proposal with it."""
    me = cycle.coordinator
    before = Proposal.objects.count()
    me.go("/kantor/temuan/")
    me.press("main table a[href*='temuan=']")
    me.choose("disposition-adopted")
    me.write({"answer": "Kunjungan berikutnya sore hari."})
    me.page.locator("main form details summary").click()
    me.page.locator("#needs input").first.fill("6")
    me.press("main form button.btn")
    me.press("button[name=sure]")
    assert Proposal.objects.count() == before + 1


def read_the_results(cycle: Cycle) -> None:
    """Everybody reads how far it was done together, and opens the evidence of a cell."""
    anybody = cycle.visitor
    anybody.go(cycle.at["result"])
    assert anybody.page.locator(".reach .tag.ok").count() == 4, anybody.words()
    anybody.press(".matrix .cell a >> nth=0")
    assert re.search(r"\d", anybody.words())
    anybody.go(cycle.at["result"])
    anybody.press("#temuan a[href*='/usulan/']")


def wait_for(page: Walker, address: str, what: str) -> None:
    """Load a page again until the worker has done its part."""
    until = time.monotonic() + PATIENCE
    page.go(address)
    while not page.page.locator(what).count():
        assert time.monotonic() < until, "the worker did not do its part"
        time.sleep(0.5)
        page.go(address)
