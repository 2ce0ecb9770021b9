// SPDX-License-Identifier: EUPL-1.2
// The OpenID provider of a made-up gemeente: oidc-provider (certified) with a sign-in page of one form.
// argv: the node_modules to use, the port to listen on, and the settings as JSON.

import { pathToFileURL } from "node:url";

const [modules, poort, tekst] = process.argv.slice(2);
const { Provider, interactionPolicy } = await import(pathToFileURL(`${modules}/oidc-provider/lib/index.js`));
const { issuer, jwks, client } = JSON.parse(tekst);

// Nobody is asked for consent: at work the organisation has given it.
const stappen = interactionPolicy.base();
stappen.get("consent").checks.remove("native_client_prompt");

const provider = new Provider(issuer, {
  jwks,
  clients: [client],
  pkce: { required: () => true },
  acrValues: ["urn:voorbeeld:twee"],
  claims: { openid: ["sub", "amr", "acr"], email: ["email", "email_verified"] },
  cookies: { keys: ["alleen voor de tests"] },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: true },
  },
  interactions: { policy: stappen, url: (_ctx, { uid }) => `/inloggen/${uid}` },
  // Everybody here has the same e-mail address: it says nothing about who somebody is.
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: "anna@gemeente.example", email_verified: true }),
  }),
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid email");
    await grant.save();
    return grant;
  },
});

async function lees(verzoek) {
  const delen = [];
  for await (const deel of verzoek) delen.push(deel);
  return new URLSearchParams(Buffer.concat(delen).toString());
}

provider.use(async (ctx, volgende) => {
  if (!ctx.path.startsWith("/inloggen/")) return volgende();
  if (ctx.method === "GET") {
    const { prompt } = await provider.interactionDetails(ctx.req, ctx.res);
    ctx.type = "html";
    ctx.body = `<!DOCTYPE html><html lang="nl"><title>Gemeente</title><h1>${prompt.name}</h1>
      <form method="post"><input id="sub" name="sub"><input name="amr"><input name="acr"><button>Log in</button></form>`;
    return undefined;
  }
  const velden = await lees(ctx.req);
  const login = { accountId: velden.get("sub") };
  if (velden.get("amr")) login.amr = velden.get("amr").split(" ");
  if (velden.get("acr")) login.acr = velden.get("acr");
  ctx.respond = false;
  await provider.interactionFinished(ctx.req, ctx.res, { login }, { mergeWithLastSubmission: false });
  return undefined;
});

provider.listen(Number(poort), "127.0.0.1", () => console.log("klaar"));
