"""Working days, terms, fees and rupiah."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keliling.catalogue.rules import Basis, Fee, Term, TermUnit, due_at, fee_for
from keliling.deliver.rules import permit_number, valid_until
from keliling.kernel.money import per_cent, read_rupiah, spoken
from keliling.kernel.refusal import Refused
from keliling.kernel.workdays import is_workday, workday_after, workdays_between

JAKARTA = ZoneInfo("Asia/Jakarta")
BASIS = Basis("", "contoh", date(2026, 1, 1), date(2019, 1, 1))
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def term(amount: int, unit: TermUnit, *, on_holidays: bool = False) -> Term:
    return Term(amount, unit, on_holidays, BASIS)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA)


@given(DAYS, st.integers(0, 60), st.sets(DAYS, max_size=30))
def test_working_days_agree_with_a_walk_day_by_day(
    start: date, count: int, free: set[date]
) -> None:
    end = workday_after(start, count, free)
    walked = [start + timedelta(n) for n in range(1, (end - start).days + 1)]
    assert sum(is_workday(day, free) for day in walked) == count
    assert workdays_between(start, end, free) == count
    assert count == 0 or is_workday(end, free)


def test_three_working_days_from_wednesday_end_on_monday() -> None:
    due = due_at(term(3, TermUnit.WORKING_DAY), at("2026-11-18T08:50"), free=(), zone=JAKARTA)
    assert due == at("2026-11-23T16:00")


def test_a_holiday_is_not_counted() -> None:
    free = {date(2026, 11, 19)}
    due = due_at(term(3, TermUnit.WORKING_DAY), at("2026-11-18T08:50"), free=free, zone=JAKARTA)
    assert due == at("2026-11-24T16:00")


def test_what_comes_after_closing_counts_from_the_next_working_day() -> None:
    due = due_at(term(1, TermUnit.SAME_DAY), at("2026-11-20T16:01"), free=(), zone=JAKARTA)
    assert due == at("2026-11-23T16:00")


def test_burial_permits_run_on_a_sunday() -> None:
    sunday = term(1, TermUnit.SAME_DAY, on_holidays=True)
    assert due_at(sunday, at("2026-11-22T09:00"), free=(), zone=JAKARTA) == at("2026-11-22T16:00")


def test_the_day_is_the_offices_and_not_greenwichs() -> None:
    late = datetime.fromisoformat("2026-11-17T18:30+00:00")  # 01:30 on the 18th in Jakarta
    due = due_at(term(1, TermUnit.SAME_DAY), late, free=(), zone=JAKARTA)
    assert due.date() == date(2026, 11, 18)


def fee(amount: int, start: str, end: str | None = None, **when: str) -> Fee:
    until = date.fromisoformat(end) if end else None
    basis = Basis("", "contoh", date(2026, 1, 1), date.fromisoformat(start), until)
    return Fee(amount, tuple(sorted(when.items())), basis)


def test_the_first_row_whose_dates_and_answers_hold_is_the_fee() -> None:
    fees = [
        fee(100_000, "2019-01-01", "2023-12-31", block="aa1"),
        fee(80_000, "2019-01-01", "2023-12-31", block="aa2"),
        fee(0, "2024-01-01"),
    ]
    answers = {"plot/block": "aa1"}
    first = fee_for(fees, answers, date(2019, 5, 1))
    last = fee_for(fees, answers, date(2024, 2, 1))
    assert first is not None
    assert last is not None
    assert (first.amount, last.amount) == (100_000, 0)
    assert fee_for(fees, {"plot/block": "b"}, date(2019, 5, 1)) is None


def test_shares_round_half_up() -> None:
    assert [per_cent(100_000, 25), per_cent(2, 25), per_cent(1, 25)] == [25_000, 1, 0]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("Rp 100.000", 100_000), ("100000", 100_000), ("100.000,00", 100_000), ("0", 0)],
)
def test_rupiah_are_read_as_people_write_them(typed: str, amount: int) -> None:
    assert read_rupiah(typed) == amount


@pytest.mark.parametrize("typed", ["", "-5", "1.00", "10,5", "1e9", "100.00.000", "9" * 16])
def test_what_is_not_rupiah_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="not_rupiah"):
        read_rupiah(typed)


@given(st.integers(0, 10**14))
def test_what_is_spoken_is_read_back(amount: int) -> None:
    assert read_rupiah(spoken(amount)) == amount


def test_a_permit_of_three_years_ends_the_day_before() -> None:
    assert valid_until(date(2026, 3, 1), 3) == date(2029, 2, 28)
    assert valid_until(date(2024, 2, 29), 3) == date(2027, 2, 28)
    assert valid_until(date(2026, 3, 1), 0) is None


def test_a_number_names_service_office_and_year() -> None:
    assert permit_number("IPTM", 7, "jgk", 2026) == "IPTM/00007/JGK/2026"
