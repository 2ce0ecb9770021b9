"""The acts of the outbox: put a mail in, take it, and write down how it ended."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, delete, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import defer

from maatwerk.bericht.models import Melding, Post
from maatwerk.bericht.rules import BEURT, wachttijd
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer


@dataclass(frozen=True)
class Brief:
    """A mail to one person. Never with anything of a casus in it."""

    aan: str
    onderwerp: str
    tekst: str


def leg_klaar(handeling: Handeling, brief: Brief) -> Post:
    """Put a mail in the outbox, in the transaction of the act it tells of: both are kept, or neither."""
    nu = handeling.nu
    post = Post(aan=brief.aan, onderwerp=brief.onderwerp, tekst=brief.tekst, klaargezet_op=nu, volgende_poging_op=nu)
    handeling.sessie.add(post)
    noteer(handeling, "bericht.klaargezet", post)
    return post


def neem(handeling: Handeling, post_id: int) -> tuple[Post, Brief] | None:
    """Take a mail to send it; None when another worker did. Commit before sending: then nobody else has it too."""
    beurt = (Post.id == post_id, Post.volgende_poging_op <= handeling.nu, Post.tekst != "")
    stap = {"volgende_poging_op": handeling.nu + BEURT, "pogingen": Post.pogingen + 1}
    uitkomst = handeling.sessie.execute(update(Post).where(*beurt).values(stap))
    if not isinstance(uitkomst, CursorResult) or uitkomst.rowcount != 1:
        return None
    post = handeling.sessie.scalars(_zonder_tekst().where(Post.id == post_id)).one()
    try:
        return post, Brief(post.aan, post.onderwerp, post.tekst)
    except ValueError:  # locked with a key that is gone: nobody will ever read it
        geef_op(handeling, post)
        return None


def _zonder_tekst() -> Select[Post]:
    """Select mails of which the text is opened only when it is asked for."""
    return select(Post).options(defer(Post.tekst))


def boek_af(handeling: Handeling, post: Post) -> None:
    """Write down that it went; its text is no longer needed."""
    post.verzonden_op, post.tekst = handeling.nu, ""
    noteer(handeling, "bericht.verzonden", post)


def stel_uit(handeling: Handeling, post: Post) -> None:
    """Try again later: the mail server cannot be reached."""
    post.volgende_poging_op = handeling.nu + wachttijd(post.pogingen)


def geef_op(handeling: Handeling, post: Post) -> None:
    """Give up on a mail that nobody will get; its text is no longer needed."""
    post.opgegeven_op, post.tekst = handeling.nu, ""
    noteer(handeling, "bericht.opgegeven", post, geslaagd=False)


def ruim_op(handeling: Handeling) -> None:
    """Give up on what waits too long, since the links in it died; forget who got mail long ago.

    Mail about meldingen waits as long as it takes: each try it is written anew, so what it says is still so.
    """
    termijnen = handeling.instellingen.algemeen.bericht
    te_lang = handeling.nu - timedelta(hours=termijnen.opgeven_na_uren)
    gemeld = Post.id.in_(select(Melding.post_id).where(Melding.post_id.is_not(None)))
    wacht = _zonder_tekst().where(Post.tekst != "", Post.klaargezet_op <= te_lang, ~gemeld)
    for post in handeling.sessie.scalars(wacht):
        geef_op(handeling, post)
    oud = handeling.nu - timedelta(days=termijnen.bewaar_dagen)
    handeling.sessie.execute(delete(Post).where(Post.tekst == "", Post.klaargezet_op <= oud))
