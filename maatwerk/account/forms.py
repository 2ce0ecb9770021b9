"""The forms of an account."""

from wtforms import PasswordField

from maatwerk.web.forms import Formulier, Verplicht, kort


class AanmeldFormulier(Formulier):
    """Signing in."""

    email = kort("E-mailadres", Verplicht("Vul je e-mailadres in."))
    wachtwoord = PasswordField("Wachtwoord", [Verplicht("Vul je wachtwoord in.")])
