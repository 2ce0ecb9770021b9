"""What a screen at the tafel asks every second: unchanged is one question and no line, changed is the whole page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import cast

from flask.testing import FlaskClient
from sqlalchemy import Engine, event, func, select, update

from maatwerk.account.models import Aanmelding, Medewerker
from maatwerk.account.queries import als_aangemelde
from maatwerk.afweging.commands import motiveer, onthul
from maatwerk.afweging.rules import WaardeCode
from maatwerk.doorbraak.commands import neem_besluit
from maatwerk.doorbraak.rules import Uitkomst
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.models import Logregel
from maatwerk.tafel import commands, pauze
from maatwerk.tafel.models import Agendapunt, Zitting
from tests.afweging.bouw import bouw_afweging, weeg_zo
from tests.bouw import bouw_medewerker

Client = Callable[[Medewerker], FlaskClient]


@contextmanager
def _geteld(engine: Engine) -> Iterator[list[str]]:
    vragen: list[str] = []

    def noteer(_verbinding: object, _cursor: object, vraag: str, *_rest: object) -> None:
        if vraag != "BEGIN":
            vragen.append(vraag)

    event.listen(engine, "before_cursor_execute", noteer)
    yield vragen
    event.remove(engine, "before_cursor_execute", noteer)


def _paden(agendapunt: Agendapunt) -> list[str]:
    zitting = f"/zittingen/{agendapunt.zitting_id}"
    return [f"/agendapunten/{agendapunt.id}", f"{zitting}/nu", f"{zitting}/scherm"]


def _kop(browser: FlaskClient, pad: str) -> dict[str, str]:
    antwoord = browser.get(pad)
    assert antwoord.status_code == 200
    return {"If-None-Match": antwoord.headers["ETag"]}


def _stand(handeling: Handeling, agendapunt: Agendapunt) -> int:
    return handeling.sessie.scalars(select(Zitting.stand).where(Zitting.id == agendapunt.zitting_id)).one()


def test_een_ongewijzigd_scherm_kost_hoogstens_een_vraag_en_geen_logregel(
    client: Client, lid: Medewerker, voorzitter: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    commands.start(handeling, agendapunt)
    paden, engine = _paden(agendapunt), cast("Engine", handeling.sessie.get_bind())
    for browser in (client(lid), client(voorzitter)):
        for pad in paden:
            kop = _kop(browser, pad)
            regels = handeling.sessie.scalar(select(func.count(Logregel.id)))
            with _geteld(engine) as vragen:
                antwoord = browser.get(pad, headers=kop)
            assert (antwoord.status_code, antwoord.data) == (304, b"")
            assert len(vragen) <= 1, vragen
            assert antwoord.headers["Cache-Control"] == "no-store"
            assert handeling.sessie.scalar(select(func.count(Logregel.id))) == regels
            handeling.sessie.rollback()


def test_elke_handeling_aan_tafel_laat_elk_scherm_zich_verversen(
    client: Client, lid: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    lid_aan_tafel = replace(handeling, wie=als_aangemelde(lid))
    teksten: dict[str, str] = dict.fromkeys(WaardeCode, "Weegt zwaar.")
    samen = dict.fromkeys(("legitimiteit", "betrokkenheid", "rendement", "weging"), "Wij vinden dit.")
    leeg: dict[str, object] = dict.fromkeys(("voorwaarden", "terugkoppeling_door"), "")
    leeg |= {"terug_op": None, "terugkoppeling_op": None, "signaal": False, "doorbraken": [], "acties": []}
    besluit = leeg | {"uitkomst": Uitkomst.GEEN, "toelichting": "Er is geen ruimte."}
    commands.start(handeling, agendapunt)
    afweging = bouw_afweging(handeling, agendapunt, "Een voorschot.")
    handelingen: list[Callable[[], object]] = [
        lambda: commands.naar_fase(handeling, agendapunt, "verhaal"),
        lambda: commands.schrijf_notitie(handeling, agendapunt, "verhaal", "Zij vertelt."),
        lambda: pauze.pauzeer(handeling, agendapunt, "We bellen."),
        lambda: pauze.hervat(handeling, agendapunt),
        lambda: weeg_zo(lid_aan_tafel, afweging, teksten),
        lambda: onthul(handeling, afweging),
        lambda: motiveer(handeling, afweging, samen, afweging.versie),
        lambda: neem_besluit(handeling, agendapunt, besluit),
        lambda: commands.sluit(handeling, agendapunt.zitting),
    ]
    browser, pad = client(lid), f"/agendapunten/{agendapunt.id}"
    for doe in handelingen:
        kop, was = _kop(browser, pad), _stand(handeling, agendapunt)
        doe()
        assert _stand(handeling, agendapunt) > was
        handeling.sessie.commit()
        assert browser.get(pad, headers=kop).status_code == 200


def test_het_merk_van_een_ander_of_van_een_andere_bladzijde_zegt_niets(
    client: Client, lid: Medewerker, voorzitter: Medewerker, agendapunt: Agendapunt
) -> None:
    """A mark is of one session and one page: who sends another gets the page, or what he gets without a mark."""
    cockpit, nu, scherm = _paden(agendapunt)
    van_voorzitter = _kop(client(voorzitter), cockpit)
    browser = client(lid)
    assert browser.get(cockpit, headers=van_voorzitter).status_code == 200
    assert browser.get(scherm, headers=_kop(browser, nu)).status_code == 200


def test_wie_geen_sessie_meer_heeft_krijgt_geen_304(
    client: Client, lid: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    browser, pad = client(lid), f"/agendapunten/{agendapunt.id}"
    kop = _kop(browser, pad)
    handeling.sessie.execute(update(Aanmelding).values(beeindigd_op=handeling.nu))
    handeling.sessie.commit()
    assert browser.get(pad, headers=kop).status_code == 302


def test_wie_is_uitgeschakeld_krijgt_geen_304(
    client: Client, lid: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    browser, pad = client(lid), f"/agendapunten/{agendapunt.id}"
    kop = _kop(browser, pad)
    lid.actief = False
    handeling.sessie.commit()
    assert browser.get(pad, headers=kop).status_code == 302


def test_een_verre_zitting_en_een_die_niet_bestaat_geven_met_een_merk_hetzelfde(
    client: Client, lid: Medewerker, agendapunt: Agendapunt
) -> None:
    browser = client(lid)
    kop = _kop(browser, _paden(agendapunt)[1])
    assert browser.get("/zittingen/9999/nu", headers=kop).status_code == 404


def test_kijken_houdt_de_sessie_open(
    client: Client, lid: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    """Once a minute a poll goes the long way and moves the idle clock on: nobody is signed out in the middle."""
    browser, pad = client(lid), f"/agendapunten/{agendapunt.id}"
    kop = _kop(browser, pad)
    eerder = handeling.nu - timedelta(minutes=5)
    handeling.sessie.execute(update(Aanmelding).values(gezien_op=eerder))
    handeling.sessie.commit()
    assert browser.get(pad, headers=kop).status_code == 304
    handeling.sessie.expire_all()
    gezien = handeling.sessie.scalars(select(Aanmelding.gezien_op).where(Aanmelding.medewerker_id == lid.id)).one()
    assert gezien > eerder


def test_geen_scherm_laat_voor_het_onthullen_zien_wat_een_ander_woog(
    client: Client, lid: Medewerker, voorzitter: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    """In the raw bytes of every screen and fragment, for everybody but whoever wrote it."""
    geheim = "Kwetst het vertrouwen."
    ander = bouw_medewerker(handeling, (Rol.LID, "ondiep"))
    commands.publiceer(handeling, agendapunt.zitting)
    commands.start(handeling, agendapunt)
    afweging = bouw_afweging(handeling, agendapunt, "Een voorschot.")
    weeg_zo(replace(handeling, wie=als_aangemelde(lid)), afweging, dict.fromkeys(WaardeCode, geheim))
    paden = [*_paden(agendapunt), f"/agendapunten/{agendapunt.id}/weging"]
    kijkers = [client(voorzitter), client(ander)]
    voor = b"".join(kijker.get(pad).data for kijker in kijkers for pad in paden)
    onthul(handeling, afweging)
    handeling.sessie.commit()
    na = b"".join(kijker.get(pad).data for kijker in kijkers for pad in paden)
    assert (geheim.encode() in voor, geheim.encode() in na) == (False, True)
