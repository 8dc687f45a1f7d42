import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "../../../static/js/core/bytes.js";
import { refused, withVaults } from "./agent_support.js";

const scope = "member";
const buffer = (content) => utf8(JSON.stringify(content)).buffer;

async function sealedLogin(agent, id, name, password, fingerprint, organizationId = null) {
  const item = { type: 1, name, login: { username: "ann", password, uris: [] } };
  return { ...(await agent.handle("seal", { item, organizationId })), id, fingerprint };
}

async function indexed() {
  const agent = await withVaults();
  const ciphers = [
    await sealedLogin(agent, "a", "Alpha", "same-invented", "1"),
    await sealedLogin(agent, "b", "Beta", "same-invented", "1", "o"),
    await sealedLogin(agent, "c", "Gamma", "other-invented", "1"),
  ];
  await agent.handle("index", { scope, revision: "r1", buffer: buffer({ ciphers, collections: [], folders: [] }) });
  return agent;
}

const list = (prints) => buffer({ fingerprints: Object.entries(prints).flat(), collections: [], folders: [] });
const names = async (agent) => (await agent.handle("search", { scope })).rows.map(({ name }) => name);

test("only what is new or changed is asked for, and what is no longer listed goes", async () => {
  const agent = await indexed();
  const prints = { a: "1", c: "2", d: "1" };
  assert.deepEqual(await agent.handle("compare", { scope, fingerprints: list(prints) }), { ids: ["c", "d"] });
  const items = [
    buffer({ ciphers: [await sealedLogin(agent, "c", "A first one", "x", "2")] }),
    buffer({ ciphers: [await sealedLogin(agent, "d", "Delta", "y", "1")] }),
  ];
  await agent.handle("patch", { scope, revision: "r2", fingerprints: list(prints), items });
  assert.deepEqual(await names(agent), ["A first one", "Alpha", "Delta"]);
  assert.equal((await agent.handle("item", { scope, id: "c" })).login.password, "x");
  await refused(agent.handle("item", { scope, id: "b" }), "refused");
  assert.ok(await agent.handle("hasIndex", { scope, revision: "r2" }));
  assert.deepEqual(await agent.handle("compare", { scope, fingerprints: list(prints) }), { ids: [] });
});

test("without a list there is nothing to compare with", async () => {
  const agent = await withVaults();
  assert.equal(await agent.handle("hasIndex", { scope }), false);
  await refused(agent.handle("compare", { scope, fingerprints: list({}) }), "refused");
});

test("other items with the same password are counted, also after one of them changed", async () => {
  const agent = await indexed();
  const use = async (password, except) => (await agent.handle("passwordUse", { scope, password, except })).count;
  assert.deepEqual([await use("same-invented"), await use("same-invented", "a"), await use("none-such"), await use("")], [2, 1, 0, 0]);
  const prints = { a: "1", b: "2", c: "1" };
  const items = [buffer({ ciphers: [await sealedLogin(agent, "b", "Beta", "other-invented", "2", "o")] })];
  await agent.handle("patch", { scope, revision: "r2", fingerprints: list(prints), items });
  assert.deepEqual([await use("same-invented"), await use("other-invented", "c")], [1, 1]);
});
