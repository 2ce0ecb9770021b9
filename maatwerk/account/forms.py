"""The forms of an account."""

from wtforms import PasswordField

from maatwerk.web.forms import Formulier, Verplicht, kort


class CodeFormulier(Formulier):
    """The code of the app, or a recovery code."""

    code = kort("Code", Verplicht("Vul de code in."), hint="Zes cijfers uit je app, of een herstelcode.")


class BevestigFormulier(Formulier):
    """Proving again that it is you."""

    wachtwoord = PasswordField("Wachtwoord", [Verplicht("Vul je wachtwoord in.")])
    code = kort("Code", Verplicht("Vul de code in."), hint="Zes cijfers uit je app, of een herstelcode.")


class AanmeldFormulier(Formulier):
    """Signing in."""

    email = kort("E-mailadres", Verplicht("Vul je e-mailadres in."))
    wachtwoord = PasswordField("Wachtwoord", [Verplicht("Vul je wachtwoord in.")])
