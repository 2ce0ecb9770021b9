"""Refusals. Each says in Dutch what happened and what to do; `web` turns them into a page with the right code."""

from collections.abc import Mapping


class Weigering(Exception):
    """An act that is refused. Raising rolls the act back: nothing half is saved."""

    code = 400

    def __init__(self, uitleg: str) -> None:
        """Keep what the person gets to read."""
        super().__init__(uitleg)
        self.uitleg = uitleg


class Onvindbaar(Weigering):
    """It does not exist, or it is not yours: the answer is the same (veiligheid.md §5, rule 4)."""

    code = 404

    def __init__(self) -> None:
        """Say the same for every reader and every thing."""
        super().__init__("Deze pagina bestaat niet, of je mag haar niet zien.")


class MagNiet(Weigering):
    """The rol of the reader does not carry the right for this act."""

    code = 403


class NietToegestaan(Weigering):
    """The rules of the work forbid this act in the current status; `uitleg` names both."""

    code = 409


class Gewijzigd(Weigering):
    """Somebody else saved first; the view shows both texts side by side."""

    code = 409


class TeVaak(Weigering):
    """Too many tries; `seconden` is how long to wait."""

    code = 429

    def __init__(self, uitleg: str, seconden: int) -> None:
        """Keep how long to wait, for whoever reads headers instead of text."""
        super().__init__(uitleg)
        self.seconden = seconden


class Invoerfout(Weigering):
    """Values break a rule that only the domain knows. `fouten` maps the name of a field to what is wrong with it."""

    code = 422

    def __init__(self, fouten: Mapping[str, str]) -> None:
        """Keep each reason by the name of its field."""
        super().__init__(" ".join(fouten.values()))
        self.fouten = dict(fouten)
