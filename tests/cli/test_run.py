"""``council run`` and ``council replay``: what they print, keep and refuse."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim.cli.main import app
from tests.signals import as_at_a_terminal

FLAGSHIP = "aleppo-2016-10-08"
START = [sys.executable, "-c", "from sim.cli.main import main; main()"]


def council(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def environment() -> dict[str, str]:
    """The environment of a command that is started from an empty folder."""
    top = str(Path(__file__).resolve().parents[2])
    return {**os.environ, "PYTHONPATH": top}


@pytest.fixture
def kept(elsewhere: Path) -> str:
    """The name of a small kept run in the current folder."""
    done = council("run", FLAGSHIP, "-n", "20", "--seed", "3", "--format", "json")
    assert done.exit_code == 0
    return Path(json.loads(done.stdout)["kept"]).name


def test_the_answer_tells_ballots_plan_forecast_and_where_it_is_kept(elsewhere: Path) -> None:
    done = council("run", FLAGSHIP, "-n", "20", "--format", "json")
    told = json.loads(done.stdout)
    assert (told["scenario"], told["seed"], told["replicates"]) == (FLAGSHIP, 0, 20)
    assert list(told["forecast"]) == ["S/2016/846", "S/2016/847"]
    for item in told["forecast"].values():
        words = ("adopted", "vetoed", "not_adopted", "withdrawn", "not_reached")
        assert sum(item[word]["share"] for word in words) == pytest.approx(1.0)
    for ballot in told["ballots"]:
        assert sum(ballot["tally"].values()) == len(ballot["votes"]) == 15
        assert set(ballot["reasons"]) == set(ballot["votes"])
    assert (elsewhere / told["kept"] / "manifest.json").exists()


def test_the_same_seed_prints_the_same(elsewhere: Path) -> None:
    first, second = (council("run", FLAGSHIP, "-n", "20", "--seed", "0") for _ in range(2))
    assert first.stdout == second.stdout
    assert first.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("nothing",), 3, "unknown scenario 'nothing'"),
        (("alepo-2016-10-08",), 3, "did you mean 'aleppo-2016-10-08'"),
        ((FLAGSHIP, "--seed", "-1"), 2, "-1 is not a seed"),
        ((FLAGSHIP, "--seed", str(2**64)), 2, "is not a seed"),
        ((FLAGSHIP, "--seed", "first"), 2, "--seed"),
        ((FLAGSHIP, "-n", "0"), 2, "0 worlds are not enough for a forecast"),
        ((FLAGSHIP, "-n", "1.5"), 2, "--replicates"),
        ((FLAGSHIP, "--workers", "-1", "-n", "5"), 2, "number of workers"),
        ((FLAGSHIP, "--layers", "artcle"), 3, "did you mean 'article'"),
        ((FLAGSHIP, "--layers", ","), 3, "no evidence layer was named"),
        ((FLAGSHIP, "-S", "tau"), 3, "'tau' is not path=value"),
        ((FLAGSHIP, "-S", "members.RUS.positions.halt="), 3, "no number is given"),
        ((FLAGSHIP, "-S", "members.RUS.positions.halt=7"), 3, "7 is out of range"),
        ((FLAGSHIP, "-S", "members.RUSS.positions.halt=0"), 3, "RUS"),
        ((FLAGSHIP, "-S", "decision_rule=sincer"), 3, "did you mean 'sincere'"),
        ((FLAGSHIP, "-S", "beliefs=sinceer"), 3, "beliefs"),
        ((FLAGSHIP, "--until", "yesterday"), 2, "neither a day nor a time"),
        ((FLAGSHIP, "--until", "2016-10-01"), 2, "clock of the scenario ends"),
        ((FLAGSHIP, "--until", "2016-10-20", "--renew-days", "-1"), 2, "--renew-days -1"),
        ((FLAGSHIP, "--format", "xml"), 2, "--format"),
    ],
)
def test_bad_input_is_told_with_a_code_and_without_a_traceback(
    elsewhere: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    done = council("run", *arguments)
    assert done.exit_code == code
    assert words in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert not list(elsewhere.iterdir()), "nothing is left behind"


def test_a_folder_that_was_named_and_cannot_be_written_is_an_error(elsewhere: Path) -> None:
    file = elsewhere / "a-file"
    file.write_text("mine")
    done = council("run", FLAGSHIP, "-n", "5", "-o", str(file))
    assert done.exit_code == 2
    assert "could not be written" in done.stderr
    assert "there is a file in place of the folder" in done.stderr
    assert "-o FOLDER" in done.stderr
    assert done.stdout == ""
    assert file.read_text() == "mine"


def test_a_usual_folder_that_cannot_be_written_is_told_and_the_run_answers(elsewhere: Path) -> None:
    (elsewhere / "results").write_text("in the way")
    done = council("run", FLAGSHIP, "-n", "5", "--format", "json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["kept"] is None
    assert "not kept" in done.stderr


def test_one_layer_knows_one_draft(elsewhere: Path) -> None:
    told = json.loads(
        council("run", FLAGSHIP, "--layers", "article", "-n", "10", "--format", "json").stdout
    )
    assert told["layers"] == ["article"]
    assert list(told["forecast"]) == ["S/2016/846"]
    assert [ballot["draft"] for ballot in told["ballots"]] == ["S/2016/846"]


def test_a_diary_is_told_after_the_answer(elsewhere: Path) -> None:
    plain = council("run", FLAGSHIP, "-n", "10").stdout
    traced = council("run", FLAGSHIP, "-n", "10", "--trace").stdout
    assert traced.startswith(plain)
    diary = traced.removeprefix(plain)
    assert diary.startswith("\nThursday 6 October 2016, 06:00\n")
    assert "S/2016/846 is put to the vote." in diary
    told = json.loads(council("run", FLAGSHIP, "-n", "10", "--trace", "--format", "json").stdout)
    assert {"round", "time", "type", "actor", "draft", "numbers"} == set(told["events"][0])


def test_past_the_vote_failed_texts_come_again_and_quiet_days_are_left_out(elsewhere: Path) -> None:
    arguments = ("run", FLAGSHIP, "-n", "2", "--until", "2016-12-31", "--trace")
    told = json.loads(council(*arguments, "--format", "json").stdout)
    events = told["events"]
    assert max(e["time"] for e in events) > "2016-12-01"
    failed = [
        e["draft"] for e in events if e["type"] == "outcome" and e["numbers"]["outcome"] in (1, 2)
    ]
    again = [e["draft"] for e in events if e["type"] == "renew"]
    assert set(again) == set(failed)
    text = council(*arguments).stdout
    told_of = [line for line in text.splitlines() if re.match(r"\w+day \d+ \w+ 2016, \d", line)]
    assert 0 < len(told_of) < 70, "of the days between 6 October and the end of the year"
    assert "is now in ruins" in text
    never = json.loads(council(*arguments, "--renew-days", "0", "--format", "json").stdout)
    own = ("-S", "drafts.S/2016/846.renew_after_hours=48", "--renew-days", "7")
    assert "--renew-days does not apply to S/2016/846" in council(*arguments, *own).stderr
    assert "renew" not in {e["type"] for e in never["events"]}


def test_sequels_of_a_veto_are_told_on_demand(elsewhere: Path) -> None:
    sure = ("-S", "drafts.S/2016/846.may=[]", "-S", "coefficients.kappa=0")
    bare = ("-S", "coefficients.nu=0", "-S", "coefficients.alpha=0")  # who is against says no
    arguments = ("run", FLAGSHIP, "-n", "5", *sure, *bare)
    plain = council(*arguments)
    assert "add --sequels" in plain.stderr
    told = json.loads(council(*arguments, "--sequels", "--format", "json").stdout)
    titles = [item["title"] for item in told["sequels"]]
    assert titles[0].startswith("An emergency special session")
    assert "out of order" not in told["sequels"][0]["text"]
    assert "After the veto" in council(*arguments, "--sequels").stdout


def test_without_a_veto_there_are_no_sequels(elsewhere: Path) -> None:
    done = council("run", "veto-restraint", "-n", "5", "--sequels", "--format", "json")
    assert json.loads(done.stdout)["sequels"] == []


def test_a_world_is_re_enacted_and_verified(kept: str) -> None:
    done = council("replay", kept, "-r", "7", "--verify", "--format", "json")
    told = json.loads(done.stdout)
    assert done.exit_code == 0
    assert (told["replicate"], told["seed"], told["differences"]) == (7, 3, [])
    assert told["events"]
    shown = council("replay", kept, "-r", "7", "--trace", "--record")
    assert "Thursday 6 October 2016, 06:00" in shown.stdout
    assert shown.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(council("replay", kept, "-f", "csv").stdout)))
    assert [row["draft"] for row in rows] == ["S/2016/846", "S/2016/847"]
    assert "| draft | outcome |" in council("replay", kept, "-f", "md").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nothing",), "there is no run 'nothing'"),
        ((FLAGSHIP, "-r", "20"), "has no replicate 20"),
        ((FLAGSHIP, "-r", "-1"), "has no replicate -1"),
        ((FLAGSHIP, "-r", "one"), "--replicate"),
        ((FLAGSHIP, "--folder", "no-such-folder"), "there is no run"),
    ],
)
def test_a_world_that_was_not_kept_is_a_usage_error(
    kept: str, arguments: tuple[str, ...], words: str
) -> None:
    done = council("replay", *arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_world_that_differs_from_what_was_kept_is_exit_5(kept: str, elsewhere: Path) -> None:
    path = elsewhere / "results" / kept / "scenario.json"
    scenario = json.loads(path.read_text())
    scenario["members"]["RUS"]["positions"]["halt"] = {"is": 1.0, "override": True}
    path.write_text(json.dumps(scenario))
    done = council("replay", kept, "-r", "0", "--verify")
    assert done.exit_code in (1, 5)
    assert "Traceback" not in done.stderr


def test_ctrl_c_ends_with_130_and_says_what_is_kept(elsewhere: Path) -> None:
    command = [*START, "run", FLAGSHIP, "-n", "200000", "--workers", "1"]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(),
        preexec_fn=as_at_a_terminal,
    )  # fmt: skip
    for _ in range(600):
        if list(elsewhere.glob("results/*/manifest.json")):
            break
        time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=120)
    assert running.returncode == 130
    assert "worlds are kept" in told
    assert "--resume" in told
    assert "Traceback" not in told


def test_a_reader_that_goes_away_is_no_error(elsewhere: Path) -> None:
    command = [*START, "run", FLAGSHIP, "-n", "5", "--trace"]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    told = running.stderr.read()
    running.wait(timeout=120)
    running.stderr.close()
    assert "Traceback" not in told
    assert "BrokenPipe" not in told


def test_past_the_vote_every_ballot_has_its_day_and_only_the_recorded_one_is_scored(
    elsewhere: Path,
) -> None:
    plain = json.loads(council("run", FLAGSHIP, "-n", "30", "-f", "json").stdout)
    assert [one["draft"] for one in plain["dated"]] == ["S/2016/846", "S/2016/847"]
    assert {one["time"][:10] for one in plain["dated"]} == {"2016-10-08"}
    later = ("run", FLAGSHIP, "-n", "30", "--until", "2016-12-31")
    told = json.loads(council(*later, "-f", "json").stdout)
    held = [one["time"][:10] for one in told["dated"] if one["draft"] == "S/2016/846"]
    assert held[0] == "2016-10-08"
    assert len(held) > 1
    assert held == sorted(held)
    assert told["agreement"] == plain["agreement"], "scored as if the run ended with the record"
    assert told["happened"] == plain["happened"]
    assert told["forecast"] != plain["forecast"]
    shown = council(*later, "--agreement").stdout
    assert "ballots   8 Oct " in shown
    assert "as forecast without --until (" in shown, "the record is not compared with this run"
    assert "with the recorded votes without --until" in " ".join(shown.split())
    assert "record" not in council(*later, "--votes").stdout.partition("Chances of each vote")[2]


def test_parts_follow_the_screen_where_asked_for(elsewhere: Path) -> None:
    def shown(*more: str) -> str:
        return council("run", FLAGSHIP, "-n", "20", *more).stdout

    screen = shown()
    marks = {
        "--why": "Article 27(3)",
        "--votes": "Chances of each vote on",
        "--plan": "index of consent",
        "--agreement": "log score",
    }
    for option, mark in marks.items():
        told = shown(option)
        assert told.startswith(screen)
        assert mark in told.removeprefix(screen)
        assert not any(other in told for name, other in marks.items() if name != option)
    assert all(mark in shown("--all") for mark in marks.values())
    brief = shown("--brief").splitlines()
    assert [line.split()[0] for line in brief] == ["S/2016/846", "S/2016/847"]


def test_a_kept_run_found_again_tells_the_same_even_where_its_readings_are_gone(
    elsewhere: Path,
) -> None:
    command = ("run", FLAGSHIP, "-n", "160", "-f", "json")
    first = json.loads(council(*command).stdout)
    assert first["swings"]
    again = json.loads(council(*command).stdout)
    assert again == first
    readings = elsewhere / first["kept"] / "readings.json"
    whole = readings.read_bytes()
    assert council("results", "verify", Path(first["kept"]).name).exit_code == 0
    readings.write_bytes(b" " * len(whole))
    assert json.loads(council(*command).stdout) == first
    readings.unlink()
    assert json.loads(council(*command).stdout) == first
    assert readings.read_bytes() == whole, "a run that lacks a file is completed"


def test_sequels_of_a_council_whose_president_nobody_knows_ask_for_one() -> None:
    """The table of members ends; a scenario may go further."""
    words = ["run", "aleppo-2016-10-08", "-n", "5", "--sequels", "-S", "council.date=2027-01-01"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 2, done.output
    assert "the President of 2027-01 is not known" in done.stderr
    assert "council.president" in done.stderr
    assert CliRunner().invoke(app, [*words, "-S", "council.president=FRA"]).exit_code == 0


THREADS = """
import os, sys
from sim.cli.main import main
assert "numpy" not in sys.modules, "it has read its environment"
sys.argv[1:] = ["--version"]
try:
    main()
