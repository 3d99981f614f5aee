"""The codes of errors in scenario files: what each means and how to mend it."""

from __future__ import annotations

from sim.domain.errors import Explanation

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
        "Of two values for one key YAML keeps either; which one was meant cannot be known.",
        "keep one of the two",
    ),
    "E104": Explanation(
        "the text is not YAML",
        "The file must be readable as YAML 1.2 before its content can be judged.",
        "compare the indentation, colons, quotes and brackets with the lines around",
    ),
    "E105": Explanation(
        "a tab in the indentation",
        "YAML indents with spaces; a tab has no agreed width.",
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
        "save the file again with the encoding UTF-8",
    ),
    "E108": Explanation(
        "the file is too large",
        "No scenario needs a megabyte; the wrong file was probably named.",
        "check the path, or split shared parts off into a codebook and profiles",
    ),
    "E109": Explanation(
        "anchors, aliases and tags are not used",
        "They make one line change others far away, and a few of them can grow to gigabytes.",
        "write the value out, or share it through `base:`, `codebook:` or a profile",
    ),
    "E110": Explanation(
        "nested too deep",
        "A scenario needs nine levels at most.",
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
        "write the kind of value that is asked for",
    ),
    "E113": Explanation(
        "more than one document in a file",
        "One file is one scenario; what follows `---` would be ignored.",
        "keep one document in a file",
    ),
    "E114": Explanation(
        "an empty list or section",
        "At least one entry is needed.",
        "add an entry",
    ),
    "E115": Explanation(
        "not one of the words allowed",
        "The format knows a closed list of words here.",
        "use one of the words listed",
    ),
    "E116": Explanation(
        "not a date or a time",
        "Days are written 2016-10-08, times 2016-10-08T10:00, local to New York, without a zone.",
        "write the day as YYYY-MM-DD and the time as YYYY-MM-DDTHH:MM",
    ),
    "E117": Explanation(
        "bases go round in a circle, or too far",
        "A scenario that is its own base has no beginning.",
        "let `base:` name a scenario that stands on its own",
    ),
    "E118": Explanation(
        "nothing to take out",
        "`null` takes an entry of the base out, and the base has no such entry.",
        "check the name against the base (`council show BASE`), or delete the line",
    ),
    "E120": Explanation(
        "more than a scenario may hold",
        "The time and memory that a scenario costs grow with its members, drafts and issues, and a "
        "name stands in paths and messages: each section and each list has a greatest number of "
        "entries, a name at most 200 characters, a text at most 20,000.",
        "leave out what the question does not need",
    ),
    "E121": Explanation(
        "a file outside the scenario's folder",
        "A scenario may come from somebody else: the base, codebook, profiles and dossier that it "
        "names lie in its own folder, below it, or among what is shipped.",
        "move the file beside the scenario, or, if you trust it, put --allow-outside right after "
        "`council`",
    ),
    "E119": Explanation(
        "a name that cannot be used in a path",
        "Overrides and events name numbers by paths such as members.RUS.positions.flights, so"
        " names have no dots, blanks or equals signs.",
        "use letters, digits, hyphens, underscores and slashes",
    ),
    # E2xx: references
    "E201": Explanation(
        "unknown actor",
        "Members go by their ISO 3166 code (RUS, GBR), parties and patrons by the key under"
        " which the scenario introduces them.",
        "use a key of `members`, `parties` or `patrons`",
    ),
    "E202": Explanation(
        "unknown issue",
        "Every position, text and salience is about an issue of the codebook.",
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
        "Evidence points into a document that the scenario lists.",
        "add the document under `sources`, or use one that is there",
    ),
    "E206": Explanation(
        "unknown evidence",
        "A claim rests on evidence that is written down.",
        "add it under `evidence`, or use a key that is there; that of a profile is written"
        " CODE/key",
    ),
    "E207": Explanation(
        "unknown fact",
        "A claim may depend only on facts that the model computes.",
        "use one of the facts listed",
    ),
    "E208": Explanation(
        "an event changes no number",
        "The path must lead to a number of this scenario.",
        "use a path such as members.RUS.positions.flights (`council show NAME --numbers`)",
    ),
    "E209": Explanation(
        "unknown base, codebook or profile",
        "Names are looked up beside the file and among the shipped scenarios.",
        "check the name; `council list` shows what is shipped",
    ),
    "E210": Explanation(
        "unknown coefficient",
        "The model's coefficients have fixed names.",
        "use one of the names listed",
    ),
    "E211": Explanation(
        "unknown decision rule", "Decision rules are chosen by name.", "use one of the names listed"
    ),
    "E212": Explanation(
        "unknown evidence layer",
        "A layer is known by the sources that belong to it.",
        "use the layer of one of the `sources`",
    ),
    "E213": Explanation(
        "one key for two things",
        "The scenario and a profile define the same source differently.",
        "give one of them another key, or write it once, in the codebook",
    ),
    "E214": Explanation(
        "alignment with oneself",
        "Alignment is the weight of voting with another member.",
        "delete the line",
    ),
    "E215": Explanation(
        "unknown group or member",
        "A member follows a group of the scenario, or another member of the Council.",
        "use a key of `groups` or `members`",
    ),
    "E216": Explanation(
        "a group without a line, or with too many voices",
        "A follower votes as its group does: as the group has stated, as its spokesman votes, or"
        " as more than half of its members in the Council vote, of whom at most five can decide.",
        "state `line`, name a `spokesman`, or list `members` that sit in the Council",
    ),
    # E3xx: numbers
    "E301": Explanation(
        "not a number",
        "The format wants a finite number here, bare or as `{is: 0.25, because: key}`.",
        "write a number such as 0.25, without quotes",
    ),
    "E302": Explanation(
        "number out of range",
        "Outside its range the number has no meaning in the model.",
        "write a number within the range",
    ),
    "E303": Explanation(
        "anchors are missing",
        "A scale can be coded alike by two people only when words say what its points mean.",
        "give anchors at 0, at 1 and at one point between at least",
    ),
    "E304": Explanation(
        "no issue matters",
        "Saliences are shares of attention; they cannot all be zero.",
        "give at least one issue a salience above zero",
    ),
    # E4xx: the Council and its law
    "E401": Explanation(
        "unknown institution",
        "The law of the Council is the Charter or a named reform.",
        "use `charter` or one of the reforms listed",
    ),
    "E402": Explanation(
        "members do not fit the date",
        "The Charter and the elections say who sits on a given day.",
        "use the Council of the day, change `council.date`, or name a reform in"
        " `council.institution`",
    ),
    "E403": Explanation(
        "a permanent member is missing",
        "Article 23 names the five; the rule of their concurring votes needs them at the table.",
        "add the member, or name a reform in `council.institution`",
    ),
    "E404": Explanation(
        "the President is not a member",
        "Rule 18: the presidency is held in turn by the members of the Council.",
        "use the code of a member, or leave `president` out",
    ),
    "E405": Explanation(
        "vote before the text is on the table",
        "A draft is circulated before it is put to the vote.",
        "let `circulated` come before `vote`",
    ),
    "E406": Explanation(
        "the clock ends before it starts",
        "There must be time for at least one round.",
        "let `clock.end` come after `clock.start`",
    ),
    "E407": Explanation(
        "too many rounds",
        "The clock would run for more rounds than any negotiation has had.",
        "shorten the time or lengthen `round_hours`",
    ),
    "E408": Explanation(
        "a vote that the Charter does not allow",
        "Article 27(3): a party to a dispute abstains in decisions under Chapter VI.",
        "pin it to abstain, or take it out of `council.parties_to_dispute`",
    ),
    "E409": Explanation(
        "one vote is fixed twice",
        "A member cannot vote as pinned and as somebody else does, nor follow one that follows.",
        "keep one of the two",
    ),
    # E5xx: evidence
    "E501": Explanation(
        "evidence without a place",
        "A reader must be able to look the claim up: paragraph, row, page, meeting.",
        "add `place`",
    ),
    "E502": Explanation(
        "evidence is incomplete",
        "Without its day and both grades a claim has no weight.",
        "give source, place, date, claim, attribution and costliness",
    ),
    # E6xx: overrides
    "E601": Explanation(
        "an override without an equals sign",
        "An override is a path and a value.",
        "write -S path=value, as in -S members.RUS.positions.flights=0.4",
    ),
    "E602": Explanation(
        "an override of nothing",
        "The path leads to nothing in this scenario, so it would change nothing.",
        "`council show NAME --numbers` lists the paths",
    ),
    "E603": Explanation(
        "an override with a value that does not fit",
        "What the file may not say an override may not say either.",
        "write a value of the right kind",
    ),
    "E604": Explanation(
        "an override of what cannot be overridden",
        "The path leads to a whole section, or to a definition that numbers rest on.",
        "override the single entries below it, or write a file with `base:`",
    ),
    "E605": Explanation(
        "an override of something left out",
        "The evidence layers in use do not know it.",
        "use more layers, or leave the override out",
    ),
    # E611 on: dossiers
    "E611": Explanation(
        "a roll call that cannot be read",
        "A roll call of the Assembly is one line: symbol, day or month, + or -, issues.",
        "write it as A/RES/68/262 2014-03-27 + territory naming",
    ),
    "E612": Explanation(
        "kindred dossiers go round in a circle, or too far",
        "Where a State has no recorded vote on a matter the kindred one speaks, and so on.",
        "let `kindred:` end at a dossier that has none",
    ),
    "E613": Explanation(
        "a roll call is listed twice",
        "It would count double.",
        "keep one of the two lines",
    ),
    "E614": Explanation(
        "a State that did not sit, or votes that contradict each other",
        "Pens, votes and statements belong to members of the Council of that day.",
        "check the State and the day",
    ),
    "E615": Explanation(
        "a coder's entry that cannot be read",
        "Every issue of a ballot has one entry a coder: what the text asks and how things stand. "
        "A claim's `coders` are their values, and its `is` is the mean of these.",
        "write 0.75/0.25, or - where the coder hears nothing; for a claim correct `is`",
    ),
    "E616": Explanation(
        "later than the last day of the dossier",
        "`until` is the last day that may be known: later votes are held back for testing.",
        "take the entry out, or write a dossier of your own",
    ),
    "E617": Explanation(
        "a table of positions that cannot be read",
        "Each row is a member with one entry to an issue, in the order of `issues`.",
        "write RUS: [0.1, 0.25±0.1, ~], with ~ where nothing is said",
    ),
}
"""Every code; ``council explain CODE`` prints it, the tests reach each."""
