// SPDX-License-Identifier: EUPL-1.2
// Keeps a screen at the tafel as it is: asks for its own page again and again, and puts in what changed.
// Without this file the page says how it was, and can be refreshed.

import { start as bewaarVanzelf, uur } from "./bewaren.mjs";
import { toonKlokken } from "./klok.mjs";

const RITME = 1000; // ms between questions: a change must be everywhere within two seconds
const GEDULD = 5000; // ms for an answer
const WACHT = [1000, 2000, 4000, 5000]; // ms between tries without a connection, the last one for ever
const AFWIJKING = 1500; // ms that the Date of an answer may differ: it counts whole seconds
const MERK = /(name="csrf_token"[^>]*value=)"[^"]*"/g; // another one every time

const [verbinding, melding] = ["verbinding", "fasemelding"].map((naam) => document.querySelector(`[data-${naam}]`));
const delen = (tafel) => new Map([...tafel.querySelectorAll("[data-deel]")].map((deel) => [deel.dataset.deel, deel]));
const kaal = (html) => html.replaceAll(MERK, "$1");

let tafel = document.querySelector("[data-tafel]");
let kenmerk = ""; // what the server calls the page as we have it
let gekregen = new Map(); // each part as it came, before anybody typed in it
let wachtend = null; // a page of which a part waits until what is typed is kept
let sinds = 0; // since when there is no connection
let mislukt = 0;
let wekker = 0;
let bezig = false; // a question is under way
let verschil = 0; // the clock of the server less the clock of this page

function zetKlok(moment) {
  verschil = moment - performance.now(); // which nobody sets forward or back
}

const nu = () => performance.now() + verschil;

function onthoud() {
  gekregen = new Map([...delen(tafel)].map(([naam, deel]) => [naam, kaal(deel.outerHTML)]));
}

function isVuil(deel) {
  return [...deel.querySelectorAll("textarea, input:not([type=hidden])")].some((veld) => veld.value !== veld.defaultValue);
}

const zonderTekst = (html) => html.replaceAll(/<textarea[^]*?<\/textarea>|<input[^>]*name="(?:basis|gestuurd)"[^>]*>/g, "");

/** Answer whether this note is the one we have: then nobody's cursor or last space moves. */
function isZelfdeNotitie(oud, nieuw) {
  const [was, wordt] = [oud, nieuw].map((deel) => deel.querySelector("form[data-klad]"));
  return (
    was?.dataset.klad === wordt?.dataset.klad &&
    was?.elements.basis.value === wordt?.elements.basis.value &&
    zonderTekst(gekregen.get(oud.dataset.deel)) === zonderTekst(kaal(nieuw.outerHTML))
  );
}

/** Put a part in the place of the old one: where the cursor was it stays, what was open stays open. */
function vervang(oud, nieuw) {
  const houvast = oud.contains(document.activeElement) ? document.activeElement : null;
  const plek = houvast && "selectionStart" in houvast ? [houvast.selectionStart, houvast.selectionEnd] : null;
  const open = new Set([...oud.querySelectorAll("details[open] > summary")].map((kop) => kop.textContent));
  nieuw.querySelectorAll("details > summary").forEach((kop) => {
    kop.parentElement.open = open.has(kop.textContent);
  });
  oud.replaceWith(nieuw);
  nieuw.querySelectorAll("form[data-klad]").forEach(bewaarVanzelf);
  if (!houvast) return;
  const weer = houvast.id ? nieuw.querySelector(`#${CSS.escape(houvast.id)}`) : zelfdeTekst(nieuw, houvast);
  if (!weer) nieuw.tabIndex = -1;
  (weer ?? nieuw).focus({ preventScroll: true });
  if (weer && plek && plek[0] !== null) weer.setSelectionRange(...plek);
}

function zelfdeTekst(deel, was) {
  return [...deel.querySelectorAll(was.localName)].find((een) => een.textContent.trim() === was.textContent.trim());
}

