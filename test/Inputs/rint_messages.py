"""The texts of rint's errors, read from Messages.def.

`MESSAGES` maps the name of a message to its rule and text, `RULES` a rule to a
pattern that its messages have; `message` makes a pattern of one of them, and
`rule_of` finds the rule of a line.
"""

import os
import re

_PATH = os.path.join(os.path.dirname(__file__), os.pardir, os.pardir, "include",
                     "rint", "Dialect", "Rint", "IR", "Messages.def")


def _read():
    with open(_PATH, encoding="utf-8") as file:
        lines = re.findall(r'^RINT_MESSAGE\((\d+), (\w+), "(.*)"\)$', file.read(), re.M)
    return {name: (int(rule), text) for rule, name, text in lines}


def message(name, *values):
    """A pattern for the message with these values; for any without them."""
    def fill(part):
        index = re.fullmatch(r"\{(\d+)\}", part)
        if not index:
            return re.escape(part)
        return re.escape(str(values[int(index[1])])) if values else ".*"

    return "".join(map(fill, re.split(r"(\{\d+\})", MESSAGES[name][1])))


def rule_of(line):
    """The rule whose message the line ends in, or None. Of several messages that
    fit it is the one that says most: the values of another may be anything."""
    found = [
        (len(text), rule or LITERAL_RULES[name])
        for name, (rule, text) in MESSAGES.items()
        if re.search(message(name) + "$", line)
    ]
    return max(found)[1] if found else None


#: What a literal that does not fit breaks, if no message of its own says so.
LITERAL_RULES = {"LiteralNegative": 5, "LiteralOverflow": 6}
MESSAGES = _read()
RULES = {
    rule: "|".join(message(name) for name, (of, _) in MESSAGES.items() if of == rule)
    for rule in sorted({rule for rule, _ in MESSAGES.values()} - {0})
}
