import assert from "node:assert/strict";
import { test } from "node:test";
import { createAgent } from "../../../static/js/agent/agent.js";
import { fromBase64, toBase64, utf8 } from "../../../static/js/core/bytes.js";
import { decryptBytes, decryptText, encryptBytes } from "../../../static/js/core/encstring.js";
import { masterKey, stretch } from "../../../static/js/core/kdf.js";
import { importKey } from "../../../static/js/core/keys.js";
import { seal, unseal, unwrapPrivateKey } from "../../../static/js/core/rsa.js";
import { account, credentials, identity, ownPrivateKey, proof, refused, unlocked, withVaults, wrapped } from "./agent_support.js";
import { keyFrom, vectors } from "./support.js";

const { account_rsa: rsa, organization, provider } = vectors;

test("registration makes an account that opens, and keeps nothing", async () => {
  const agent = createAgent();
  const kdf = { type: 1, iterations: 2, memory: 16, parallelism: 1 };
  const made = await agent.handle("register", { email: " New@example.test", password: "a long phrase", kdf });
  await refused(agent.handle("unlock", { ...made, ...identity }), "locked");
  const { loginHash } = await agent.handle("derive", { email: "new@example.test", password: "a long phrase", kdf });
  assert.equal(loginHash, made.loginHash);
  await agent.handle("unlock", { ...made, ...identity });
  assert.match(made.keyId, /^[0-9a-f]{32}$/);
  const sealed = await seal(fromBase64(organization.org_key), made.publicKey);
  await agent.handle("open", { organizations: [{ id: "o", key: sealed, providerId: null }] });
  const names = await agent.handle("decrypt", { organizationId: "o", fields: [organization.collection_name] });
  assert.deepEqual(names, [organization.collection_name_plain]);
  await refused(agent.handle("register", { ...credentials, kdf: { type: 0, iterations: 5000 } }), "refused");
});

test("keys open through membership and through the provider; what cannot be decrypted is null", async () => {
  const agent = await withVaults();
  const ask = (organizationId, fields) => agent.handle("decrypt", { organizationId, fields });
  assert.deepEqual(await ask("o", [organization.collection_name, null, ""]), [organization.collection_name_plain, null, null]);
  assert.deepEqual(await ask("c", [provider.client_collection_name]), [provider.client_collection_name_plain]);
  assert.deepEqual(await ask(null, [vectors.folder.name, organization.collection_name]), [vectors.folder.name_plain, null]);
  assert.deepEqual(await ask("unknown", [organization.collection_name]), [null]);
  const [sealed] = await agent.handle("encrypt", { organizationId: "c", texts: ["ü"] });
  assert.equal(await decryptText(sealed, await keyFrom(provider.client_org_key)), "ü");
  await refused(agent.handle("encrypt", { organizationId: "unknown", texts: ["ü"] }), "wrong_key");
});

test("a client's key opens once its provider's key arrives", async () => {
  const agent = await unlocked();
  const client = { id: "c", key: provider.client_org_key_wrapped_by_provider_key_type2, providerId: "p" };
  const ask = () => agent.handle("decrypt", { organizationId: "c", fields: [provider.client_collection_name] });
  await agent.handle("open", { organizations: [client] });
  assert.deepEqual(await ask(), [null]);
  const key = await seal(fromBase64(provider.provider_key), rsa.public_key_spki_der);
  await agent.handle("open", { providers: [{ id: "p", key }] });
  assert.deepEqual(await ask(), [provider.client_collection_name_plain]);
});

test("no key leaves as text", async () => {
  const agent = await withVaults();
  const own = [wrapped.privateKey, vectors.cipher.cipher_key_wrapped_by_user_key, wrapped.userKey];
  assert.deepEqual(await agent.handle("decrypt", { organizationId: null, fields: own }), [null, null, null]);
  const orgOwned = [organization.org_private_key_wrapped, vectors.cipher.cipher_key_wrapped_by_org_key];
  assert.deepEqual(await agent.handle("decrypt", { organizationId: "o", fields: orgOwned }), [null, null]);
});

test("a new provider key and new organizations open for whom they were made", async () => {
  const agent = await withVaults();
  const privateKey = await ownPrivateKey();
  const { key: providerKey } = await agent.handle("createProvider", {});
  assert.equal((await unseal(providerKey, privateKey)).length, 64);

  const own = await agent.handle("createOrganization", { providerId: null, names: ["Default"] });
  const ownKey = await importKey(await unseal(own.key, privateKey));
  assert.equal(await decryptText(own.names[0], ownKey), "Default");

  const client = await agent.handle("createOrganization", { providerId: "p", names: [] });
  const raw = await decryptBytes(client.key, await keyFrom(provider.provider_key));
  const recovery = await unwrapPrivateKey(client.privateKey, raw.slice(), await importKey(raw));
  assert.deepEqual(await unseal(await seal(utf8("key"), client.publicKey), recovery), utf8("key"));
  await refused(agent.handle("createOrganization", { providerId: "unknown", names: [] }), "wrong_key");
});

