"""How values look in a template: dates and times as Dutch people write them."""

from datetime import date, datetime

from flask import Flask

from maatwerk.kern.klok import lokaal


def datum(dag: date | None) -> str:
    """Give a date as 31-12-2026; a moment gives its Dutch date."""
    if isinstance(dag, datetime):
        dag = lokaal(dag).date()
    return dag.strftime("%d-%m-%Y") if dag else ""


def moment(tijdstip: datetime | None) -> str:
    """Give a moment as 31-12-2026 14.32, on a Dutch clock."""
    return lokaal(tijdstip).strftime("%d-%m-%Y %H.%M") if tijdstip else ""


def tijd(tijdstip: datetime | None) -> str:
    """Give the time of a moment as 14.32, on a Dutch clock."""
    return lokaal(tijdstip).strftime("%H.%M") if tijdstip else ""


def registreer_opmaak(app: Flask) -> None:
    """Make the filters known to the templates."""
    app.jinja_env.filters.update(datum=datum, moment=moment, tijd=tijd)
