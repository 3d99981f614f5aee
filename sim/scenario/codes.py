"""The codes of errors in scenario files: what each means and how to mend it."""

from __future__ import annotations

from sim.domain.errors import Explanation
from sim.scenario.law_codes import LAW_CODES

CODES: dict[str, Explanation] = {
    # E1xx: syntax and structure
    "E101": Explanation(
        "the file cannot be read",
        "A scenario is a text file with the ending .yaml, or the name of a shipped scenario.",
        "check the path; `council list` shows the scenarios that are shipped",
    ),
    "E102": Explanation(
        "unknown key",
        "A key that is not in the format would be ignored, and with it a number that somebody"
        " meant to set.",
        "use a key of the format (`council schema`), or delete the line",
    ),
    "E103": Explanation(
        "a key is written twice",
        "If a key has two values, nobody can know which one was meant.",
        "keep one of the two",
    ),
    "E104": Explanation(
        "the text is not YAML",
        "The file must be valid YAML 1.2 before its content can be checked.",
        "check the indentation, colons, quotes and brackets near this line",
    ),
    "E105": Explanation(
        "a tab in the indentation",
        "YAML is indented with spaces; a tab has no defined width.",
        "replace the tab by spaces",
    ),
    "E106": Explanation(
        "the file is empty",
        "A scenario needs at least members, issues, drafts and a clock, or a base that has them.",
        "start from `council new NAME`",
    ),
    "E107": Explanation(
        "the file is not UTF-8",
        "Names of people and places must be read the same on every machine.",
        "save the file with UTF-8 encoding",
    ),
    "E108": Explanation(
        "the file is too large",
        "No scenario needs a megabyte; this is probably the wrong file.",
        "check the path, or move shared parts into a codebook and profiles",
    ),
    "E109": Explanation(
        "anchors, aliases and tags are not used",
        "They let one line change distant ones, and a few of them can expand to gigabytes.",
        "write the value out, or share it through `base:`, `codebook:` or a profile",
    ),
    "E110": Explanation(
        "nested too deep",
        "A scenario needs at most nine levels.",
        "check the brackets and the indentation",
    ),
    "E111": Explanation(
        "something required is missing",
        "The model cannot be computed without it.",
        "add it; `council new NAME` shows an example of every section",
    ),
    "E112": Explanation(
        "the wrong kind of value",
        "The format wants another kind of value here: text, a list, a mapping, true or false.",
        "write the kind of value that the message names",
    ),
    "E113": Explanation(
        "more than one document in a file",
        "A file contains one scenario; anything after `---` would be ignored.",
        "keep only one document in the file",
    ),
    "E114": Explanation(
        "an empty text, list or section", "At least one entry is needed.", "add an entry"
    ),
    "E115": Explanation(
        "not one of the allowed words",
        "The format allows only certain words here.",
        "use one of the words listed",
    ),
    "E116": Explanation(
        "not a date or a time",
        "Days are written 2016-10-08, times 2016-10-08T10:00, local to New York, without a zone.",
        "write the day as YYYY-MM-DD and the time as YYYY-MM-DDTHH:MM",
    ),
    "E117": Explanation(
        "bases form a cycle, or are nested too deep",
        "A scenario cannot be its own base, directly or indirectly.",
        "let `base:` name a scenario that has no base of its own",
    ),
    "E118": Explanation(
        "nothing to remove",
        "`null` removes an entry of the base, but the base has no such entry.",
        "check the name against the base (`council show BASE`), or delete the line",
    ),
    "E120": Explanation(
        "too large for a scenario",
        "Time and memory grow with members, drafts and issues. Each section and each list has a "
        "largest number of entries; a name may have 200 characters, a text 20,000.",
        "remove what your question does not need",
    ),
    "E121": Explanation(
        "a file outside the scenario's folder",
        "A scenario may come from somebody else. The base, codebook, profiles and dossier that "
        "it names must therefore be shipped, or be in its own folder or below.",
        "move the file next to the scenario, or, if you trust it, put --allow-outside right "
        "after `council`",
    ),
    "E122": Explanation(
        "listed twice",
        "A list names each member, draft, party or source once.",
        "remove the second mention",
    ),
    "E119": Explanation(
        "a name that cannot be used in a path",
        "Overrides and events use paths such as members.RUS.positions.flights, so names have no "
        "dots, spaces or equals signs. Drafts are not called like motions of a meeting (refer, "
        "access), which are put by their names. Files are called after a scenario's name: it has "
        "at most 100 characters and no slashes.",
        "use letters, digits, hyphens and underscores; slashes too, except in a scenario's name",
    ),
    # E2xx: references
    "E201": Explanation(
        "unknown actor",
        "Members are named by their ISO 3166 code (RUS, GBR), parties and patrons by their key "
        "in the scenario.",
        "use a key of `members`, `parties` or `patrons`",
    ),
    "E202": Explanation(
        "unknown issue",
        "Every position, text and salience refers to an issue of the codebook.",
        "use a key of `issues`",
    ),
    "E203": Explanation(
        "unknown draft", "The scenario has no draft with this symbol.", "use a key of `drafts`"
    ),
    "E204": Explanation(
        "unknown role",
        "Saliences come from the member's role in the conflict.",
        "use a key of `roles`",
    ),
    "E205": Explanation(
        "unknown source",
        "Evidence refers to a document that the scenario lists.",
        "add the document under `sources`, or use an existing one",
    ),
    "E206": Explanation(
        "unknown evidence",
        "A claim refers to evidence in the scenario.",
        "add it under `evidence`, or use an existing key; for evidence of a profile write CODE/key",
    ),
    "E207": Explanation(
        "unknown fact",
        "A claim can depend only on facts that the model computes.",
        "use one of the facts listed",
    ),
    "E208": Explanation(
        "an event changes no number",
        "The path must be that of a number in this scenario.",
        "use a path such as members.RUS.positions.flights (`council show NAME --numbers`)",
    ),
    "E209": Explanation(
        "unknown base, codebook, profile or dossier",
        "A base is looked up next to the file; the others in folders `codebook`, `profiles` and "
        "`dossiers` there; then all of them among those that are shipped.",
        "check the name; `council list` shows what is shipped",
    ),
    "E210": Explanation(
        "unknown coefficient",
        "The model's coefficients have fixed names.",
        "use one of the names listed",
    ),
    "E211": Explanation(
        "unknown decision rule",
        "Decision rules are selected by name.",
        "use one of the names listed",
    ),
    "E212": Explanation(
        "unknown evidence layer",
        "Layers are defined by the sources that belong to them.",
        "use the layer of one of the `sources`",
    ),
    "E213": Explanation(
        "one key with two meanings",
        "The scenario and a profile define the same source differently.",
        "rename one of them, or define it once, in the codebook",
    ),
    "E214": Explanation(
        "a member aligned with itself",
        "Alignment is the weight of voting like another member.",
        "delete the line",
    ),
    "E215": Explanation(
        "unknown group or member",
        "A member follows a group of the scenario, or another member of the Council.",
        "use a key of `groups` or `members`",
    ),
    "E216": Explanation(
        "a group without a line, or with too many deciding members",
        "A follower votes like its group: as the group has stated, as its spokesman votes, or "
        "as more than half of its members in the Council vote. At most five members can decide.",
        "state a `line`, name a `spokesman`, or list `members` that are in the Council",
    ),
    # E3xx: numbers
    "E301": Explanation(
        "not a number",
        "The format requires a finite number here, alone or as `{is: 0.25, because: key}`.",
        "write a number such as 0.25, without quotes",
    ),
    "E302": Explanation(
        "number out of range",
        "Outside this range the number has no meaning in the model.",
        "write a number within the range",
    ),
    "E303": Explanation(
        "anchors are missing",
        "Two people can code a scale alike only if words describe its points.",
        "give anchors at 0, at 1 and at one or more points in between",
    ),
    "E304": Explanation(
        "no issue matters",
        "Saliences are shares of attention, so they cannot all be zero.",
        "give at least one issue a salience above zero",
    ),
    **LAW_CODES,
    # E5xx: evidence
    "E501": Explanation(
        "evidence without a place",
        "A reader must be able to look the claim up: paragraph, row, page, meeting.",
        "add `place`",
    ),
    "E502": Explanation(
        "evidence is incomplete",
        "Without its date and both grades, evidence has no weight.",
        "give source, place, date, claim, attribution and costliness",
    ),
    # E6xx: overrides
    "E601": Explanation(
        "an override without an equals sign",
        "An override is a path and a value.",
        "write -S path=value, as in -S members.RUS.positions.flights=0.4",
    ),
    "E602": Explanation(
        "an override without effect",
        "The path does not exist in this scenario, so it would change nothing.",
        "`council show NAME --numbers` lists the paths",
    ),
    "E603": Explanation(
        "an override with a value that does not fit",
        "An override must follow the same rules as the file.",
        "write a value of the right kind",
    ),
    "E604": Explanation(
        "an override that is not allowed",
        "The path refers to a whole section, or to a definition that numbers depend on.",
        "override single entries below it, or write a file with `base:`",
    ),
    "E605": Explanation(
        "an override outside the evidence layers",
        "It does not exist in the evidence layers in use.",
        "use more layers, or omit the override",
    ),
    # E611 on: dossiers
    "E611": Explanation(
        "a roll call that cannot be read",
        "A roll call of the Assembly is one line: symbol, day or month, + or -, issues.",
        "write it as A/RES/68/262 2014-03-27 + territory naming",
    ),
    "E612": Explanation(
        "kindred dossiers form a cycle, or are nested too deep",
        "If a State has no recorded vote on a matter, its votes on the kindred matter are used, "
        "and so on.",
        "make sure that `kindred:` ends at a dossier without one",
    ),
    "E613": Explanation(
        "a roll call is listed twice",
        "It would be counted twice.",
        "keep one of the two lines",
    ),
    "E614": Explanation(
        "a State that was not a member, or contradictory votes",
        "Votes and statements must be those of the Council's members on that day.",
        "check the State and the date",
    ),
    "E615": Explanation(
        "a coder's entry that cannot be read",
        "Every issue of a ballot has one entry per coder: what the text asks for, and the "
        "status quo. A claim's `coders` are their values, and its `is` is the mean of these.",
        "write 0.75/0.25, or - if the coder codes nothing; for a claim, correct `is`",
    ),
    "E616": Explanation(
        "after the last day of the dossier",
        "`until` is the last day whose data may be used: later votes are reserved for testing.",
        "remove the entry, or write your own dossier",
    ),
    "E617": Explanation(
        "a table of positions that cannot be read",
        "Each row is a member with one entry per issue, in the order of `issues`.",
        "write RUS: [0.1, 0.25±0.1, ~], one entry for each issue, ~ for an unknown position",
    ),
}
"""Every code; ``council explain CODE`` prints it, and the tests trigger each."""
