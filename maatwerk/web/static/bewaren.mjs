// SPDX-License-Identifier: EUPL-1.2
// Keeps on the server, every few seconds, what is being typed. Without this file the buttons do the work.

import { weerAanmelden, verversMerk } from "./weer-aanmelden.mjs";

const RUST = 1500; // ms without a key
const UITERLIJK = 4000; // ms after the first key that is not kept, also while typing goes on
const GEDULD = 15000; // ms for an answer
const WACHT = [2000, 4000, 8000, 16000, 30000]; // ms between tries, the last one for ever
const MEESTE_MEE = 60000; // bytes that a browser still sends for a page that goes away

const DICHT = {
  403: "Je bent nu aangemeld als iemand anders, of je mag deze casus niet meer schrijven.",
  404: "Je mag deze casus niet meer schrijven.",
  409: "Deze casus is intussen ingediend of gestopt.",
  413: "Er staat te veel tekst in.",
  422: "Er staat te veel tekst in, of een teken dat we niet kunnen bewaren.",
};

/** @param {number} moment */
export function uur(moment) {
  const vorm = { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Amsterdam" };
  return new Date(moment).toLocaleTimeString("nl-NL", vorm).replace(":", ".");
}

/** Say why it is not kept: in the words of the server where it gave them. */
async function reden(antwoord) {
  const isGegeven = antwoord.headers.get("Content-Type")?.startsWith("application/json");
  return (isGegeven && (await antwoord.json()).uitleg) || DICHT[antwoord.status];
}

function balk(element) {
  const [tekst, melding, naast, aanmelden] = ["stand", "melding", "naast", "aanmelden"].map((naam) =>
    element.querySelector(`[data-${naam}]`),
  );
  let soort = "";
  element.hidden = false;
  return {
    naast,
    aanmelden,
    // Read aloud when it turns out otherwise than before, not every minute.
    zeg(nieuw, wat) {
      if (tekst.textContent !== wat) tekst.textContent = wat;
      if (nieuw !== soort) melding.textContent = wat;
      soort = nieuw;
      element.dataset.soort = nieuw;
      aanmelden.hidden = nieuw !== "afgemeld";
    },
  };
}

/** @param {HTMLFormElement} formulier */
export function start(formulier) {
  const stand = balk(document.querySelector("[data-bewaarstand]"));
  let vuil = false; // something is typed that is not kept
  let sinds = 0; // when that began
  let bezig = null; // what can stop the request that is under way
  let mislukt = 0; // tries since it last went well
  let beurt = 0;
  let wekker = 0;
  let gaat = false; // the page is being sent

  function plan() {
    clearTimeout(wekker);
    wekker = setTimeout(stuur, Math.max(0, Math.min(RUST, sinds + UITERLIJK - Date.now())));
  }

  function getypt() {
    if (!vuil) sinds = Date.now();
    vuil = true;
    if (!bezig && (!mislukt || formulier.dataset.dicht)) plan();
  }

  function inhoud() {
    const velden = new URLSearchParams(new FormData(formulier));
    velden.set("beurt", String((beurt += 1)));
    return velden;
  }

  async function stuur() {
    clearTimeout(wekker);
    if (bezig || !vuil) return;
    const vanaf = sinds;
    vuil = false;
    bezig = new AbortController();
    const geduld = setTimeout(() => bezig?.abort(), GEDULD);
    try {
      await verwerk(await verzend());
    } catch {
      mis("storing", "We proberen het steeds opnieuw.");
    } finally {
      clearTimeout(geduld);
      bezig = null;
    }
    if (mislukt) sinds = vanaf;
    else if (vuil) plan();
  }

  async function verzend(nogEens = true) {
    const body = inhoud();
    formulier.dispatchEvent(new CustomEvent("maatwerk:stuurt", { bubbles: true }));
    const keepalive = document.hidden && body.toString().length < MEESTE_MEE;
    const antwoord = await fetch(formulier.dataset.klad, { method: "POST", body, keepalive, signal: bezig.signal });
    // A token of before somebody signed in again: take the one of now.
    if (antwoord.status !== 400 || !nogEens) return antwoord;
    await verversMerk(formulier.dataset.aanmelden);
    return verzend(false);
  }

  async function verwerk(antwoord) {
    delete formulier.dataset.dicht;
    if (antwoord.status === 401 || antwoord.redirected) return mis("afgemeld", "Je bent afgemeld. Typ gerust door.");
    if (DICHT[antwoord.status]) {
      formulier.dataset.dicht = "ja";
      return mis("dicht", `${await reden(antwoord)} Kopieer wat je wilt houden.`);
    }
    if (!antwoord.ok) throw new Error("niet bewaard");
    return gelukt(await antwoord.json());
  }

  function mis(soort, uitleg) {
    vuil = true;
    mislukt += 1;
    stand.zeg(soort, `Niet bewaard sinds ${uur(sinds)}. ${uitleg}`);
    if (soort === "storing") wekker = setTimeout(stuur, WACHT[Math.min(mislukt, WACHT.length) - 1]);
  }

  function gelukt(bewaard) {
    mislukt = 0;
    if (formulier.dataset.nummer !== bewaard.nummer) verhuis(bewaard);
    stand.zeg(bewaard.botst ? "botst" : "bewaard", `Bewaard om ${bewaard.bewaard_om}.`);
    stand.naast.hidden = !bewaard.botst;
    formulier.dispatchEvent(new CustomEvent("maatwerk:bewaard", { detail: bewaard, bubbles: true }));
  }

  // The casus exists from the first time it is kept: from then on the page is about that one.
  function verhuis({ nummer, pagina, klad, vanaf }) {
    formulier.dataset.nummer = nummer;
    formulier.dataset.klad = klad;
    formulier.elements.versie.value = vanaf;
    formulier.setAttribute("action", pagina);
    stand.naast.href = pagina;
    history.replaceState(null, "", pagina);
  }

  const aanmelding = weerAanmelden(formulier.dataset.aanmelden, stuur);

  async function naSturen(verder) {
    await stuur();
    if (!mislukt) verder();
    else if (!stand.aanmelden.hidden) aanmelding.open();
  }

  formulier.addEventListener("input", getypt);
  formulier.addEventListener("change", getypt);
  formulier.addEventListener("submit", (gebeurtenis) => {
    if (mislukt) {
      // Sending a page into nothing would cost the text: first see whether somebody is there.
      gebeurtenis.preventDefault();
      naSturen(() => formulier.requestSubmit(gebeurtenis.submitter));
      return;
    }
    gaat = true;
    clearTimeout(wekker);
    bezig?.abort();
  });
  stand.naast.addEventListener("click", (gebeurtenis) => {
    if (!vuil) return;
    gebeurtenis.preventDefault();
    naSturen(() => location.assign(stand.naast.href));
  });
  stand.aanmelden.addEventListener("click", () => aanmelding.open());
  window.addEventListener("beforeunload", (gebeurtenis) => {
    if ((vuil || bezig) && !gaat) gebeurtenis.preventDefault();
  });
  window.addEventListener("pageshow", () => {
    gaat = false;
  });
  window.addEventListener("online", stuur);
  window.addEventListener("focus", () => mislukt && stuur());
  document.addEventListener("visibilitychange", stuur);
}

document.querySelectorAll("[data-klad]").forEach(start);
