// SPDX-License-Identifier: EUPL-1.2
// The clock of an agendapunt. Without this file the page shows the start and end times, which is enough to work with.

const MINUUT = 60;

/** @param {number} seconden */
export function rest(seconden) {
  const minuten = Math.floor(seconden / MINUUT);
  return `${minuten}.${String(seconden % MINUUT).padStart(2, "0")}`;
}

/** @param {number} seconden */
export function over(seconden) {
  const minuten = Math.floor(seconden / MINUUT);
  if (minuten === 0) return "De tijd is om";
  return `${minuten} ${minuten === 1 ? "minuut" : "minuten"} over tijd`;
}

function lees(klok) {
  return [...klok.querySelectorAll("[data-eindigt-op]")].map((element) => ({
    element,
    naam: element.querySelector("[data-naam]").textContent.trim(),
    eind: Date.parse(element.dataset.eindigtOp),
  }));
}

function zetTekst(element, tekst) {
  if (element.textContent !== tekst) element.textContent = tekst;
}

function start(klok) {
  const fasen = lees(klok);
  // The voorzitter decides which phase it is; the clock only says how that phase stands.
  const fase = fasen.find(({ element }) => element.hasAttribute("aria-current"));
  if (!fase) return;
  // The computers around the table differ by minutes: count with the time of the server.
  const verschil = Date.parse(klok.dataset.nu) - Date.now();
  const [stand, totaal, melding] = ["fase", "totaal", "melding"].map((naam) => klok.querySelector(`[data-${naam}]`));
  const eind = fasen.at(-1).eind;

  function tik() {
    const nu = Date.now() + verschil;
    const nog = Math.ceil((fase.eind - nu) / 1000);
    const nogTotaal = Math.ceil((eind - nu) / MINUUT / 1000);
    zetTekst(stand, nog > 0 ? `Nog ${rest(nog)}` : over(-nog));
    zetTekst(totaal, nogTotaal > 0 ? `Het hele gesprek: nog ${nogTotaal} min.` : "Rond het gesprek af.");
    // Said once, at the moment; who just opened the page can read it.
    if (nog === 0) zetTekst(melding, `De tijd voor ${fase.naam} is om`);
  }

  klok.querySelector("[data-stand]").hidden = false;
  tik();
  setInterval(tik, 1000);
}

document.querySelectorAll("[data-klok]").forEach(start);
