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

/** The phase that runs at `nu`; after the last end the last one goes on. */
export function huidige(fasen, nu) {
  const lopend = fasen.findIndex((fase) => nu < fase.eind);
  return lopend === -1 ? fasen.length - 1 : lopend;
}

function lees(klok) {
  return [...klok.querySelectorAll("[data-eindigt-op]")].map((element) => ({
    element,
    naam: element.querySelector("[data-naam]").textContent.trim(),
    begin: Date.parse(element.dataset.begintOp),
    eind: Date.parse(element.dataset.eindigtOp),
  }));
}

function zetTekst(element, tekst) {
  if (element.textContent !== tekst) element.textContent = tekst;
}

function start(klok) {
  const fasen = lees(klok);
  if (fasen.length === 0) return;
  // The computers around the table differ by minutes: count with the time of the server.
  const verschil = Date.parse(klok.dataset.nu) - Date.now();
  const [fase, totaal, melding] = ["fase", "totaal", "melding"].map((naam) => klok.querySelector(`[data-${naam}]`));
  const eind = fasen.at(-1).eind;
  let vorige = -1;

  function tik() {
    const nu = Date.now() + verschil;
    const nummer = huidige(fasen, nu);
    const nog = Math.ceil((fasen[nummer].eind - nu) / 1000);
    const nogTotaal = Math.ceil((eind - nu) / MINUUT / 1000);
    zetTekst(fase, nog > 0 ? `Nog ${rest(nog)}` : over(-nog));
    zetTekst(totaal, nogTotaal > 0 ? `Het hele gesprek: nog ${nogTotaal} min.` : "Rond het gesprek af.");
    if (nummer !== vorige) wissel(nummer);
  }

  function wissel(nummer) {
    fasen.forEach(({ element }, plek) => {
      if (plek === nummer) element.setAttribute("aria-current", "step");
      else element.removeAttribute("aria-current");
    });
    // Said once, at the change; who just opened the page can read it.
    if (vorige !== -1) zetTekst(melding, `Nu: ${fasen[nummer].naam}`);
    vorige = nummer;
  }

  klok.querySelector("[data-stand]").hidden = false;
  tik();
  setInterval(tik, 1000);
}

document.querySelectorAll("[data-klok]").forEach(start);