function verwerk(pagina) {
  const nieuw = pagina.querySelector("[data-tafel]");
  if (!nieuw) return;
  const [oude, nieuwe] = [delen(tafel), delen(nieuw)];
  const anders = nieuw.dataset.punt !== tafel.dataset.punt || [...nieuwe.keys()].join() !== [...oude.keys()].join();
  wachtend = null;
  if (anders && isVuil(tafel)) {
    wachtend = pagina;
  } else if (anders) {
    document.title = pagina.title;
    const verse = document.adoptNode(nieuw);
    vervang(tafel, verse);
    tafel = verse;
    onthoud();
  } else {
    nieuwe.forEach((deel, naam) => {
      const html = kaal(deel.outerHTML);
      if (html === gekregen.get(naam)) return;
      if (isVuil(oude.get(naam))) {
        wachtend = pagina;
        return;
      }
      const zelfde = deel.querySelector("form[data-klad]") && isZelfdeNotitie(oude.get(naam), deel);
      gekregen.set(naam, html);
      if (!zelfde) vervang(oude.get(naam), document.importNode(deel, true));
    });
  }
  meld(nieuw.dataset.nieuws);
  if (!wachtend) Object.assign(tafel.dataset, { nieuws: nieuw.dataset.nieuws, punt: nieuw.dataset.punt });
  tafel.toggleAttribute("data-einde", nieuw.hasAttribute("data-einde"));
}

function meld(nieuws) {
  if (nieuws && nieuws !== melding.dataset.laatst) melding.textContent = nieuws;
  melding.dataset.laatst = nieuws;
}

function zeg(tekst) {
  if (verbinding.textContent !== tekst) verbinding.textContent = tekst;
  verbinding.hidden = !tekst;
}

async function vraag() {
  const stop = new AbortController();
  const geduld = setTimeout(() => stop.abort(), GEDULD);
  try {
    const headers = kenmerk ? { "If-None-Match": kenmerk } : {};
    return await luister(await fetch(location.pathname, { cache: "no-store", headers, signal: stop.signal }));
  } finally {
    clearTimeout(geduld);
  }
}

/** @returns {Promise<boolean>} whether there is a next question */
async function luister(antwoord) {
  if (antwoord.redirected || antwoord.status === 401) {
    zeg("Je bent afgemeld. Meld je weer aan en open deze pagina opnieuw. Wat je typt blijft hier staan.");
    return false;
  }
  if (antwoord.status === 403 || antwoord.status === 404) {
    zeg("Je kunt deze pagina niet meer zien.");
    return false;
  }
  if (antwoord.status !== 304 && !antwoord.ok) throw new Error("geen antwoord");
  const gezegd = Date.parse(antwoord.headers.get("Date") ?? "");
  if (Math.abs(gezegd - nu()) > AFWIJKING) zetKlok(gezegd);
  if (antwoord.status !== 304) {
    const pagina = new DOMParser().parseFromString(await antwoord.text(), "text/html");
    const vers = pagina.querySelector("[data-tafel]");
    if (vers) zetKlok(Date.parse(vers.dataset.nu));
    verwerk(pagina);
    kenmerk = antwoord.headers.get("ETag") ?? "";
  }
  return !tafel.hasAttribute("data-einde");
}

async function ronde() {
  clearTimeout(wekker);
  if (bezig || document.hidden) return; // goes on when somebody looks
  bezig = true;
  try {
    const verder = await vraag();
    if (mislukt) zeg("");
    mislukt = 0;
    if (verder) wekker = setTimeout(ronde, RITME);
  } catch {
    if (!mislukt) sinds = nu();
    mislukt += 1;
    zeg(`Geen verbinding sinds ${uur(sinds)}. We proberen het steeds opnieuw.`);
    wekker = setTimeout(ronde, WACHT[Math.min(mislukt, WACHT.length) - 1]);
  } finally {
    bezig = false;
  }
}

/** What was typed is kept: go on from what the note became. */
function bewaard({ target: formulier, detail: { tekst, mijn, samen } }) {
  const veld = formulier.elements.tekst;
  const verder = veld.value !== mijn;
  if (samen && !verder) {
    const plek = [veld.selectionStart, veld.selectionEnd];
    veld.value = tekst;
    veld.setSelectionRange(...plek);
  }
  formulier.elements.basis.value = samen && verder ? mijn : tekst;
  if (verder) return;
  veld.defaultValue = veld.value;
  if (wachtend) verwerk(wachtend);
}

zetKlok(Date.parse(tafel.dataset.nu));
melding.dataset.laatst = tafel.dataset.nieuws;
onthoud();
document.addEventListener("maatwerk:bewaard", bewaard);
// An answer that never comes leaves open whether it was kept: then the server looks for what was sent.
document.addEventListener("maatwerk:stuurt", ({ target: { elements } }) => {
  elements.gestuurd.value = elements.tekst.value;
});
document.addEventListener("visibilitychange", ronde);
window.addEventListener("online", ronde);
setInterval(() => toonKlokken(nu()), 250);
toonKlokken(nu());
if (!tafel.hasAttribute("data-einde")) ronde();
