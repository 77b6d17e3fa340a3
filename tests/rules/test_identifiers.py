"""NIK and its traps, telephone, area code."""

from datetime import date

import pytest

from keliling.kernel.identifiers import (
    mask,
    read_area_code,
    read_kk,
    read_nib,
    read_nik,
    read_phone,
)
from keliling.kernel.refusal import Refused

TODAY = date(2026, 11, 24)


def reason(typed: str, **more: date) -> str:
    with pytest.raises(Refused) as refused:
        read_nik(typed, today=TODAY, **more)
    return refused.value.reason


def test_a_nik_keeps_its_leading_zero_and_spaces_do_not_matter() -> None:
    assert read_nik("09 5301 0101 80 0001", today=TODAY).digits == "0953010101800001"


def test_a_womans_day_is_forty_more() -> None:
    nik = read_nik("3174094108990002", today=TODAY)
    assert nik.woman
    assert nik.birth_days == (date(1999, 8, 1),)


def test_day_81_is_no_day() -> None:
    assert reason("3171018108450001") == "nik_date"


def test_a_child_of_2024_is_not_dated_to_1924_alone() -> None:
    nik = read_nik("3174090107240001", today=TODAY)
    assert date(2024, 7, 1) in nik.birth_days
    assert read_nik("3174090107240001", born=date(2024, 7, 1), today=TODAY).birth_days == (
        date(2024, 7, 1),
    )


def test_a_birth_date_that_differs_is_refused() -> None:
    assert reason("3174090107240001", born=date(2024, 7, 2)) == "nik_born"


def test_the_leap_day_is_valid_only_where_a_century_has_it() -> None:
    assert read_nik("3174092902000001", today=TODAY).birth_days == (date(2000, 2, 29),)
    assert reason("3174092902010001") == "nik_date"


@pytest.mark.parametrize("province", ["93", "96", "09"])
def test_new_provinces_and_jakartas_old_prefix_pass_without_a_warning(province: str) -> None:
    assert read_nik(f"{province}53010101800001", today=TODAY).warnings == ()


def test_an_unknown_region_is_a_warning_and_no_refusal() -> None:
    assert read_nik("9953010101800001", today=TODAY).warnings == ("nik_region",)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("317409010799000", "nik_digits"),
        ("31740901079900011", "nik_digits"),
        ("\uff13174090107990001", "nik_digits"),
        ("3174090107990000", "nik_serial"),
        ("3174093202990001", "nik_date"),
        ("", "nik_digits"),
    ],
)
def test_a_wrong_nik_is_refused_with_its_reason(typed: str, why: str) -> None:
    assert reason(typed) == why


def test_a_masked_nik_shows_six_and_two() -> None:
    assert mask("3174090107990002") == "317409••••••••02"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0818 123 456", "+62818123456"),
        ("62818123456", "+62818123456"),
        ("+62 818-123-456", "+62818123456"),
        ("818123456", "+62818123456"),
        ("021 7654321", "+62217654321"),
    ],
)
def test_a_telephone_is_written_one_way(typed: str, number: str) -> None:
    assert read_phone(typed) == number


@pytest.mark.parametrize("typed", ["1500164", "1500-164", "+621500164", "112", "14022", "", "abc"])
def test_a_short_code_is_nobodys_telephone(typed: str) -> None:
    with pytest.raises(Refused, match="phone"):
        read_phone(typed)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("31", "31"), ("3174", "31.74"), ("31.74.09", "31.74.09"), ("3174091002", "31.74.09.1002")],
)
def test_an_area_code_gets_its_dots(typed: str, code: str) -> None:
    assert read_area_code(typed) == code


@pytest.mark.parametrize(
    "typed", ["3", "317", "31.74.09.100", "31.74.09.4002", "x", "31.74.09.10021"]
)
def test_a_wrong_area_code_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="area_code"):
        read_area_code(typed)


def test_kk_and_nib_have_their_lengths() -> None:
    assert read_kk("3174 0901 0799 0001") == "3174090107990001"
    assert read_nib("9120 0012 3456 7") == "9120001234567"
    with pytest.raises(Refused, match="nib_digits"):
        read_nib("91200012345678")