finally:
    print(os.environ["OPENBLAS_NUM_THREADS"])
"""


@pytest.mark.parametrize(("set_by_user", "expected"), [("", "1"), ("3", "3")])
def test_linear_algebra_has_one_thread_where_the_user_sets_no_number(
    set_by_user: str, expected: str
) -> None:
    told = {k: v for k, v in environment().items() if k != "OPENBLAS_NUM_THREADS"}
    told |= {"OPENBLAS_NUM_THREADS": set_by_user} if set_by_user else {}
    command = [sys.executable, "-c", THREADS]
    done = subprocess.run(command, env=told, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == expected


@pytest.mark.parametrize(
    "command",
    [
        ["run", FLAGSHIP, "-n", "5", "--all", "--report", "file"],
        ["fit", "s-2012-77", "--draws", "4", "--free", "presumption", "-o", "file"],
        ["fit", "--base", "-o", "file"],
        ["flip", FLAGSHIP, "--goal", "adopted", "--change", "institution", "-o", "file"],
    ],
    ids=["report of a run", "fit", "fit to the base", "flip"],
)
def test_what_is_to_be_written_is_written_if_the_reader_goes_away(
    command: list[str], elsewhere: Path
) -> None:
    name = "file.html" if "--report" in command else "file.yaml"
    command = [name if word == "file" else word for word in command]
    running = subprocess.Popen(
        [*START, *command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment()
    )
    assert running.stdout is not None
    running.stdout.close()
    running.wait(timeout=300)
    assert (elsewhere / name).is_file()
