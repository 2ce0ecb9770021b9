"""A unique word in every field of every casus: each subject sees exactly the words that veiligheid.md §5 gives him."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import JSON, Engine, Enum, String, select

from maatwerk import schema
from maatwerk.account.models import Medewerker
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.versleuteld import Versleuteld
from maatwerk.les.models import Termen
from tests.aanval.inhoud import inhoud
from tests.aanval.kanarie import Voliere
from tests.aanval.kruip import Kruiper, gegokte_paden
from tests.aanval.stuk import speel
from tests.aanval.toneel import Toneel
from tests.aanval.verwacht import VERWACHT

Client = Callable[[Medewerker], FlaskClient]

OP_POSTGRESQL = ("eigenaar", "lid", "coördinator", "privacy")
"""On the second database only these: the policy is the same SQL."""

GEEN_TEKST = {
    "logregel.wat": "a fixed word for an act",
    "logregel.object_soort": "the name of a table or page",
    "logregel.bron": "an address on the network",
    "medewerker.email": "about a professional",
    "medewerker.naam": "about a professional",
    "medewerker.organisatie": "about a professional",
    "medewerker.functie": "about a professional",
    "medewerker.wachtwoord": "a hash",
    "tweede_factor.zaad": "a seed, about an account",
    "toewijzing.tafel": "a code from the settings",
    "casus.tafel": "a code from the settings",
    "zitting.tafel": "a code from the settings",
    "werkfilter.naam": "about the own work list",
    "werkfilter.keuze": "codes from the settings",
    "agendapunt.fase": "a code from the settings",
    "notitie.fase": "a code from the settings",
    "les.code": "random",
    "identiteit.iss": "about a professional",
    "identiteit.sub": "about a professional",
    "toegangssleutel.naam": "about a professional",
    "rolvoorstel.tafel": "a code from the settings",
    "post.aan": "about a professional",
    "post.onderwerp": "a fixed sentence",
    "post.tekst": "about an account",
    "vernietigingsverklaring.partij": "random",
    "vernietigingsverklaring.casusnummers": "numbers",
    "vernietigingsverklaring.selectielijst": "a fixed reference from the settings",
    "vernietigingsverklaring.goedgekeurd_door": "about a professional",
    "vernietigingsverklaring.methode": "a fixed sentence",
    "sleutel.id": "the name of a key",
    "sleutel.proef": "encrypted",
    "les.kwartaal": "the quarter, which is public",
    "lesprofiel.wijk": "a word from a list, which is public once the les is",
    "lesprofiel.huishouden": "a word from a list",
    "lesprofiel.leeftijd": "a word from a list",
    "lesprofiel.kinderen": "a word from a list",
    "lesprofiel.leefgebieden": "words from a list",
    "lesprofiel.periode": "a period",
    "lesindex.termen": "stems of a les that is out",
    "termtelling.term": "stems of lessen that are out",
    "inlezing.gelezen_als": "a fixed word for a kind of file",
    "inlezing.kolommen": "the headers of our own template",
    "inlezing.fouten": "names of columns and reasons, never what stood there",
    "inleesstuk.rijen": "encrypted, for whoever sent it for an hour; no page shows it before it is taken in",
    "inleesstuk.fouten": "names of columns and reasons, never what stood there",
    "hulp.kwartaal": "the quarter, which is public",
    "cijferperiode.periode": "a quarter or year",
    "cijfer.periode": "a quarter or year",
    "cijfer.tabel": "a name of our own list of tables",
    "cijfer.bij_rij": "a value of a list, only where enough casussen have it",
    "cijfer.bij_kolom": "a value of a list, only where enough casussen have it",
}
"""Columns that hold words but no text about a casus, each with the reason."""


@pytest.fixture
def voliere() -> Voliere:
    """Give an aviary without birds."""
    return Voliere()


@pytest.fixture
def toneel(handeling: Handeling, voliere: Voliere) -> Toneel:
    """Build the scene with a canary in every field."""
    return speel(handeling, voliere.schrijf)


@pytest.fixture
def als_kruiper(app: Flask, client: Client, toneel: Toneel, voliere: Voliere) -> Callable[[str], Kruiper]:
    """Give a function that sends a crawler out as one of the people."""
    return lambda wie: Kruiper(_browser(app, client, toneel, wie), toneel, voliere)


@pytest.fixture
def uitvoer(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """Give a function that gives all that the server said, to its log and to the terminal."""
    return lambda: "".join(capfd.readouterr()) + caplog.text


def _tekstkolommen() -> Iterator[str]:
    """Give every column that can hold words of somebody's own: no closed list of words."""
    for tabel in schema.METADATA.sorted_tables:
        for kolom in tabel.columns:
            if (
                isinstance(kolom.type, String | JSON | Versleuteld | Termen)
                and not isinstance(kolom.type, Enum)
                and kolom.name != "rij"
            ):
                yield f"{tabel.name}.{kolom.name}"