test("giving a key away needs the master password of the account in memory", async () => {
  const agent = await withVaults();
  const publicKeys = [provider.provider_user_public_key, rsa.public_key_spki_der];
  const wrap = (change) => agent.handle("wrapOrganizationKey", { organizationId: "o", publicKeys, proof: { ...proof, ...change } });

  const { keys } = await wrap({});
  assert.equal(toBase64(await unseal(keys[1], await ownPrivateKey())), organization.org_key);
  const provided = await agent.handle("wrapProviderKey", { providerId: "p", publicKeys, proof });
  assert.equal(toBase64(await unseal(provided.keys[1], await ownPrivateKey())), provider.provider_key);

  await refused(wrap({ password: "another phrase" }), "wrong_password");
  const known = await stretch(await masterKey("another phrase", account.email, account.kdf));
  const forged = await encryptBytes(crypto.getRandomValues(new Uint8Array(64)), known);
  await refused(wrap({ password: "another phrase", userKey: forged }), "wrong_password");
  await refused(agent.handle("wrapOrganizationKey", { organizationId: "o", publicKeys }), "refused");
  await refused(agent.handle("wrapOrganizationKey", { organizationId: "o", publicKeys: ["AAAA"], proof }), "malformed");
  assert.deepEqual(await agent.handle("prove", proof), { loginHash: account.server_hash });
});

test("a key is handed out unasked only by the consent of somebody who holds it and proved who they are", async () => {
  const agent = await withVaults();
  const publicKeys = [rsa.public_key_spki_der, "AAAA"];
  const wrap = (args) => agent.handle("wrapOrganizationKeyByConsent", { organizationId: "o", publicKeys, ...args });

  const { consent, loginHash } = await agent.handle("allowAutomaticConfirmation", { organizationId: "o", proof });
  assert.match(consent, /^[A-Za-z0-9+/]{43}=$/);
  assert.equal(loginHash, account.server_hash);
  const { keys } = await wrap({ consent });
  assert.equal(toBase64(await unseal(keys[0], await ownPrivateKey())), organization.org_key);
  assert.equal(keys[1], null);

  const other = await agent.handle("allowAutomaticConfirmation", { organizationId: "c", proof });
  for (const wrong of [other.consent, "", null, undefined, consent.toLowerCase()]) await refused(wrap({ consent: wrong }), "refused");
  await refused(wrap({ consent, organizationId: "c" }), "refused");
  await refused(wrap({ consent, organizationId: "unknown" }), "wrong_key");
  const allow = (change) => agent.handle("allowAutomaticConfirmation", { organizationId: "o", proof: { ...proof, ...change } });
  await refused(allow({ password: "another phrase" }), "wrong_password");
  await agent.handle("lock", {});
  await refused(wrap({ consent }), "locked");
});

test("an organization is handed to a provider under the provider's key, after the master password", async () => {
  const agent = await withVaults();
  const wrap = (change) => agent.handle("wrapOrganizationKeyForProvider", { organizationId: "o", providerId: "p", proof, ...change });

  const { key } = await wrap({});
  assert.equal(toBase64(await decryptBytes(key, await keyFrom(provider.provider_key))), organization.org_key);

  await refused(wrap({ proof: { ...proof, password: "another phrase" } }), "wrong_password");
  await refused(wrap({ proof: undefined }), "refused");
  await refused(wrap({ providerId: null }), "wrong_key");
  await refused(wrap({ organizationId: "unknown" }), "wrong_key");
});

test("another master password, address or derivation opens the same keys", async () => {
  const agent = await unlocked();
  const kdf = { type: 1, iterations: 2, memory: 16, parallelism: 1 };
  const change = { current: proof.password, next: "another quiet river", ...proof, newEmail: "Moved@example.test", newKdf: kdf };
  const made = await agent.handle("changePassword", change);
  assert.equal(made.loginHash, account.server_hash);
  assert.deepEqual(Object.keys(made).sort(), ["loginHash", "newLoginHash", "userKey"]);

  const elsewhere = createAgent();
  const { loginHash } = await elsewhere.handle("derive", { email: "moved@example.test", password: change.next, kdf });
  assert.equal(loginHash, made.newLoginHash);
  await elsewhere.handle("unlock", { ...wrapped, userKey: made.userKey, ...identity });
  const [folder] = await elsewhere.handle("decrypt", { organizationId: null, fields: [vectors.folder.name] });
  assert.equal(folder, vectors.folder.name_plain);

  await refused(agent.handle("changePassword", { ...change, current: "wrong" }), "wrong_password");
  await refused(agent.handle("changePassword", { ...change, newKdf: { type: 0, iterations: 5000 } }), "refused");
});

test("a blueprint carries names from one client to the next, under a key of its own", async () => {
  const agent = await withVaults();
  const fields = await agent.handle("encrypt", { organizationId: "c", texts: ["Servers", "Ünit"] });
  const made = await agent.handle("createBlueprint", { providerId: "p", organizationId: "c", name: "Branch", fields });
  assert.deepEqual(await agent.handle("decrypt", { organizationId: "c", fields: made.names }), [null, null]);

  await agent.handle("open", { organizations: [{ id: "b", key: made.key, providerId: "p" }] });
  const read = await agent.handle("decrypt", { organizationId: "b", fields: [made.name, ...made.names] });
  assert.deepEqual(read, ["Branch", "Servers", "Ünit"]);

  const client = await agent.handle("createOrganization", { providerId: "p", from: "b", fields: made.names });
  await agent.handle("open", { organizations: [{ id: "n", key: client.key, providerId: "p" }] });
  assert.deepEqual(await agent.handle("decrypt", { organizationId: "n", fields: client.names }), ["Servers", "Ünit"]);
  const altered = [made.names[0], fields[1]];
  await refused(agent.handle("createOrganization", { providerId: "p", from: "b", fields: altered }), "wrong_key");
});
