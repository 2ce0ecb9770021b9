"""The base of every form, with the few fields and validators that all slices share."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from flask import request
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    Field,
    FieldList,
    FormField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.utils import unset_value
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError
from wtforms.widgets import HiddenInput

from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.klok import JAREN

_E = TypeVar("_E", bound=StrEnum)
KORT = 200
LANG = 1500
_RIJ = re.compile(r"[0-9]{1,3}")
KIES = SelectChoice("", "Kies een mogelijkheid")


class Formulier(FlaskForm):
    """The base form: Dutch messages of WTForms itself, and a way to put a refusal of a rule at its field."""

    class Meta(FlaskForm.Meta):
        """Dutch for what WTForms says by itself."""

        locales = ("nl_NL",)

        def get_translations(self, form: Any) -> Any:  # noqa: ANN401 - untyped in WTForms
            """Use the translations of WTForms itself; Flask-WTF would ask Flask-Babel."""
            return super(FlaskForm.Meta, self).get_translations(form)

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:  # noqa: ANN401
            """Read a form from a form. Flask-WTF would take JSON for one, past the check that what is sent is text."""
            return request.form if request.is_json else super().wrap_formdata(form, formdata)

    def wijs_af(self, fout: Invoerfout) -> None:
        """Show a refusal of a rule at its fields, or above the form where it has no such field."""
        velden = {veld.name: veld for veld in _bladeren(self)}
        for naam, uitleg in fout.fouten.items():
            veld = velden.get(naam)
            if veld is None:
                self.form_errors.append(uitleg)
            else:
                veld.errors = [*veld.errors, uitleg]


class Versie(IntegerField):
    """The version that the reader saw; who sends none saw none, and never passes for the one who saw the latest."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the version. WTForms would keep that of the stored thing when the field is missing."""
        self.data = 0
        super().process_formdata(valuelist)


class VersieFormulier(Formulier):
    """A form for something two people can edit: it carries the version that its reader saw."""

    versie = Versie(widget=HiddenInput(), default=0)

    def ga_verder_van(self, versie: int) -> None:
        """Send the version that was just shown along with the next save; what was sent before no longer counts."""
        self.versie.data, self.versie.raw_data = versie, None


def _bladeren(groep: Iterable[Field]) -> Iterator[Field]:
    """Give the fields that hold a value, also those inside a group or a list of groups."""
    for veld in groep:
        if isinstance(veld, FormField | FieldList):
            yield from _bladeren(veld)
        else:
            yield veld


class Nodig(Optional):
    """Mark a field as needed to hand in. A concept may lack it, so the rule itself lives in `rules`."""

    def __init__(self) -> None:
        """Show the field as required."""
        super().__init__(strip_whitespace=False)
        self.field_flags = {"required": True}


class Verplicht(InputRequired):
    """The field must hold more than white space; the message says what to fill in."""

    def __call__(self, form: object, field: Field) -> None:
        """Refuse an empty value. Raises StopValidation; what was typed but not understood keeps its own message."""
        del form
        getypt = any(str(waarde).strip() for waarde in field.raw_data or ())
        if field.errors and getypt:
            raise StopValidation
        if not field.data or (isinstance(field.data, str) and not field.data.strip()):
            field.errors[:] = []
            raise StopValidation(self.message)


class Leesbaar:
    """Refuse characters that no keyboard types and that PostgreSQL cannot hold (veiligheid.md F20)."""

    def __call__(self, form: object, field: Field) -> None:
        """Refuse NUL and lone surrogates. Raises ValidationError."""
        del form
        tekst = field.data if isinstance(field.data, str) else "\n".join(field.data or ())
        if "\x00" in tekst or any("\ud800" <= teken <= "\udfff" for teken in tekst):
            raise ValidationError("Er staat een teken in dat we niet kunnen bewaren. Typ de tekst opnieuw.")


def kort(label: str, eerst: Verplicht | Nodig | None = None, *, hint: str = "", lengte: int = KORT) -> StringField:
    """Give a field of one line, at most `lengte` characters."""
    return StringField(label, _regels(eerst, lengte), description=hint, filters=[_recht])


def lang(label: str, eerst: Verplicht | Nodig | None = None, *, hint: str = "", lengte: int = LANG) -> TextAreaField:
    """Give a field of several lines, at most `lengte` characters."""
    return TextAreaField(label, _regels(eerst, lengte), description=hint, filters=[_recht])


def keuze(label: str, eerst: Verplicht | Nodig | None = None, *, hint: str = "") -> SelectField:
    """Give a list to choose one from; the view fills it with `vul_keuzes`."""
    return SelectField(label, [eerst or Optional()], description=hint, choices=[KIES], filters=[_recht])


