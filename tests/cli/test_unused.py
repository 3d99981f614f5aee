"""An option that would have no effect beside the others is refused before anything is computed."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli.main import app

NAME, EARLIER = "aleppo-2016-10-08", "s-2012-77"
NEW = ("new", "x", "--date", "2016-10-08")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("backtest", NAME, "--ablate", "--method", "rolling"), "--method has no effect"),
        (("backtest", NAME, "--ablate", "--by", "draft"), "--by has no effect with --ablate"),
        (("backtest", NAME, "--ablate", "--layers", "article", "--layers", "record"),
         "--ablate uses one set of evidence layers"),
        (("backtest", EARLIER, "--layers", "article", "--layers", "record", "--method", "rolling"),
         "--method has no effect with several sets of layers"),
        (("backtest", EARLIER, "--layers", "article", "--layers", "record", "--by", "draft"),
         "--by has no effect with several sets of layers"),
        (("backtest", NAME, "--base"), "SCENARIOS has no effect with --base"),
        (("backtest", "--base", "--draws", "3"), "--draws has no effect with --base"),
        (("fit", NAME, "--positions", "--free", "alpha"), "--free has no effect with --positions"),
        (("fit", NAME, "--positions", "-o", "a.yaml"), "--output has no effect with --positions"),
        (("fit", NAME, "--base"), "SCENARIOS has no effect with --base"),
        (("fit", "--base", "--seed", "0"), "--seed has no effect with --base"),
        (("fit", "--base", "--carries", "contest", "--draws", "3"), "--draws has no effect with"),
        (("fit", NAME, "--since", "2010-01-01"), "--since has no effect without --alignment"),
        (("fit", NAME, "--alignment", "votes.csv"), "SCENARIOS has no effect with --alignment"),
        (("compare", NAME, NAME, "--capability", "equal"), "--capability has no effect without"),
        (("compare", NAME, "--models", "-n", "5"), "--replicates has no effect with --models"),
        (("compare", "table.csv", "--models", "-S", "a.b=1"), "-S has no effect on a table"),
        (("whatif", NAME, "--chain", "--arm", "a: pin RUS=abstain"), "--chain has no effect when"),
        (("run", NAME, "--renew-days", "3"), "--renew-days has no effect without --until"),
        (("run", NAME, "--until", "2016-10-10", "-S", "clock.end=2016-10-12T18:00"),
         "--until sets the end of the clock"),
        (("run", NAME, "--brief", "--why"), "--why has no effect with --brief"),
        (("run", NAME, "--dask", "tcp://x", "--processes"), "--processes has no effect"),
        (("run", NAME, "-f", "csv", "--sequels"), "--sequels has no effect with -f csv"),
        (("run", NAME, "-f", "md", "--why"), "--why has no effect with -f md"),
        (("flip", NAME, "--goal", "adopted", "--above", "0.6"), "--above has no effect without"),
        (("flip", NAME, "--goal", "adopted", "--who", "RUS"), "--who has no effect with"),
        (("flip", NAME, "--goal", "adopted", "--surprise"), "--surprise has no effect with"),
        (("flip", NAME, "--goal", "adopted", "--change", "institution", "--axes", "halt"),
         "--axes has no effect with --change institution"),
        (("flip", NAME, "--goal", "adopted", "--seed", "4"), "--seed has no effect without"),
        (("flip", NAME, "--goal", "adopted", "--change", "institution", "--step", "0.2"),
         "--step has no effect with --change institution"),
        (("sensitivity", NAME, "--method", "morris", "--base", "16"), "--base has no effect with"),
        (("sensitivity", NAME, "--trajectories", "4"), "--trajectories has no effect with"),
        (("sweep", NAME, "-S", "coefficients.alpha=0:1:0.5", "--points", "9"),
         "--points has no effect with a grid"),
        ((*NEW, "--dossier", "ukraine", "--votes", "v.csv"), "--votes has no effect with"),
        (("new", "x", "--kindred", "ukraine"), "--kindred has no effect without --issues"),
        ((*NEW, "--roll-call-table", "c.csv"), "--roll-call-table needs --dossier or --issues"),
        (("teach", "quiz", "--student", "ab12"), "--student has no effect without --pre or --post"),
        (("teach", "quiz", "--pre", "a.csv", "--progress", "p"), "--progress has no effect with"),
        (("teach", "debrief", "votes.csv", "--scenario", NAME, "--contributions", "c.csv"),
         "does not say what each student did"),
    ],
)  # fmt: skip
def test_an_option_without_effect_is_refused(
    arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("table.csv").write_text("A,B\n1,2\n")
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2, result.output
    assert told in " ".join(result.output.split())
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]
