"""Base, codebook and profiles: what is joined, what is replaced, where faults are shown."""

from __future__ import annotations

import pytest

from sim.scenario.errors import ScenarioErrors
from sim.scenario.examine import examine_scenario
from sim.scenario.load import load_all, load_scenario, load_text, scenario_hash
from sim.scenario.priors import quantities

PROFILE = """\
profile: GBR
name: United Kingdom
role: backer
evidence:
  vote: {source: ballots, place: row 1, date: 2014-05-22, claim: Voted for access.,
         attribution: inferred, costliness: act}
  late: {source: ballots, place: row 2, date: 2016-12-05, claim: Voted for access again.,
         attribution: inferred, costliness: act}
sources:
  ballots: {title: Ballots, layer: ballots}
positions:
  access: [{is: 0.6, because: vote}, {is: 1, because: late}]
  sanctions: {is: 1, because: vote}
alignment:
  FRA: {is: 0.5, because: vote}
  GAB: {is: 0.5, because: vote}
"""


@pytest.fixture
def based(write, small):
    write(small, "small.yaml")

    def load_changes(changes: str):
        return load_all(write(f"scenario: changed\nbase: small\n{changes}", "changed.yaml"))

    return load_changes


def refused(call, *args):
    with pytest.raises(ScenarioErrors) as raised:
        call(*args)
    return raised.value.problems


def test_a_change_is_joined_key_by_key(based):
    scenario = based("members:\n  RUS:\n    positions: {access: 0.1}\ntitle: Other\n").scenario
    assert scenario.title == "Other"
    assert scenario.members["RUS"].positions["access"].claims[0].value == 0.1
    assert scenario.members["RUS"].role == "third-party"
    assert scenario.members["GBR"].positions["access"].claims[0].because == ("statement",)


def test_a_number_is_replaced_with_its_evidence(based):
    scenario = based("members: {GBR: {positions: {access: {is: 0.3}}}}").scenario
    (claim,) = scenario.members["GBR"].positions["access"].claims
    assert (claim.value, claim.because) == (0.3, ())


def test_null_takes_out_what_the_base_has(based):
    changed = based(
        "members: {GBR: {positions: {access: null}}}\n"
        "drafts:\n  S/2016/1: {may: [withdraw]}\n  S/2016/2:\n    title: Second\n"
        "    sponsors: [RUS]\n    circulated: 2016-10-07T10:00\n    vote: null\n"
        "    text: {access: 0.1}\n    consultation: 0.2\n"
    ).scenario
    assert changed.members["GBR"].positions == {}
    assert changed.drafts["S/2016/1"].may == ("withdraw",)
    assert list(changed.drafts) == ["S/2016/1", "S/2016/2"]
    assert changed.drafts["S/2016/2"].vote is None


def test_a_draft_can_be_left_unput_and_taken_out_with_what_speaks_of_it(write, small, based):
    text = small.replace(
        "drafts:  #",
        "statements: [{speaker: GBR, draft: S/2016/2, at: 2016-10-07, pull: 0.1}]\ndrafts:  #",
    ).replace(
        "# Further",
        "  S/2016/2: {title: B, sponsors: [RUS], circulated: 2016-10-07, vote: 2016-10-08T11:00,\n"
        "    text: {access: 0.1}, consultation: 0.1}\n# Further",
    )
    write(text, "small.yaml")
    unput = based("drafts: {S/2016/2: {vote: null}}").scenario
    assert unput.drafts["S/2016/2"].vote is None
    assert len(unput.statements) == 1
    gone = based("drafts: {S/2016/2: null}").scenario
    assert list(gone.drafts) == ["S/2016/1"]
    assert gone.statements == ()


def test_null_for_what_the_base_lacks_is_a_fault_with_a_suggestion(based):
    (problem,) = refused(based, "drafts: {S/2016/11: null}")
    assert problem.code == "E118"
    assert "S/2016/1" in problem.remedy


def test_a_fault_of_the_base_is_shown_in_the_base(write, small, based):
    write(small.replace("access: 0.2", "access: 2", 1), "small.yaml")
    (problem,) = refused(based, "title: Other\n")
    assert problem.place.file == "small.yaml"
    assert problem.source == "  access: 2"


def test_a_fault_of_the_change_is_shown_in_the_change(based):
    (problem,) = refused(based, "status_quo: {access: 2}\n")
    assert (problem.place.file, problem.place.line) == ("changed.yaml", 3)


def test_a_file_on_a_base_needs_a_name_of_its_own(write, small):
    write(small, "small.yaml")
    (problem,) = refused(load_scenario, write("base: small\n", "changed.yaml"))
    assert problem.code == "E111"


def test_bases_do_not_go_round_in_a_circle(write):
    write("scenario: a\nbase: b.yaml\n", "a.yaml")
    write("scenario: b\nbase: a.yaml\n", "b.yaml")
    assert {problem.code for problem in refused(load_scenario, "a.yaml")} == {"E117"}