def test_elke_tekstkolom_zingt_of_staat_op_de_lijst_van_uitzonderingen(
    toneel: Toneel, voliere: Voliere, engine: Engine
) -> None:
    kolommen = set(_tekstkolommen())
    assert voliere.kolommen == kolommen - set(GEEN_TEKST), "a new column of text: put it on the scene"
    assert set(GEEN_TEKST) <= kolommen, "an exception for a column that is gone"
    with engine.connect() as verbinding:
        opgeslagen = "\n".join(
            str(rij)
            for tabel in schema.METADATA.sorted_tables
            if tabel.name not in ("lesindex", "termtelling")  # stems, no whole words
            for rij in verbinding.execute(select(tabel))
        )
    assert voliere.gezien(opgeslagen) == set(voliere.alle.values()), "each canary is in the database"
    assert toneel.casussen


@pytest.mark.parametrize(
    ("engine", "wie"),
    [*(("sqlite", wie) for wie in VERWACHT), *(("postgresql", wie) for wie in OP_POSTGRESQL)],
    indirect=["engine"],
)
def test_iedereen_ziet_precies_zijn_eigen_kanaries(
    als_kruiper: Callable[[str], Kruiper], app: Flask, engine: Engine, wie: str, uitvoer: Callable[[], str]
) -> None:
    kruiper = als_kruiper(wie)
    ervoor = inhoud(engine)
    kruiper.kruip(["/"])
    gevolgd = len(kruiper.bladzijden)
    kruiper.kruip(list(gegokte_paden(app, kruiper.toneel)))
    kruiper.zoek_verborgen()
    assert inhoud(engine) == ervoor, "a look changes nothing"
    kruiper.stuur_onzin()
    kruiper.exporteer()
    kruiper.kijk_in_de_koek()
    assert inhoud(engine) == ervoor, "what is refused changes nothing"
    _vergelijk(kruiper, wie)
    assert kruiper.voliere.gezien(uitvoer()) == set(), "no text of a casus in what the server says to its log"
    print(  # noqa: T201 - the numbers are the proof of work
        f"kanaries {wie}: {kruiper.verzoeken} verzoeken, {gevolgd} bladzijden via links,"
        f" {len(kruiper.bladzijden)} in totaal, {len(kruiper.gezien)} van {len(kruiper.voliere.alle)} kanaries gezien"
    )


def _browser(app: Flask, client: Client, toneel: Toneel, wie: str) -> FlaskClient:
    if wie == "anoniem":
        return app.test_client()
    browser = client(toneel.mensen[wie])
    toneel.mensen["uitgeschakeld"].actief = False
    toneel.handeling.sessie.commit()
    return browser


def _vergelijk(kruiper: Kruiper, wie: str) -> None:
    """Compare what was seen with what is written down, in both directions."""
    mag = {casus: {groep.strip() for groep in groepen.split(",")} for casus, groepen in VERWACHT[wie].items()}
    hoort = {
        plek for plek in kruiper.voliere.alle.values()
        if plek.groep in mag.get(plek.casus, ())
    }  # fmt: skip
    lekken = {f"{plek}: {waar}" for plek, waar in kruiper.gezien.items() if plek not in hoort}
    verborgen = {str(plek) for plek in hoort - set(kruiper.gezien)}
    nummers = {casus for casus, groepen in mag.items() if "nummer" in groepen}
    assert (sorted(lekken), sorted(verborgen)) == ([], []), wie
    assert set(kruiper.nummers) == nummers, (wie, {n: w for n, w in kruiper.nummers.items() if n not in nummers})
