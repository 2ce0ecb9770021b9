"""Read a hunspell dictionary and write out every word form it stands for.

Hunspell keeps "woning" and a flag that means "adds -en"; we want to know that "woningen" is an ordinary word. Only
plain affixes are followed, one suffix and one prefix deep. Rules that glue words together are left to the word list,
which has its own simple idea of a compound.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

FLAG_LENGTH = 2  # "FLAG long" in the affix file: every flag is two characters
FORBIDDEN = "Fw"
ONLY_IN_COMPOUND = "Cx"
_RULE_FIELDS = 5  # SFX flag strip add condition; the header of a block has four fields and a Y or N in the third


@dataclass(frozen=True, slots=True)
class Affix:
    """One way to make a longer form out of a stem."""

    strip: str
    add: str
    condition: re.Pattern[str] | None
    is_prefix: bool

    def applies_to(self, stem: str) -> bool:
        """Tell whether this stem takes the affix."""
        return self.condition is None or self.condition.search(stem) is not None

    def apply(self, stem: str) -> str:
        """Give the longer form."""
        if self.is_prefix:
            return self.add + stem
        return stem[: len(stem) - len(self.strip)] + self.add


@dataclass(slots=True)
class AffixTable:
    """All affixes of one language, by flag, in the order of the file."""

    suffixes: dict[str, list[Affix]] = field(default_factory=dict)
    prefixes: dict[str, list[Affix]] = field(default_factory=dict)

    def add(self, flag: str, affix: Affix) -> None:
        """Keep one rule."""
        target = self.prefixes if affix.is_prefix else self.suffixes
        target.setdefault(flag, []).append(affix)

    def forms(self, stem: str, flags: list[str]) -> Iterator[str]:
        """Give the stem and every form its flags allow."""
        yield stem
        suffixed = [a.apply(stem) for f in flags for a in self.suffixes.get(f, ()) if a.applies_to(stem)]
        yield from suffixed
        for flag in flags:
            for prefix in self.prefixes.get(flag, ()):
                yield prefix.apply(stem)
                yield from (prefix.apply(form) for form in suffixed)


def read_affixes(lines: Iterable[str]) -> AffixTable:
    """Read the SFX and PFX rules of an .aff file."""
    table = AffixTable()
    for line in lines:
        parts = line.split()
        if len(parts) >= _RULE_FIELDS and parts[0] in {"SFX", "PFX"} and not parts[3].endswith("-"):
            table.add(parts[1], _affix(parts))
    return table


def _affix(parts: list[str]) -> Affix:
    kind, _, strip, add, condition = parts[:_RULE_FIELDS]
    is_prefix = kind == "PFX"
    pattern = None
    if condition != ".":
        pattern = re.compile(f"^{condition}" if is_prefix else f"{condition}$")
    return Affix("" if strip == "0" else strip, add.partition("/")[0], pattern, is_prefix)


def read_words(lines: Iterable[str], affixes: AffixTable) -> Iterator[str]:
    """Give every form of every lower-case word of a .dic file; names and forbidden forms are left out."""
    for line in lines:
        stem, _, rest = line.strip().partition("/")
        if not stem[:1].islower():
            continue
        flags = [rest[i : i + FLAG_LENGTH] for i in range(0, len(rest), FLAG_LENGTH)]
        if FORBIDDEN not in flags and ONLY_IN_COMPOUND not in flags:
            yield from affixes.forms(stem, flags)
