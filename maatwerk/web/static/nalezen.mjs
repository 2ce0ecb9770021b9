// SPDX-License-Identifier: EUPL-1.2
// Reads along while somebody writes: what may point at a person is listed under its field, with a button that writes
// something else; and lessen that look like the casus appear under the form. The server reads and keeps nothing.
// Without this file the same list stands in the step before handing in.

const PAUZE = 3000; // ms without typing; where the autosave works, it says sooner that there is something to read
const RUST_LESSEN = 15000; // ms: lessen change less than the text does

/** The list of a field, by the name of the field. */
const lijsten = new Map();

function tekstVan(formulier) {
  const velden = new URLSearchParams();
  for (const [naam, waarde] of new FormData(formulier)) if (typeof waarde === "string") velden.append(naam, waarde);
  return velden;
}

async function haal(url, formulier) {
  const antwoord = await fetch(url, { method: "POST", body: tekstVan(formulier) });
  if (!antwoord.ok || antwoord.redirected) throw new Error("niet gelezen");
  return new DOMParser().parseFromString(await antwoord.text(), "text/html");
}

/** Where a word stands now: the text may have moved since it was read. */
export function zoekPlek(tekst, woord, verwacht) {
  if (tekst.startsWith(woord, verwacht)) return verwacht;
  let beste = -1;
  for (let plek = tekst.indexOf(woord); plek >= 0; plek = tekst.indexOf(woord, plek + 1)) {
    if (beste < 0 || Math.abs(plek - verwacht) < Math.abs(beste - verwacht)) beste = plek;
  }
  return beste;
}

/** A browser counts an emoji as two, the server as one. */
export function naarBrowser(tekst, tekens) {
  return [...tekst].slice(0, tekens).join("").length;
}

function veldVan(formulier, naam) {
  const veld = formulier.elements.namedItem(naam);
  return veld instanceof HTMLTextAreaElement || veld instanceof HTMLInputElement ? veld : null;
}

/** Write over a stretch as typing does, so that the browser itself can undo it. */
function schrijf(veld, begin, einde, tekst) {
  veld.focus();
  veld.setSelectionRange(begin, einde);
  const gelukt = tekst ? document.execCommand("insertText", false, tekst) : document.execCommand("delete");
  if (!gelukt) {
    veld.setRangeText(tekst, begin, einde, "end");
    veld.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function start(formulier, vak) {
  const melding = vak.querySelector("[data-melding]");
  const lessen = document.getElementById("precedenten");
  let klok = 0;
  let gelezen = "";
  let bezig = false;
  let laatstLessen = 0;

  function meld(tekst) {
    if (melding.textContent !== tekst) melding.textContent = tekst;
  }

  function vervang(knop, naam) {
    const veld = veldVan(formulier, naam);
    const { woord, voorstel, begin } = knop.dataset;
    const plek = veld ? zoekPlek(veld.value, woord, naarBrowser(veld.value, Number(begin))) : -1;
    if (plek < 0) {
      meld("Dit woord staat er niet meer. We lezen opnieuw.");
    } else {
      schrijf(veld, plek, plek + woord.length, voorstel);
      meld("Vervangen. Met Ctrl+Z in het veld haal je dat terug.");
    }
    const punt = knop.closest("li");
    const buur = (punt.nextElementSibling ?? punt.previousElementSibling)?.querySelector("button");
    punt.remove();
    (buur ?? veld)?.focus();
    if (!buur) ruim(naam);
    plan(500);
  }

  function ruim(naam) {
    lijsten.get(naam)?.remove();
    lijsten.delete(naam);
  }

  function toonBij(deel) {
    const naam = deel.dataset.veld;
    const veld = veldVan(formulier, naam);
    const plek = veld?.closest(".mw-veld");
    if (!plek) return;
    const oud = lijsten.get(naam);
    if (oud?.dataset.inhoud === deel.innerHTML) return;
    const gekozen = oud?.contains(document.activeElement) ? document.activeElement.dataset.woord : null;
    deel.dataset.inhoud = deel.innerHTML;
    deel.addEventListener("click", (gebeurtenis) => {
      const knop = gebeurtenis.target.closest("button[data-woord]");
      if (knop) vervang(knop, naam);
    });
    if (oud) oud.replaceWith(deel);
    else plek.append(deel);
    lijsten.set(naam, deel);
    if (gekozen === null) return;
    const knoppen = [...deel.querySelectorAll("button[data-woord]")];
    (knoppen.find((knop) => knop.dataset.woord === gekozen) ?? knoppen[0] ?? veld).focus();
  }

  async function lees() {
    const nu = tekstVan(formulier).toString();
    if (bezig || nu === gelezen) return;
    bezig = true;
    try {
      const gevonden = await haal(vak.dataset.nalezen, formulier);
      gelezen = nu;
      const delen = [...gevonden.querySelectorAll("[data-veld]")].map((deel) => document.adoptNode(deel));
      const namen = new Set(delen.map((deel) => deel.dataset.veld));
      for (const naam of [...lijsten.keys()]) if (!namen.has(naam)) ruimMetAandacht(naam);
      delen.forEach(toonBij);
      meld(gevonden.querySelector("[data-samen]").textContent.trim());
      await leesLessen();
    } catch {
      meld("Nalezen lukt nu niet. We proberen het opnieuw; voor het indienen lezen we alles nog een keer na.");
      plan(PAUZE * 5);
    } finally {
      bezig = false;
    }
    if (tekstVan(formulier).toString() !== gelezen) plan(PAUZE);
  }

  /** Who stands on a list that goes, goes on in its field. */
  function ruimMetAandacht(naam) {
    if (lijsten.get(naam).contains(document.activeElement)) veldVan(formulier, naam)?.focus();
    ruim(naam);
  }

  async function leesLessen() {
    if (!lessen || Date.now() - laatstLessen < RUST_LESSEN) return;
    laatstLessen = Date.now();
    const gevonden = await haal(lessen.dataset.precedenten, formulier);
    const samen = gevonden.querySelector("[data-samen]");
    samen.remove();
    if (lessen.dataset.inhoud === gevonden.body.innerHTML || lessen.contains(document.activeElement)) return;
    lessen.dataset.inhoud = gevonden.body.innerHTML;
    lessen.querySelector("[data-lijst]").replaceChildren(...document.adoptNode(gevonden.body).childNodes);
    lessen.querySelector("[data-melding]").textContent = samen.textContent.trim();
  }

  function plan(wachten) {
    clearTimeout(klok);
    klok = setTimeout(lees, wachten);
  }

  formulier.addEventListener("input", () => plan(PAUZE));
  formulier.addEventListener("change", () => plan(PAUZE));
  formulier.addEventListener("maatwerk:bewaard", () => plan(0));
  if ([...formulier.querySelectorAll("textarea")].some((veld) => veld.value.trim())) plan(0);
}

const vak = document.getElementById("nalezen");
const formulier = vak?.closest("form") ?? document.querySelector("form[data-nalezen-van]");
if (vak && formulier) start(formulier, vak);
