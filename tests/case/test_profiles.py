"""Profiles: sourced, checked, below what a file says, and kept through writing and reading."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from small_cases import SMALL, as_cells, write_folder_case, write_workbook_case

import makeup_sched as ms
from makeup_sched.case.policy import Policy
from makeup_sched.case.policy_keys import KEYS
from makeup_sched.case.profiles.profile import NAMES, Profile, profiles, read_profile, with_profile
from makeup_sched.case.template import write_template
from makeup_sched.case.write import policy_text

ILLINOIS = 'profile = "illinois"\n'


def read_policy(tmp_path: Path, text: str) -> Policy:
    return ms.read_case(write_folder_case(tmp_path, SMALL, text)).policy


@pytest.mark.parametrize("name", NAMES)
def test_every_profile_sets_known_keys_to_values_that_they_can_have(name: str) -> None:
    profile = read_profile(name)
    policy = Policy.model_validate({"profile": name})
    table = profile.table()
    flat: dict[str, str] = dict(zip(table["key"], table["value"], strict=True))
    assert set(flat) <= set(KEYS)
    for key, value in flat.items():
        section, _, last = key.partition(".")
        found = getattr(policy, section)
        got = found[last] if isinstance(found, dict) else getattr(found, last)
        assert (";".join(got) if isinstance(got, tuple) else str(got)) == value


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_names_its_source_and_its_strength(name: str) -> None:
    table = read_profile(name).table()
    assert table["source"].str.startswith("http").all()
    assert (table[["says", "strength", "set_by"]] != "").all(axis=None)
    assert read_profile(name).not_found


def test_every_packaged_file_is_listed() -> None:
    folder = Path(str(ms.__file__)).parent / "case" / "profiles"
    assert {path.stem for path in folder.glob("*.toml")} == set(NAMES) == set(profiles())


def test_neutral_leaves_every_reason_to_the_team() -> None:
    assert set(Policy(profile="neutral").reasons.values()) == {"team_decides"}


def test_what_a_profile_does_not_set_is_neutral_or_the_default(tmp_path: Path) -> None:
    policy = read_policy(tmp_path, ILLINOIS)
    assert policy.reasons["provider_absent"] == "owed"
    assert policy.reasons["provider_meeting"] == "team_decides"
    assert policy.clocks.not_delivered_within_school_days == 10
    assert policy.clocks.notice_within_school_days == 3
    assert policy.clocks.excluded_reasons == ("student_absent", "extended_absence")
    assert policy.categories == Policy().categories
    assert policy.costs == Policy().costs


def test_no_profile_is_the_default_policy(tmp_path: Path) -> None:
    assert read_policy(tmp_path, "") == Policy()
    assert read_policy(tmp_path, 'profile = ""') == Policy()


def test_every_key_of_the_file_wins_over_the_profile(tmp_path: Path) -> None:
    text = ILLINOIS + '[reasons]\nprovider_absent = "not_owed"\n[clocks]\nexcluded_reasons = []\n'
    policy = read_policy(tmp_path, text)
    assert policy.reasons["provider_absent"] == "not_owed"
    assert policy.clocks.excluded_reasons == ()
    assert policy.reasons["school_activity"] == "owed"
    assert policy.clocks.notice_within_school_days == 3


def test_a_sheet_and_a_mapping_take_a_profile_too(tmp_path: Path) -> None:
    wanted = Policy(profile="ohio")
    sheets = as_cells(SMALL) | {"policy": [["key", "value"], ["profile", "Ohio"]]}
    case = ms.read_case(write_workbook_case(tmp_path / "case.xlsx", sheets))
    assert case.policy == wanted
    assert ms.case_from_tables(case.tables, {"profile": "ohio"}).policy == wanted


def test_a_profile_chosen_in_the_template_takes_effect(tmp_path: Path) -> None:
    path = write_template(tmp_path / "template.xlsx")
    book = load_workbook(path)
    (row,) = (cell.row for cell in book["policy"]["A"] if cell.value == "profile")
    book["policy"].cell(row, 2, "illinois")
    book.save(path)
    assert ms.read_case(path).policy == Policy(profile="illinois")


@pytest.mark.parametrize("name", NAMES)
def test_a_written_policy_reads_back_as_the_same(name: str, tmp_path: Path) -> None:
    policy = Policy.model_validate({"profile": name, "reasons": {"suspension": "owed"}})
    assert read_policy(tmp_path, policy_text(policy)) == policy


def test_the_hash_is_that_of_the_values_not_of_the_name(tmp_path: Path) -> None:
    by_name = ms.read_case(write_folder_case(tmp_path / "a", SMALL, ILLINOIS))
    values = policy_text(by_name.policy).replace(ILLINOIS, "")
    spelled_out = ms.read_case(write_folder_case(tmp_path / "b", SMALL, values))
    plain = ms.read_case(write_folder_case(tmp_path / "c", SMALL, ""))
    assert by_name.source_hash == spelled_out.source_hash != plain.source_hash


def test_an_unknown_profile_changes_nothing_below_it() -> None:
    assert with_profile({"profile": "nowhere", "grid_minutes": 10}) == {
        "profile": "nowhere",
        "grid_minutes": 10,
    }


def test_a_profile_without_a_source_or_with_a_key_twice_is_refused() -> None:
    rule = {
        "keys": ["pending"],
        "value": "plan",
        "says": "x",
        "strength": "x",
        "source": "http://x",
    }
    given = {"name": "n", "title": "t", "jurisdiction": "j", "summary": "s", "not_found": ["all"]}
    assert Profile.model_validate({**given, "rules": [rule]}).settings() == {"pending": "plan"}
    with pytest.raises(ValueError, match="set twice"):
        Profile.model_validate({**given, "rules": [rule, rule]})
    with pytest.raises(ValueError, match="source"):
        Profile.model_validate({**given, "rules": [{**rule, "source": ""}]})
