import assert from "node:assert/strict";
import { test } from "node:test";
import { createAgent } from "../../../static/js/agent/agent.js";
import { codeOf } from "../../../static/js/agent/errors.js";
import { fromBase64, toBase64, utf8 } from "../../../static/js/core/bytes.js";
import { decryptBytes, decryptText, encryptBytes, encryptText } from "../../../static/js/core/encstring.js";
import { masterKey, stretch } from "../../../static/js/core/kdf.js";
import { importKey } from "../../../static/js/core/keys.js";
import { seal, unseal, unwrapPrivateKey } from "../../../static/js/core/rsa.js";
import { keyFrom, vectors } from "./support.js";

const { kdf: [account], account_rsa: rsa, organization, provider, user_key: user } = vectors;
const credentials = { email: account.email, password: account.password, kdf: account.kdf };
const proof = { ...credentials, userKey: user.wrapped_by_master_password };
const wrapped = { userKey: user.wrapped_by_master_password, privateKey: rsa.private_key_wrapped_by_user_key };
const identity = { userId: "u", email: account.email, epoch: "e1", timeoutMinutes: 5 };

async function unlocked(surroundings) {
  const agent = createAgent(surroundings);
  await agent.handle("derive", credentials);
  await agent.handle("unlock", { ...wrapped, ...identity });
  return agent;
}

async function withVaults() {
  const agent = await unlocked();
  const providerKey = await seal(fromBase64(provider.provider_key), rsa.public_key_spki_der);
  await agent.handle("open", {
    providers: [{ id: "p", key: providerKey }],
    organizations: [
      { id: "o", key: organization.org_key_for_member_type4, providerId: null },
      { id: "c", key: provider.client_org_key_wrapped_by_provider_key_type2, providerId: "p" },
    ],
  });
  return agent;
}

async function refused(promise, code) {
  await assert.rejects(promise, (error) => codeOf(error) === code, code);
}

async function ownPrivateKey() {
  return unwrapPrivateKey(rsa.private_key_wrapped_by_user_key, fromBase64(user.raw64), await keyFrom(user.raw64));
}

test("derive and unlock, then the status tells who", async () => {
  const agent = createAgent();
  assert.deepEqual(await agent.handle("status", { epoch: "e1" }), { unlocked: false, userId: null, email: null });
  assert.deepEqual(await agent.handle("derive", credentials), { loginHash: account.server_hash });
  assert.deepEqual(await agent.handle("unlock", { ...wrapped, ...identity }), {});
  assert.deepEqual(await agent.handle("status", { epoch: "e1" }), { unlocked: true, userId: "u", email: account.email });
});

test("a wrong password does not unlock, and the derived key is good for one attempt", async () => {
  const agent = createAgent();
  await agent.handle("derive", { ...credentials, password: "another phrase" });
  await refused(agent.handle("unlock", { ...wrapped, ...identity }), "wrong_password");
  await refused(agent.handle("unlock", { ...wrapped, ...identity }), "locked");
  assert.equal(agent.vault.session, null);
});

test("the derived key waits for a minute only", async () => {
  let now = 0;
  const agent = createAgent({ now: () => now });
  await agent.handle("derive", credentials);
  now = 60_001;
  await refused(agent.handle("unlock", { ...wrapped, ...identity }), "locked");
});

test("another private key than the account's does not unlock", async () => {
  const agent = createAgent();
  await agent.handle("derive", credentials);
  await refused(agent.handle("unlock", { ...wrapped, privateKey: organization.org_private_key_wrapped, ...identity }), "wrong_key");
});

test("it locks when idle, on another session, without session, and on demand, and says why", async () => {
  const reasons = [];
  let now = 0;
  const surroundings = { now: () => now, onLock: (reason) => reasons.push(reason) };
  let agent = await unlocked(surroundings);
  now += 299_000;
  agent.vault.touch();
  now += 299_000;
  assert.ok((await agent.handle("status", { epoch: "e1" })).unlocked);
  now += 2000;
  await refused(agent.handle("encrypt", { texts: ["x"] }), "locked");
  for (const args of [{ epoch: "e2" }, { epoch: null }, {}]) {
    agent = await unlocked(surroundings);
    assert.equal((await agent.handle("status", args)).unlocked, false);
  }
  agent = await unlocked(surroundings);
  await agent.handle("lock", { reason: "by hand" });
  assert.equal(agent.vault.session, null);
  assert.deepEqual(reasons, ["idle", "another session", "another session", "another session", "by hand"]);
});

test("a page without session leaves a login under way alone", async () => {
  const agent = createAgent();
  await agent.handle("derive", credentials);
  await agent.handle("status", { epoch: null });
  await agent.handle("unlock", { ...wrapped, ...identity });
  assert.ok(agent.vault.session);
});

test("what was under way when the vault locked is not answered", async () => {
  const agent = await withVaults();
  const answer = agent.handle("decrypt", { organizationId: "o", fields: [organization.collection_name] });
  agent.vault.lock("by hand");
  await refused(answer, "locked");
});

test("every operation on keys and items is refused while locked, and unknown ones always", async () => {
  const agent = createAgent();
  const operations = [
    "open", "createProvider", "createOrganization", "wrapOrganizationKey", "wrapProviderKey", "prove", "decrypt", "encrypt",
    "hasIndex", "index", "search", "facets", "item", "seal", "sealMany",
  ];
  for (const op of operations) await refused(agent.handle(op, {}), "locked");
  for (const op of ["toString", "constructor", "__proto__", "keyring"]) await refused(agent.handle(op, {}), "unknown_operation");
});

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

test("an index is kept per scope and revision, and gone after a lock", async () => {
  const agent = await withVaults();
  const orgKey = await keyFrom(organization.org_key);
  const cipher = { id: "i", organizationId: "o", type: 2, name: await encryptText("Router", orgKey), secureNote: { type: 0 } };
  const bundle = () => utf8(JSON.stringify({ ciphers: [cipher], collections: [], folders: [] })).buffer;
  const scope = "organization:o";

  assert.deepEqual(await agent.handle("index", { scope, revision: "1", buffer: bundle() }), { total: 1 });
  assert.equal(await agent.handle("hasIndex", { scope, revision: "1" }), true);
  assert.equal(await agent.handle("hasIndex", { scope, revision: "2" }), false);
  assert.equal((await agent.handle("search", { scope, query: "rou" })).rows[0].name, "Router");
  assert.equal((await agent.handle("facets", { scope })).total, 1);
  assert.equal((await agent.handle("item", { scope, id: "i" })).name, "Router");
  await refused(agent.handle("item", { scope, id: "other" }), "refused");
  await refused(agent.handle("search", { scope: "other" }), "refused");
  await refused(agent.handle("index", { scope, revision: "2", buffer: utf8("{").buffer }), "malformed");

  await agent.handle("lock", {});
  await agent.handle("derive", credentials);
  await agent.handle("unlock", { ...wrapped, ...identity });
  assert.equal(await agent.handle("hasIndex", { scope, revision: "1" }), false);
});

test("sealing names who encrypted, and personal items name the user key", async () => {
  const agent = await withVaults();
  const item = { type: 2, name: "Note", secureNote: { type: 0 } };
  const personal = await agent.handle("seal", { item, organizationId: null, key: null });
  assert.equal(personal.encryptedFor, "u");
  assert.equal(personal.encryptedByKeyId, user.key_id_hex);
  const many = await agent.handle("sealMany", { items: [item, item], organizationId: "c" });
  assert.deepEqual(many.map(({ organizationId, encryptedByKeyId }) => [organizationId, encryptedByKeyId]), [["c", undefined], ["c", undefined]]);
});
