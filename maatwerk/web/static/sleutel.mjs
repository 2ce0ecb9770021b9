// SPDX-License-Identifier: EUPL-1.2
// Passkeys. Without this file, or in an older browser, the forms stay hidden and the app with codes does the work.

const kan = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);

async function vraag(formulier) {
  const antwoord = await fetch(formulier.dataset.uitdaging, {
    method: "POST",
    body: new URLSearchParams({ csrf_token: formulier.elements.csrf_token.value }),
  });
  if (!antwoord.ok || antwoord.redirected) throw new Error("geen uitdaging");
  return antwoord.json();
}

const wijzen = {
  registreren: async (opties) =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(opties) }),
  gebruiken: async (opties) =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(opties) }),
};

function start(formulier) {
  const knop = formulier.querySelector("button");
  const melding = formulier.querySelector("[data-melding]");

  formulier.addEventListener("submit", async (gebeurtenis) => {
    gebeurtenis.preventDefault();
    knop.disabled = true;
    melding.textContent = "";
    try {
      const sleutel = await wijzen[formulier.dataset.sleutel](await vraag(formulier));
      formulier.elements.sleutelantwoord.value = JSON.stringify(sleutel.toJSON());
      formulier.submit();
    } catch {
      melding.textContent = formulier.dataset.mislukt;
      knop.disabled = false;
    }
  });
  formulier.hidden = false;
}

if (kan) document.querySelectorAll("[data-sleutel]").forEach(start);
