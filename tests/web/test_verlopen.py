"""What comes back after a session ended: the own text, escaped; never a password, never what another site sent."""

from flask import Flask

TEKST = "Een <b>lang</b> verhaal over een inwoner"


def test_de_eigen_tekst_komt_terug_en_is_onschadelijk(app: Flask) -> None:
    antwoord = app.test_client().post("/casussen/nieuw", data={"situatie": TEKST, "wachtwoord": "heel-geheim-woord"})
    assert antwoord.status_code == 401
    assert antwoord.text.count("Een &lt;b&gt;lang&lt;/b&gt; verhaal") == 2, "to read, and to send again"
    assert "<b>lang" not in antwoord.text
    assert "heel-geheim-woord" not in antwoord.text
    assert antwoord.headers["Cache-Control"] == "no-store"


def test_wat_een_andere_site_stuurt_komt_niet_terug(app: Flask) -> None:
    for koppen in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://kwaad.example"}):
        antwoord = app.test_client().post("/casussen/nieuw", data={"situatie": TEKST}, headers=koppen)
        assert antwoord.status_code == 403
        assert "verhaal" not in antwoord.text


def test_zonder_getypte_tekst_kom_je_gewoon_bij_het_aanmelden(app: Flask) -> None:
    assert app.test_client().post("/casussen/nieuw", data={"csrf_token": "x"}).status_code == 302
