// SPDX-License-Identifier: EUPL-1.2
// Lets the clock of an agendapunt tick. Without this file the page shows how it stood when it was fetched.

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
  return `${minuten} ${minuten === 1 ? "minuut" : "minuten"} over`;
}

function zetTekst(element, tekst) {
  if (element && element.textContent !== tekst) element.textContent = tekst;
}

/** Show how the clocks on this page stand.
 * @param {number} nu the time of the server, in ms: the computers around the table differ by minutes */
export function toonKlokken(nu) {
  document.querySelectorAll("[data-klok]").forEach((klok) => {
    const stand = klok.querySelector("[data-fase]");
    // The voorzitter decides which phase it is; the clock only says how that phase stands.
    const fase = klok.querySelector("[data-eindigt-op][aria-current]");
    if (!stand || !fase) return;
    const toont = klok.dataset.stil ? Date.parse(klok.dataset.stil) : nu;
    const nog = Math.ceil((Date.parse(fase.dataset.eindigtOp) - toont) / 1000);
    const fasen = klok.querySelectorAll("[data-eindigt-op]");
    const nogTotaal = Math.ceil((Date.parse(fasen[fasen.length - 1].dataset.eindigtOp) - toont) / 1000);
    zetTekst(stand, nog > 0 ? `Nog ${rest(nog)}` : over(-nog));
    klok.toggleAttribute("data-over", nog <= 0);
    zetTekst(
      klok.querySelector("[data-totaal]"),
      nogTotaal > 0 ? `nog ${Math.ceil(nogTotaal / MINUUT)} min.` : over(-nogTotaal).toLowerCase(),
    );
  });
}
