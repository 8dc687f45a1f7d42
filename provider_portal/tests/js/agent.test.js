import assert from "node:assert/strict";
import { test } from "node:test";
import { createAgent } from "../../../static/js/agent/agent.js";
import { utf8 } from "../../../static/js/core/bytes.js";
import { encryptText } from "../../../static/js/core/encstring.js";
import { account, credentials, identity, proof, refused, unlocked, withVaults, wrapped } from "./agent_support.js";
import { keyFrom, vectors } from "./support.js";

const { organization, user_key: user } = vectors;

test("derive and unlock, then the status tells who", async () => {
  const agent = createAgent();
  assert.deepEqual(await agent.handle("status", { epoch: "e1" }), { unlocked: false, over: false, userId: null, email: null });
  assert.deepEqual(await agent.handle("derive", credentials), { loginHash: account.server_hash });
  assert.deepEqual(await agent.handle("unlock", { ...wrapped, ...identity }), {});
  assert.deepEqual(await agent.handle("status", { epoch: "e1" }), { unlocked: true, over: false, userId: "u", email: account.email });
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

test("whose time-out is to log out ends the session, that one only", async () => {
  const reasons = [];
  let now = 0;
  const agent = createAgent({ now: () => now, onLock: (reason) => reasons.push(reason) });
  await agent.handle("derive", credentials);
  await agent.handle("unlock", { ...wrapped, ...identity, idleAction: "logOut" });
  const isOver = async (epoch) => (await agent.handle("status", { epoch })).over;
  assert.equal(await isOver("e1"), false);
  now += 301_000;
  assert.deepEqual([await isOver("e1"), await isOver("e2"), await isOver(null)], [true, false, false]);
  assert.deepEqual(reasons, ["over"]);
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
    "open", "createProvider", "createOrganization", "wrapOrganizationKey", "wrapOrganizationKeyForProvider",
    "wrapProviderKey", "prove", "decrypt", "encrypt",
    "hasIndex", "index", "search", "facets", "item", "seal", "sealMany",
  ];
  for (const op of operations) await refused(agent.handle(op, {}), "locked");
  for (const op of ["toString", "constructor", "__proto__", "keyring"]) await refused(agent.handle(op, {}), "unknown_operation");
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

test("a long list can be worked with before all of its names are known, and what needs them all waits", async () => {
  const agent = await withVaults();
  const orgKey = await keyFrom(organization.org_key);
  const names = await Promise.all(["Beta", "Alpha"].map((name) => encryptText(name, orgKey)));
  const facts = { organizationId: "o", type: 1, login: { uris: [] } };
  const ciphers = Array.from({ length: 1400 }, (_, n) => ({ ...facts, id: `i${n}`, name: names[Number(n >= 600)] }));
  const bundle = (some) => utf8(JSON.stringify({ ciphers: some })).buffer;
  const search = (question) => agent.handle("search", { scope: "o", size: 1, ...question });
  const seen = ({ partial, total, rows: [row] }) => [partial, total, row.name];

  await agent.handle("index", { scope: "o", revision: "1", buffer: bundle(ciphers), whole: false });
  assert.deepEqual(seen(await search({ whole: false })), [true, 1000, "Alpha"]);
  assert.equal((await agent.handle("facets", { scope: "o" })).total, 1400);
  assert.equal((await agent.handle("item", { scope: "o", id: "i1399" })).name, "Alpha");
  assert.equal(await agent.handle("hasIndex", { scope: "o", revision: "1" }), true);
  assert.equal((await agent.handle("logins", { scope: "o" })).length, 1400);
  assert.deepEqual(seen(await search({ query: "beta" })), [false, 600, "Beta"]);

  // What is there already stays until there is as much of the new.
  const renewed = agent.handle("index", { scope: "o", revision: "2", buffer: bundle(ciphers.slice(1)), whole: false });
  assert.equal((await search({})).total, 1400);
  await renewed;
  assert.deepEqual(seen(await search({ whole: false })), [false, 1399, "Alpha"]);
});

test("sealing names who encrypted, and personal items name the user key", async () => {
  const agent = await withVaults();
  const item = { type: 2, name: "Note", secureNote: { type: 0 } };
  const personal = await agent.handle("seal", { item, organizationId: null, key: null });
  assert.equal(personal.encryptedFor, "u");
  assert.equal(personal.encryptedByKeyId, user.key_id_hex);
  const many = await agent.handle("sealMany", { items: [item, item], organizationId: "c" });
  const named = many.map(({ organizationId, encryptedByKeyId }) => [organizationId, encryptedByKeyId]);
  assert.deepEqual(named, [["c", undefined], ["c", undefined]]);
});

test("a login request is opened once by the account's key that another device sealed to it", async () => {
  const agent = createAgent();
  const { publicKey } = await agent.handle("askDevice");
  const [sealed] = (await (await withVaults()).handle("wrapUserKey", { publicKeys: [publicKey], proof })).keys;
  const answer = { sealed, privateKey: wrapped.privateKey, ...identity };
  await agent.handle("unlockByRequest", answer);
  assert.equal((await agent.handle("status", { epoch: "e1" })).unlocked, true);
  await refused(agent.handle("unlockByRequest", answer), "locked");
  const stranger = createAgent();
  await stranger.handle("askDevice");
  await assert.rejects(stranger.handle("unlockByRequest", answer));
});