def test_a_base_may_have_a_base(write, small):
    write(small, "small.yaml")
    write("scenario: one\nbase: small\nstatus_quo: {access: 0.3}\n", "one.yaml")
    scenario = load_scenario(
        write("scenario: two\nbase: one\nstatus_quo: {inquiry: 0.4}\n", "two.yaml")
    )
    values = {name: cell.claims[0].value for name, cell in scenario.status_quo.items()}
    assert values == {"access": 0.3, "inquiry": 0.4}


@pytest.fixture
def profiled(write, small):
    write(PROFILE, "profiles/GBR.yaml")
    backer = "\n  backer: {title: B, because: x, saliences: {access: 1}}\n  #"
    roles = small.replace("\nroles:  #", f"\nroles:{backer}", 1)
    text = roles.replace("layers: [record]", "layers: [record, ballots]", 1)
    return text.replace("    role: third-party\n    positions:", "    profile: GBR\n    positions:")


def test_claims_of_a_profile_stand_beside_the_scenario(write, profiled):
    member = load_scenario(write(profiled)).members["GBR"]
    claims = [(claim.value, claim.because) for claim in member.positions["access"].claims]
    assert claims == [(0.8, ("statement",)), (0.6, ("GBR/vote",))]
    assert member.role == "backer"


def test_a_profile_is_cut_to_the_issues_members_and_day_of_the_scenario(write, profiled):
    scenario = load_scenario(write(profiled))
    member = scenario.members["GBR"]
    assert list(member.positions) == ["access"]
    assert list(member.alignment) == ["FRA"]
    assert "GBR/vote" in scenario.evidence
    assert "GBR/late" not in scenario.evidence


def test_a_bare_number_replaces_the_profile(write, profiled):
    text = profiled.replace("access: {is: 0.8, because: statement}", "access: 0.1")
    (claim,) = load_scenario(write(text)).members["GBR"].positions["access"].claims
    assert (claim.value, claim.because) == (0.1, ())


def test_a_fault_of_a_profile_is_shown_in_the_profile(write, profiled):
    write(PROFILE.replace("because: vote", "because: veto", 1), "profiles/GBR.yaml")
    (problem,) = refused(load_scenario, write(profiled))
    assert problem.place.file == "profiles/GBR.yaml"
    assert (problem.code, problem.place.line) == ("E206", 12)


def test_a_source_of_a_profile_may_not_mean_another_document(write, profiled):
    text = profiled.replace(
        "\nsources:\n", "\nsources:\n  ballots: {title: Others, layer: record}\n"
    )
    (problem,) = refused(load_scenario, write(text))
    assert problem.code == "E213"


def test_profiles_for_every_member_but_those_that_say_none(write, profiled):
    text = profiled.replace("scenario: small", "scenario: small\nprofiles: true", 1)
    problems = refused(
        load_scenario,
        write(text.replace("    role: third-party", "    role: third-party\n    profile: ZZZ")),
    )
    assert {problem.code for problem in problems} == {"E209"}
    none = text.replace("    role: third-party\n", "    role: third-party\n    profile: none\n")
    assert load_scenario(write(none)).members["GBR"].role == "backer"


def test_a_codebook_gives_issues_roles_and_sources(write, small):
    start, end = small.index("issues:"), small.index("status_quo:")
    write(small[start:end], "codebook/tiny.yaml")
    text = small[:start] + "codebook: tiny\n" + small[end:]
    whole, joined = load_scenario(write(small)), load_scenario(write(text, "y.yaml"))
    assert joined == whole
    assert scenario_hash(joined) == scenario_hash(whole)


def test_the_hash_knows_content_and_the_order_of_drafts_only(small):
    first = load_text(small).scenario
    moved = small.replace("  access: 0.2\n  inquiry: 0\n", "  inquiry: 0\n  access: 0.2\n", 1)
    assert scenario_hash(load_text(moved + "# a comment\n").scenario) == scenario_hash(first)
    other = load_text(small.replace("access: 0.2", "access: 0.21", 1)).scenario
    assert scenario_hash(other) != scenario_hash(first)
    assert len(scenario_hash(first)) == 64


def test_every_number_of_the_prior_has_a_path(small):
    from sim.scenario.paths import number_paths

    loaded = load_text(small)
    paths = number_paths(loaded.tree)
    for quantity in quantities(loaded.scenario):
        assert quantity.path.split("@")[0] in paths


@pytest.mark.parametrize("codebook", ["codebook: syria\n", ""])
def test_a_profile_alone_is_checked_against_its_codebook_or_the_likeliest(write, codebook):
    lines = PROFILE.replace("role: backer\n", codebook).replace("  sanctions:", "  flights:")
    assert examine_scenario(write(lines, "GBR.yaml")).problems == ()
    slip = lines.replace("  access: [", "  acess: [")
    (problem,) = examine_scenario(write(slip, "GBR.yaml")).problems
    assert (problem.code, problem.message) == ("E202", "unknown issue 'acess'")
    assert "did you mean 'access'?" in problem.remedy


def test_a_profile_alone_names_a_codebook_that_exists(write):
    slip = PROFILE.replace("role: backer\n", "codebook: syrai\n")
    (problem,) = examine_scenario(write(slip, "GBR.yaml")).problems
    assert problem.code == "E209"
    assert "did you mean 'syria'?" in problem.remedy
