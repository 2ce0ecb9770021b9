"""Streets with a house number, places to live, and schools or firms with a name of their own."""

import re
from collections.abc import Iterator

from maatwerk.herkenning.tekst import Tekst, Woord
from maatwerk.herkenning.termen import Termen
from maatwerk.herkenning.vondst import Dekking, Soort, Vondst, vind
from maatwerk.herkenning.woorden import Lexicon

_HUISNUMMER = re.compile(
    r"\.?[ \t]{1,2}(\d{1,4}(?:[ ]?-?[ ]?(?:bis|hs|i{1,3}|[a-z]|\d{1,2}))?)(?!\w|[.,:/-]\d)[ -]{0,2}([^\W\d_]+['’]?s?)?",
    re.IGNORECASE,
)
_JAARTAL = re.compile(r"(?:19|20)\d\d")
_JAAR_VAN_OPRICHTING = re.compile(r" ['’]\d\d(?!\d)")
_LANGSTE_STRAAT = 4  # words: "Adriaan van Bergenstraat", "Burgemeester van de Weijerstraat"
_LANGSTE_PLAATS = 3
_KORTSTE_STRAAT = 9  # shorter street names of more words ("De Hof") are ordinary language too often
_KORTSTE_NAAM = 3
_NA_VOORZETSEL = frozenset({"aan", "op"})
_LANGSTE_ORGANISATIE = 5
_WOONWOORDEN = frozenset({"woont", "wonende", "woonde", "adres", "woonadres", "verblijft"})
_VULWOORDEN = frozenset({"aan", "op", "in", "te", "de", "het", "is"})


