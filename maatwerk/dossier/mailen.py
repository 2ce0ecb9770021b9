"""One mail to one person of everything that may go now. It says that something is there and why; never what it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import false, or_, select

from maatwerk.account.models import Medewerker
from maatwerk.account.queries import als_aangemelde
from maatwerk.bericht.commands import Brief, geef_op, leg_klaar
from maatwerk.bericht.models import Melding, Post, Voorkeur
from maatwerk.bericht.momenten import mag_gemaild
from maatwerk.bericht.soorten import STANDAARD, STANDAARD_UUR, UITLEG, Groep, Soort, Wijze
from maatwerk.dossier.meldingen import Bericht, list_te_mailen
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import wacht_op_beurt

_HOOGSTENS = 20  # notices named in one mail; the page has them all
_Sleutel = tuple[int, Groep]


@dataclass(frozen=True)
class Keuzes:
    """How everybody, or one person, wants to hear; who chose nothing is not in it."""

    per_groep: Mapping[_Sleutel, tuple[Wijze, int]]

    def wijze(self, wie: int, soort: Soort) -> tuple[Wijze, int]:
        """Give how this person wants to hear of this kind, and at which hour the daily mail goes."""
        groep = UITLEG[soort].groep
        return self.per_groep.get((wie, groep), (STANDAARD[groep], STANDAARD_UUR))

    def mag(self, melding: Melding, nu: datetime) -> bool:
        """Answer whether the mail about this may go now."""
        wijze, uur = self.wijze(melding.medewerker_id, melding.soort)
        return mag_gemaild(wijze, uur, melding.wanneer, nu)

    def wacht(self, melding: Melding, nu: datetime) -> bool:
        """Answer whether this goes along later, with the mail of the day."""
        wijze, _ = self.wijze(melding.medewerker_id, melding.soort)
        return wijze is Wijze.DAGELIJKS and not self.mag(melding, nu)


def _keuzes(handeling: Handeling) -> Keuzes:
    vraag = select(Voorkeur.medewerker_id, Voorkeur.groep, Voorkeur.wijze, Voorkeur.uur)
    return Keuzes({(wie, groep): (wijze, uur) for wie, groep, wijze, uur in handeling.sessie.execute(vraag)})


def list_ontvangers(handeling: Handeling) -> list[int]:
    """Give for whom something can be settled now: new notices, or a mail about notices that is to be tried again."""
    keuzes = _keuzes(handeling)
    nieuw = handeling.sessie.scalars(select(Melding).where(Melding.verwerkt_op.is_(None)))
    toe = {melding.medewerker_id for melding in nieuw if not keuzes.wacht(melding, handeling.nu)}
    opnieuw = select(Melding.medewerker_id).join(Post).where(Post.tekst != "", Post.volgende_poging_op <= handeling.nu)
    return sorted(toe.union(handeling.sessie.scalars(opnieuw)))


def stel_mail_op(handeling: Handeling, wie: int, site: str) -> None:
    """Write the mail for this person in the outbox, or rewrite the one that still lies there. Once, by one worker."""
    wacht_op_beurt(handeling.sessie)
    medewerker = handeling.sessie.get_one(Medewerker, wie)
    ligt = _find_post(handeling, wie)
    if ligt is not None and ligt.volgende_poging_op > handeling.nu:
        return  # a worker has it, or the mail server is down: what is new waits for the next try
    meldingen = _list_open(handeling, wie, ligt)
    keuzes = _keuzes(handeling)
    zien = list_te_mailen(_als(handeling, medewerker), [melding.id for melding in meldingen])
    mee = [bericht for bericht in zien if bericht.melding.post_id or keuzes.mag(bericht.melding, handeling.nu)]
    mee = mee if medewerker.actief else []
    post = _schrijf(handeling, ligt, _brief(medewerker, mee, site)) if mee else None
    if post is None and ligt is not None:
        geef_op(handeling, ligt)  # what it told is done, or no longer for this person
    later = {bericht.melding.id for bericht in zien if keuzes.wacht(bericht.melding, handeling.nu)}
    _boek(handeling, [melding for melding in meldingen if melding.id not in later], {b.melding.id for b in mee}, post)


def _find_post(handeling: Handeling, wie: int) -> Post | None:
    """Give the mail to this person that has not gone yet, held until we are done; not one that a worker is taking."""
    vraag = select(Post).join(Melding).where(Melding.medewerker_id == wie, Post.tekst != "")
    vraag = vraag.order_by(Post.volgende_poging_op).limit(1).with_for_update(of=Post, skip_locked=True)
    return handeling.sessie.scalar(vraag.execution_options(populate_existing=True))


def _list_open(handeling: Handeling, wie: int, post: Post | None) -> Sequence[Melding]:
    gaat_mee = Melding.post_id == post.id if post is not None else false()
    vraag = select(Melding).where(Melding.medewerker_id == wie, or_(Melding.verwerkt_op.is_(None), gaat_mee))
    return handeling.sessie.scalars(vraag).all()


def _als(handeling: Handeling, medewerker: Medewerker) -> Handeling:
    """Look as this person, with the rollen he has now."""
    return replace(handeling, wie=als_aangemelde(medewerker))


def _schrijf(handeling: Handeling, ligt: Post | None, brief: Brief) -> Post:
    if ligt is None:
        return leg_klaar(handeling, brief)
    ligt.aan, ligt.onderwerp, ligt.tekst = brief.aan, brief.onderwerp, brief.tekst
    return ligt


def _boek(handeling: Handeling, meldingen: Sequence[Melding], mee: set[int], post: Post | None) -> None:
    """Write down of each that it is settled: it goes along, or no mail is needed."""
    for melding in meldingen:
        melding.verwerkt_op = handeling.nu
        melding.post_id = post.id if post is not None and melding.id in mee else None
    handeling.sessie.flush()


def _brief(medewerker: Medewerker, berichten: Sequence[Bericht], site: str) -> Brief:
    alle = (f"{_over(bericht)}{bericht.wat}\n{bericht.waarom}" for bericht in berichten[:_HOOGSTENS])
    regels = list(dict.fromkeys(alle))  # two acties of one casus read the same
    if len(berichten) > _HOOGSTENS:
        regels.append(f"En nog {len(berichten) - _HOOGSTENS} andere berichten.")
    plek = f"/{berichten[0].melding.id}" if len(berichten) == 1 else ""
    alineas = (f"Beste {medewerker.naam},", *regels, f"Lees verder in Maatwerk: {site}/berichten{plek}", _SLOT)
    return Brief(medewerker.email, _onderwerp(berichten), "\n\n".join(alineas))


_SLOT = "Wil je minder of andere mail? Dat kies je in Maatwerk, bij Berichten.\n\nMaatwerk stuurde deze mail vanzelf.\n"


def _over(bericht: Bericht) -> str:
    return f"Casus {bericht.nummer}. " if bericht.nummer else ""


def _onderwerp(berichten: Sequence[Bericht]) -> str:
    eerste = next((bericht for bericht in berichten if bericht.melding.soort is Soort.SPOED), berichten[0])
    if eerste.melding.soort is Soort.SPOED:
        return f"Spoed: casus {eerste.nummer}"
    if len(berichten) > 1:
        return f"{len(berichten)} berichten van Maatwerk"
    return f"Bericht over casus {eerste.nummer}" if eerste.nummer else "Een bericht van Maatwerk"
