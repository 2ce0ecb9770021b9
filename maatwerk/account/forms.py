"""The forms of an account."""

from wtforms import HiddenField, PasswordField, SelectMultipleField
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput

from maatwerk.account.rules import MINSTE_LENGTE
from maatwerk.web.forms import Formulier, Leesbaar, Verplicht, keuze, kort

_LANGSTE_ANTWOORD = 20_000  # characters; a real one has about a thousand


class CodeFormulier(Formulier):
    """The code of the app, or a recovery code."""

    code = kort("Code", Verplicht("Vul de code in."), hint="Zes cijfers uit je app, of een herstelcode.")


class BevestigFormulier(Formulier):
    """Proving again that it is you."""

    wachtwoord = PasswordField("Wachtwoord", [Verplicht("Vul je wachtwoord in.")])
    code = kort("Code", Verplicht("Vul de code in."), hint="Zes cijfers uit je app, of een herstelcode.")


class SleutelFormulier(Formulier):
    """A new passkey, with a name to know it by; the browser fills in what the device signed."""

    naam = kort("Naam", Verplicht("Geef je toegangssleutel een naam."), hint="Bijvoorbeeld: mijn telefoon.")
    sleutelantwoord = HiddenField(
        validators=[Verplicht("Je browser gaf geen toegangssleutel."), Length(max=_LANGSTE_ANTWOORD)]
    )


class AanmeldFormulier(Formulier):
    """Signing in."""

    email = kort("E-mailadres", Verplicht("Vul je e-mailadres in."))
    wachtwoord = PasswordField("Wachtwoord", [Verplicht("Vul je wachtwoord in.")])


class VergetenFormulier(Formulier):
    """Asking for a link to choose a new password."""

    email = kort("E-mailadres", Verplicht("Vul je e-mailadres in."))


def _nieuw_wachtwoord(label: str, leeg: str, hint: str = "") -> PasswordField:
    """Give a field for a password that does not exist yet: the browser may offer to make one."""
    return PasswordField(
        label, [Verplicht(leeg), Leesbaar()], description=hint, render_kw={"autocomplete": "new-password"}
    )


class _NieuwFormulier(Formulier):
    """A new password, twice: what is typed shows as dots."""

    def eis_gelijk(self, eerste: PasswordField, tweede: PasswordField) -> bool:
        """Answer whether both are the same; if not, say so at the second."""
        if eerste.data != tweede.data:
            tweede.errors = [*tweede.errors, "Dit is niet hetzelfde wachtwoord. Typ het nog een keer."]
        return bool(eerste.data == tweede.data)


_HINT = f"Minstens {MINSTE_LENGTE} tekens. Bijvoorbeeld vier woorden die niets met elkaar te maken hebben."


class KiesFormulier(_NieuwFormulier):
    """Choosing a password with a link."""

    wachtwoord = _nieuw_wachtwoord("Nieuw wachtwoord", "Kies een wachtwoord.", _HINT)
    nogmaals = _nieuw_wachtwoord("Nog een keer", "Typ het wachtwoord nog een keer.")


class WijzigFormulier(_NieuwFormulier):
    """Choosing another password while signed in."""

    wachtwoord = PasswordField("Je wachtwoord van nu", [Verplicht("Vul je wachtwoord van nu in.")])
    nieuw = _nieuw_wachtwoord("Nieuw wachtwoord", "Kies een wachtwoord.", _HINT)
    nogmaals = _nieuw_wachtwoord("Nog een keer", "Typ het wachtwoord nog een keer.")


class UitnodigFormulier(Formulier):
    """Inviting somebody."""

    email = kort("E-mailadres", Verplicht("Vul het e-mailadres in."), hint="Daar gaat de uitnodiging heen.")
    naam = kort("Naam", Verplicht("Vul de naam in."))
    organisatie = kort("Organisatie", Verplicht("Vul de organisatie in."))
    functie = kort("Functie")
    rollen = SelectMultipleField(
        "Rollen",
        [Optional()],
        description="Over een tafelvoorzitter, beheerder of privacy officer beslist eerst de privacy officer.",
        option_widget=CheckboxInput(),
    )


class RolFormulier(Formulier):
    """Giving somebody one more rol."""

    rollen = keuze("Rol", Verplicht("Kies een rol."))


class AdresFormulier(Formulier):
    """Moving an account to another e-mail address."""

    email = kort("Nieuw e-mailadres", Verplicht("Vul het nieuwe e-mailadres in."))
