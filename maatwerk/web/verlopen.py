"""What somebody typed on a page that stood open too long comes back, to be sent again: nothing is lost."""

from flask import render_template, request
from flask_login import current_user

from maatwerk.web.herkomst import van_hier

_NOOIT = frozenset({"csrf_token", "wachtwoord", "nieuw", "nogmaals", "code", "sleutelantwoord"})


def geef_terug(code: int) -> tuple[str, int] | None:
    """Give a page that holds all that was sent, or None when nothing was typed or it came from another site."""
    velden = [(naam, waarde) for naam, waarde in request.form.items(multi=True) if naam not in _NOOIT]
    if not velden or not van_hier():
        return None
    aangemeld = bool(current_user.is_authenticated)
    return render_template("_basis/verlopen.html", velden=velden, is_aangemeld=aangemeld), code