def opties(keuzes: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Give (value, name) as what a field can offer."""
    return [SelectChoice(waarde, naam) for waarde, naam in keuzes]


def woorden(soort: Iterable[StrEnum]) -> list[SelectChoice]:
    """Give the words of the work as what a field can offer."""
    return opties((lid.value, lid.value) for lid in soort)


def woordkeuze(label: str, soort: type[StrEnum], eerst: StrEnum | None = None) -> SelectField:
    """Give a list of the words of the work, of which none need be chosen; `eerst` is chosen until somebody does."""
    return SelectField(
        label,
        [Optional()],
        choices=[KIES, *woorden(soort)],
        coerce=woord_of_niets(soort),
        default=eerst,
    )


def vul_keuzes(veld: SelectField, keuzes: Sequence[SelectChoice]) -> None:
    """Fill a list with what may be chosen; a stored value that left the list stays choosable."""
    bekend = {keuze.value for keuze in keuzes}
    oud = [SelectChoice(veld.data, veld.data)] if veld.data and veld.data not in bekend and not veld.raw_data else []
    veld.choices = [KIES, *keuzes, *oud]


class Rijen(FieldList):
    """A list of the same fields, as many as fit; what an import brought in more is kept."""

    max_entries: int | None

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:  # noqa: ANN401
        """Make room for all that is stored. WTForms would stop with a fault of its own."""
        meeste = self.max_entries
        if meeste is not None and isinstance(data, list):
            self.max_entries = max(meeste, len(data))
        super().process(formdata, data, extra_filters)

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        """Give the numbers of the rows. WTForms takes any digits for a number, also those that no `int` reads."""
        for naam in formdata:
            nummer = naam.removeprefix(f"{prefix}-").partition("-")[0]
            if naam.startswith(f"{prefix}-") and _RIJ.fullmatch(nummer):
                yield int(nummer)


def voeg_rij_toe(rijen: FieldList) -> None:
    """Add an empty row to a list of fields, unless it is full: how "nog een" works without a script."""
    if rijen.max_entries is None or len(rijen) < rijen.max_entries:
        rijen.append_entry()


class Opsomming(TextAreaField):
    """Several short things, one a line; the data is a list."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Split what was typed into lines and drop the empty ones."""
        self.data = [regel.strip() for regel in "".join(valuelist).splitlines() if regel.strip()]

    def pre_validate(self, form: object) -> None:
        """Ask of the lines together what every text must be. Raises ValidationError."""
        Leesbaar()(form, self)
        if len(self._value()) > LANG:
            raise ValidationError(f"Dit is te lang. Gebruik hoogstens {LANG} tekens.")

    def _value(self) -> str:
        return "\n".join(self.data or [])


def woord_of_niets(soort: type[_E]) -> Callable[[Any], _E | None]:
    """Give a function that turns what a list sends into a word of the work, and nothing into None."""
    return lambda waarde: soort(waarde) if waarde else None


class Datum(DateField):
    """A date typed as 31-12-2026."""

    def __init__(self, label: str, eerst: Verplicht | Nodig | None = None, hint: str = "", **kwargs: Any) -> None:  # noqa: ANN401
        """Accept the date as Dutch people write it, and as an import does."""
        voorbeeld = f"{hint} Bijvoorbeeld 31-12-2026.".strip()
        vormen = ["%d-%m-%Y", "%Y-%m-%d"]
        super().__init__(label, [eerst or Optional()], format=vormen, description=voorbeeld, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the date. Raises ValueError with what to type."""
        tekst = (valuelist[0] if valuelist else "").strip()
        self.data = None
        if tekst:
            self.data = _lees_datum(tekst, self.strptime_format)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.strftime("%d-%m-%Y") if self.data else ""


def _lees_datum(tekst: str, vormen: Sequence[str]) -> date:
    for vorm in vormen:
        try:
            dag = datetime.strptime(tekst, vorm).date()  # noqa: DTZ007 - a date has no time zone
        except ValueError:
            continue
        if dag.year in JAREN:
            return dag
    raise ValueError("Dit is geen datum. Schrijf hem als 31-12-2026.")


def _regels(eerst: Verplicht | Nodig | None, lengte: int) -> list[Any]:
    te_lang = f"Dit is te lang. Gebruik hoogstens {lengte} tekens."
    return [eerst or Optional(strip_whitespace=False), Length(max=lengte, message=te_lang), Leesbaar()]


def _recht(tekst: str | None) -> str:
    """Keep what was typed byte for byte, but count a line break as one character, as people do."""
    return (tekst or "").replace("\r\n", "\n")