class Adressen:
    """Looks for addresses, places and organisations in one text."""

    def __init__(self, tekst: Tekst, dekking: Dekking, lexicon: Lexicon, termen: Termen) -> None:
        """Take the text, what is already covered, and the lists."""
        self._tekst = tekst
        self._woorden = tekst.woorden
        self._dekking = dekking
        self._lexicon = lexicon
        self._termen = termen

    def leg(self) -> None:
        """Cover all of them."""
        for nummer in range(len(self._woorden)):
            for vondst in self._vind_bij(nummer):
                self._dekking.leg(vondst)

    def _vind_bij(self, nummer: int) -> Iterator[Vondst]:
        woord = self._woorden[nummer]
        yield from self._straat(nummer, woord)
        yield from self._straat_van_meer_woorden(nummer)
        if woord.vorm in _NA_VOORZETSEL and self._tekst.zonder_hoofdletters:
            yield from self._aan_de(nummer)
        if woord.vorm in _WOONWOORDEN:
            yield from self._woonadres(nummer)
        if woord.vorm in self._termen.organisaties:
            yield from self._organisatie(nummer)
        if woord.vorm in self._termen.plaatswoorden:
            yield from self._plaats(nummer)

    # streets

    def _straat(self, nummer: int, woord: Woord) -> Iterator[Vondst]:
        if self._termen.mag_blijven(woord.vorm) or woord.vorm in self._termen.geen_straat:
            return
        einde = self._einde_huisnummer(woord)
        if woord.vorm.endswith(self._termen.straatuitgangen):
            if self._is_straat(nummer, woord, met_nummer=einde > woord.einde):
                yield vind(self._begin_straat(nummer), einde, Soort.ADRES, "straatnaam")
        elif einde > woord.einde and self._kan_straat_zijn(woord):
            yield vind(self._begin_straat(nummer), einde, Soort.ADRES, "naam met een huisnummer erachter")

    def _is_straat(self, nummer: int, woord: Woord, *, met_nummer: bool) -> bool:
        """Tell a street from an ordinary word that ends the same way ("onderweg", "woonwijk")."""
        lexicon = self._lexicon
        gewoon = lexicon.is_woord(woord.vorm)
        if met_nummer and (woord.hoofdletter or not gewoon):
            return True
        if met_nummer:
            return any(w.vorm in _VULWOORDEN for w in self._woorden[max(0, nummer - 2) : nummer])
        if gewoon:
            return False
        los = self._tekst.zonder_hoofdletters and self._staat_na_aan_de(nummer)
        return los or woord.vorm in lexicon.straten or not lexicon.is_bekend(woord.vorm)

    def _staat_na_aan_de(self, nummer: int) -> bool:
        return any(w.vorm in _NA_VOORZETSEL for w in self._woorden[max(0, nummer - _LANGSTE_STRAAT) : nummer])

    def _kan_straat_zijn(self, woord: Woord) -> bool:
        if len(woord.vorm) < _KORTSTE_NAAM:
            return False
        if not self._lexicon.is_bekend(woord.stam):
            return True
        if self._tekst.zonder_hoofdletters and woord.vorm not in self._lexicon.gewoon:
            return woord.vorm in self._lexicon.straten or not self._lexicon.is_woord(woord.vorm)
        return woord.hoofdletter and woord.vorm in self._lexicon.straten

    def _begin_straat(self, nummer: int) -> int:
        """Walk back over the capitals and tussenvoegsels that belong to the street: "Vasco da Gamalaan"."""
        begin = self._begin_zonder_hoofdletters(nummer) if self._tekst.zonder_hoofdletters else nummer
        for vorig in range(begin - 1, max(-1, nummer - _LANGSTE_STRAAT - 1), -1):
            woord = self._woorden[vorig]
            if not self._tekst.grenst(vorig, vorig + 1) or self._termen.mag_blijven(woord.vorm):
                break
            if woord.hoofdletter and not (self._tekst.begint_zin(vorig) and self._lexicon.is_bekend(woord.vorm)):
                begin = vorig
            elif woord.vorm not in self._termen.tussenvoegsels:
                break
        return self._woorden[begin].begin

    def _begin_zonder_hoofdletters(self, nummer: int) -> int:
        """Walk back as far as the words together are a street somewhere: "grote beerlaan"."""
        for begin in range(max(0, nummer - _LANGSTE_STRAAT), nummer):
            woorden = self._reeks(begin, nummer + 1)
            if woorden and " ".join(w.vorm for w in woorden) in self._lexicon.straten:
                return begin
        return nummer

    def _einde_huisnummer(self, woord: Woord) -> int:
        """Give the end of the house number behind this word, or of the word itself when there is none."""
        treffer = _HUISNUMMER.match(self._tekst.inhoud, woord.einde)
        if treffer is None or not self._dekking.is_vrij(*treffer.span(1)):
            return woord.einde
        hoeveelheid = (treffer[2] or "").lower() in self._termen.eenheden
        return woord.einde if hoeveelheid or _JAARTAL.fullmatch(treffer[1]) else treffer.end(1)

    def _straat_van_meer_woorden(self, nummer: int) -> Iterator[Vondst]:
        if not (self._woorden[nummer].hoofdletter or self._tekst.zonder_hoofdletters):
            return
        for einde in range(nummer + _LANGSTE_STRAAT, nummer + 1, -1):
            woorden = self._reeks(nummer, einde)
            naam = " ".join(w.vorm for w in woorden)
            if len(naam) < _KORTSTE_STRAAT or naam not in self._lexicon.straten:
                continue
            if not all(self._lexicon.is_bekend(w.vorm) and not w.hoofdletter for w in woorden):
                yield vind(woorden[0].begin, self._einde_huisnummer(woorden[-1]), Soort.ADRES, "straatnaam")
                return

    def _woonadres(self, nummer: int) -> Iterator[Vondst]:
        """After "woont aan de", up to three words with a house number are an address, whatever the words."""
        eerste = nummer + 1
        while eerste < len(self._woorden) and eerste < nummer + 4 and self._woorden[eerste].vorm in _VULWOORDEN:
            eerste += 1
        woorden = self._reeks(eerste, eerste + 3)
        for woord in woorden:
            if woord.vorm in self._termen.geen_straat:
                return
            einde = self._einde_huisnummer(woord)
            if einde > woord.einde:
                yield vind(woorden[0].begin, einde, Soort.ADRES, "adres na een woord als 'woont'")
                return

    def _aan_de(self, nummer: int) -> Iterator[Vondst]:
        """After "aan de" or "op de", without capitals, a street may look like any word: "aan de stroomrug"."""
        lidwoord, naam = self._reeks(nummer + 1, nummer + 2), self._reeks(nummer + 2, nummer + 3)
        if not (lidwoord and naam and lidwoord[0].vorm in {"de", "het"} and self._reeks(nummer, nummer + 3)):
            return
        vorm = naam[0].vorm
        gewoon = vorm in self._lexicon.gewoon or vorm in self._termen.zelden_naam or self._termen.mag_blijven(vorm)
        if vorm in self._lexicon.straten and not gewoon:
            yield vind(
                naam[0].begin,
                self._einde_huisnummer(naam[0]),
                Soort.ADRES,
                "kan een straat zijn, na 'aan de' of 'op de'",
            )

    # organisations and places

    def _organisatie(self, nummer: int) -> Iterator[Vondst]:
        laatste = nummer
        for volgend in range(nummer + 1, min(len(self._woorden), nummer + 1 + _LANGSTE_ORGANISATIE)):
            if not self._sluit_aan(volgend):
                break
            if self._hoort_bij_organisatie(nummer, volgend):
                laatste = volgend
            elif self._woorden[volgend].vorm not in self._termen.tussenvoegsels | {"en"}:
                break
        if laatste > nummer:
            einde = self._woorden[laatste].einde
            jaar = _JAAR_VAN_OPRICHTING.match(self._tekst.inhoud, einde)
            yield vind(
                self._woorden[nummer + 1].begin,
                jaar.end() if jaar else einde,
                Soort.ORGANISATIE,
                "naam van een school of bedrijf",
            )

    def _sluit_aan(self, nummer: int) -> bool:
        tussen = self._tekst.inhoud[self._woorden[nummer - 1].einde : self._woorden[nummer - 1].einde + 4]
        gat = self._woorden[nummer].begin - self._woorden[nummer - 1].einde
        return gat < _KORTSTE_NAAM + 1 and tussen[:gat] in {" ", "-", " & ", " '", "."}

    def _hoort_bij_organisatie(self, nummer: int, volgend: int) -> bool:
        woord = self._woorden[volgend]
        if woord.hoofdletter:
            return True
        if not self._tekst.zonder_hoofdletters or woord.vorm in self._termen.tussenvoegsels:
            return False
        na_lidwoord = self._woorden[volgend - 1].vorm in {"de", "het"} and volgend == nummer + 2
        return (na_lidwoord and woord.vorm not in self._lexicon.gewoon) or not self._lexicon.is_woord(woord.vorm)

    def _plaats(self, nummer: int) -> Iterator[Vondst]:
        for einde in range(nummer + 1 + _LANGSTE_PLAATS, nummer + 1, -1):
            woorden = self._reeks(nummer + 1, einde)
            if woorden and self._is_plaats(woorden):
                yield vind(woorden[0].begin, woorden[-1].einde, Soort.PLAATS, "woonplaats")
                return

    def _is_plaats(self, woorden: list[Woord]) -> bool:
        naam = " ".join(w.vorm for w in woorden)
        if naam not in self._lexicon.plaatsen or naam in self._lexicon.gewoon or self._termen.mag_blijven(naam):
            return False
        return woorden[0].hoofdletter or len(woorden) > 1 or not self._lexicon.is_woord(naam)

    def _reeks(self, begin: int, einde: int) -> list[Woord]:
        """Give the words begin..einde if they stand side by side in the text, else none of them."""
        reeks = self._woorden[begin:einde]
        paren = range(begin, begin + len(reeks) - 1)
        return reeks if all(self._tekst.grenst(i, i + 1) for i in paren) else []
