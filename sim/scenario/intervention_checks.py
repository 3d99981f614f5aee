"""Check pins, groups and followers against the scenario and against each other."""

from __future__ import annotations

from sim.domain.states import STATES, name_of
from sim.domain.words import nearest
from sim.scenario.checks import section_keys
from sim.scenario.errors import Findings
from sim.scenario.interventions import EVERY
from sim.scenario.tree import Node

INTERVENTIONS = ("groups", "follow", "pins")
"""The sections that fix votes from outside the model."""
MOST_LEADERS = 5
"""The most members that can be followed: every pattern of their votes is computed."""


def check_interventions(tree: Node, findings: Findings) -> None:
    """Report unknown names, and votes that are fixed twice."""
    members, drafts = section_keys(tree, "members"), section_keys(tree, "drafts")
    for _, group in _entries(tree, "groups"):
        listed = group.get("members")
        for code in listed.items if listed is not None else ():
            if code.text not in STATES and code.text not in members:
                findings.unknown("E201", code.place, str(code.plain()), [*members, *STATES])
        spokesman = group.get("spokesman")
        if spokesman is not None and spokesman.text is not None:
            _seated(spokesman.text, spokesman, members, findings)
        _by_draft(group.get("line"), drafts, findings)
    for member, pin in _entries(tree, "pins"):
        if _seated(member, pin, members, findings):
            _by_draft(pin, drafts, findings)
            _check_bound(tree, member, pin, findings)
    led: set[str] = set()
    for member, follows in _entries(tree, "follow"):
        if _seated(member, follows, members, findings):
            led |= set(_leaders(tree, member, follows, members, findings))
            if len(led) > MOST_LEADERS:
                message = f"{len(led)} members would be followed; the limit is {MOST_LEADERS}"
                remedy = f"name one that speaks for '{follows.plain()}': "
                remedy += f"-S groups.{follows.plain()}.spokesman={min(led)}"
                findings.add("E216", follows.place, message, remedy)
                break


def _entries(tree: Node, section: str) -> list[tuple[str, Node]]:
    node = tree.get(section)
    return list(node.mapping.items()) if node is not None else []


def _seated(code: str, node: Node, members: list[str], findings: Findings) -> bool:
    """Whether a code is a member of this Council; reports it otherwise."""
    if code in members:
        return True
    place = node.key or node.place
    if code in STATES:
        findings.add(
            "E201",
            place,
            f"{name_of(code)} ({code}) is not a member of this Council",
            f"one of {', '.join(members)}",
        )
    else:
        findings.unknown("E201", place, code, members)
    return False


def _by_draft(votes: Node | None, drafts: list[str], findings: Findings) -> None:
    for draft, vote in votes.mapping.items() if votes is not None else ():
        if draft != EVERY and draft not in drafts:
            findings.unknown("E203", vote.key or vote.place, draft, [*drafts, EVERY])


def _votes(node: Node) -> dict[str, str]:
    """The votes of a pin by draft, including the short form."""
    if node.text is not None:
        return {EVERY: node.text}
    return {draft: str(vote.plain()) for draft, vote in node.mapping.items()}


def _check_bound(tree: Node, code: str, pin: Node, findings: Findings) -> None:
    """Article 27(3) obliges a party to a dispute to abstain; a pin cannot let it vote."""
    for draft, vote in _votes(pin).items():
        drafts = section_keys(tree, "drafts") if draft == EVERY else [draft]
        held = [symbol for symbol in drafts if _is_bound(tree, code, symbol)]
        if held and vote != "abstain":
            place = pin.key or pin.place
            findings.add(
                "E408",
                place,
                f"{code} is a party to the dispute and bound to abstain on {', '.join(held)}",
            )
            return


def _is_bound(tree: Node, code: str, symbol: str) -> bool:
    """Whether a member is a party to the dispute that has to abstain on a draft."""
    parties = tree.get("council", "parties_to_dispute")
    if parties is None or code not in [item.text for item in parties.items]:
        return False
    nature = tree.get("drafts", symbol, "nature")
    binding = tree.get("drafts", symbol, "binding")
    substantive = nature is None or nature.text == "substantive"
    return substantive and not (binding is not None and binding.value is True)


def _leaders(
    tree: Node, code: str, follows: Node, members: list[str], findings: Findings
) -> list[str]:
    """The members that decide a follower's vote; reports errors in them."""
    name = follows.text or ""
    texts = section_keys(tree, "drafts")
    if texts and all(_is_bound(tree, code, draft) for draft in texts):
        place = follows.key or follows.place
        why = f"{code} is a party to the dispute and bound to abstain on every draft"
        findings.add("E408", place, f"{why}, so it cannot follow '{name}'")
    pin = tree.get("pins", code)
    if pin is not None and (EVERY in _votes(pin) or (texts and set(texts) <= set(_votes(pin)))):
        place = follows.key or follows.place
        findings.add("E409", place, f"{code} is pinned on every draft and also follows '{name}'")
    group = tree.get("groups", name)
    if group is None and name == code:
        findings.add("E409", follows.place, f"{code} would follow itself")
        return []
    if group is None:
        if name not in members:
            _unknown_group(name, [*section_keys(tree, "groups"), *members], follows, findings)
            return []
        return _free(tree, code, [name], follows, findings)
    spokesman = group.get("spokesman")
    if spokesman is not None and spokesman.text is not None:
        return _free(tree, code, [spokesman.text], follows, findings)
    listed = group.get("members")
    followers = section_keys(tree, "follow")
    inside = [item.text or "" for item in (listed.items if listed is not None else ())]
    seated = [each for each in inside if each in members]
    leaders = [each for each in seated if each not in followers]
    stated = _votes(group.get("line") or Node(None, follows.place))
    if EVERY in stated or (texts and set(texts) <= set(stated)):
        return []
    if not leaders and not stated:
        who = "all its members in this Council are followers"
        why = who if seated else "none of its members sits in this Council"
        message = f"'{name}' has no line: {why}"
        remedy = f"state one: -S groups.{name}.line=yes, or -S groups.{name}.line.DRAFT=yes"
        findings.add("E216", follows.place, message, remedy)
    return leaders


def _unknown_group(name: str, options: list[str], follows: Node, findings: Findings) -> None:
    suggestion = nearest(name, options)
    remedies = [f"did you mean '{suggestion}'?"] if suggestion else []
    remedies.append(f"or state a line for it: -S groups.{name}.line=yes")
    remedy = " ".join(remedies) if suggestion else remedies[0].removeprefix("or ")
    findings.add("E215", follows.place, f"unknown group or member '{name}'", remedy)


def _free(
    tree: Node, code: str, leaders: list[str], follows: Node, findings: Findings
) -> list[str]:
    """The leaders, if none of them is a follower or the follower itself."""
    for leader in leaders:
        onward = tree.get("follow", leader)
        if leader == code:
            findings.add("E409", follows.place, f"{code} would follow itself")
        elif onward is not None:
            message = f"{leader} itself follows '{onward.plain()}', so it cannot be followed"
            findings.add("E409", follows.place, message, f"follow '{onward.plain()}' instead")
    return leaders
