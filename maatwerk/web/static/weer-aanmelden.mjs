// SPDX-License-Identifier: EUPL-1.2
// Signing in again without leaving the page: the forms of the sign-in pages themselves, sent from a dialog.

function zetMerk(pagina) {
  const merk = pagina.querySelector("input[name=csrf_token]")?.value;
  if (!merk) throw new Error("geen merk");
  document.querySelectorAll("input[name=csrf_token]").forEach((veld) => {
    veld.value = merk;
  });
  return merk;
}

async function lees(antwoord) {
  return new DOMParser().parseFromString(await antwoord.text(), "text/html");
}

/** Take the token of the session as it is now.
 * @param {string} adres a page that anybody may see */
export async function verversMerk(adres) {
  return zetMerk(await lees(await fetch(adres)));
}

function fouttekst(pagina) {
  const fout = pagina.querySelector("#foutoverzicht li") ?? pagina.querySelector("main p");
  return fout?.textContent.trim() ?? "Dat lukte niet. Probeer het opnieuw.";
}

/** @param {string} adres the sign-in page
 * @param {() => void} klaar what goes on after it */
export function weerAanmelden(adres, klaar) {
  const dialoog = document.querySelector("[data-weer-aanmelden]");
  const formulier = dialoog.querySelector("form");
  const [fout, eerst, daarna] = ["fout", "eerst", "daarna"].map((naam) => dialoog.querySelector(`[data-${naam}]`));
  const { email, wachtwoord, code } = formulier.elements;
  let doel = adres;

  function zetStap(pad) {
    doel = pad;
    eerst.hidden = pad !== adres;
    daarna.hidden = pad === adres;
    (pad === adres ? email : code).focus();
  }

  async function meldAan() {
    const csrf_token = await verversMerk(adres);
    const velden = doel === adres ? { email: email.value, wachtwoord: wachtwoord.value } : { code: code.value };
    const antwoord = await fetch(doel, { method: "POST", body: new URLSearchParams({ csrf_token, ...velden }) });
    const pagina = await lees(antwoord);
    if (!antwoord.ok) return zegFout(fouttekst(pagina));
    zetMerk(pagina);
    const { pathname } = new URL(antwoord.url);
    if (pathname === dialoog.dataset.code) return zetStap(pathname);
    formulier.reset();
    dialoog.close();
    return klaar();
  }

  function zegFout(tekst) {
    fout.textContent = tekst;
    (doel === adres ? wachtwoord : code).focus();
  }

  formulier.addEventListener("submit", async (gebeurtenis) => {
    gebeurtenis.preventDefault();
    fout.textContent = "";
    try {
      await meldAan();
    } catch {
      zegFout("We kunnen de server niet bereiken. Probeer het zo opnieuw.");
    }
  });
  dialoog.querySelector("[data-sluit]").addEventListener("click", () => dialoog.close());
  return {
    open() {
      if (!dialoog.open) dialoog.showModal();
      fout.textContent = "";
      zetStap(adres);
    },
  };
}
