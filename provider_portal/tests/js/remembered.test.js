import assert from "node:assert/strict";
import { test } from "node:test";
import { fromUtf8, utf8 } from "../../../static/js/core/bytes.js";
import { unlocked } from "./agent_support.js";

const MANY = 200;

/** A shelf in memory; `filled` resolves when something was put there. */
function shelfOf(value) {
  const shelf = { value, get: async () => shelf.value, remove: async () => {} };
  shelf.filled = new Promise((resolve) => {
    shelf.put = async (_name, put) => resolve(shelf.value = put);
  });
  return shelf;
}

async function sealed(agent, id, name) {
  const item = { type: 1, name, notes: `Note of ${name}`, login: { username: "ann", password: "not-a-real-one", uris: [] } };
  return { ...(await agent.handle("seal", { item })), id };
}

const agent = await unlocked();
const ciphers = await Promise.all(Array.from({ length: MANY }, (_, n) => sealed(agent, `i${n}`, `Item ${n}`)));

/** Index by a new agent and count what it decrypts for that. */
async function indexed(shelf, ciphers, scope = "member") {
  const agent = await unlocked({ shelf });
  const { decrypt } = crypto.subtle;
  let decrypted = 0;
  crypto.subtle.decrypt = (...parts) => {
    decrypted += 1;
    return decrypt.apply(crypto.subtle, parts);
  };
  try {
    await agent.handle("index", { scope, revision: "1", buffer: utf8(JSON.stringify({ ciphers })).buffer });
    const find = async (query) => (await agent.handle("search", { scope, query })).rows.map(({ id, name, subtitle }) => [id, name, subtitle]);
    return { find, found: await find("note 199"), decrypted };
  } finally {
    delete crypto.subtle.decrypt;
  }
}

test("a large list is remembered encrypted, and the next agent decrypts nothing of it again", async () => {
  const shelf = shelfOf();
  const first = await indexed(shelf, ciphers);
  await shelf.filled;
  assert.ok(!fromUtf8(shelf.value.sealed.map((byte) => byte & 0x7f)).includes("Item 1"));
  const second = await indexed(shelfOf(shelf.value), ciphers);
  assert.deepEqual(second.found, [["i199", "Item 199", "ann"]]);
  assert.deepEqual(second.found, first.found);
  assert.deepEqual([first.decrypted > MANY, second.decrypted <= 2], [true, true]);
});

test("what is of another ciphertext than before is decrypted anew, whatever its id and dates", async () => {
  const shelf = shelfOf();
  await indexed(shelf, ciphers);
  await shelf.filled;
  const other = await sealed(agent, "x", "Another");
  const swapped = ciphers.map((cipher) => (cipher.id === "i7" ? { ...other, id: "i7" } : cipher));
  const { find } = await indexed(shelfOf(shelf.value), swapped);
  assert.deepEqual(await find(">shortid:i7"), [["i7", "Another", "ann"]]);
});

test("what is not the person's any more is forgotten, and what does not open is decrypted anew", async () => {
  const shelf = shelfOf();
  await indexed(shelf, ciphers);
  await shelf.filled;
  const fewer = shelfOf(shelf.value);
  await indexed(fewer, ciphers.slice(1));
  await fewer.filled;
  assert.ok(fewer.value.sealed.length < shelf.value.sealed.length);
  const damaged = { ...shelf.value, sealed: shelf.value.sealed.with(100, shelf.value.sealed[100] ^ 1) };
  const { found, decrypted } = await indexed(shelfOf(damaged), ciphers);
  assert.deepEqual([found[0][0], decrypted > MANY], ["i199", true]);
});

test("lists of organizations and short ones are not remembered", async () => {
  const shelf = shelfOf(null);
  shelf.put = () => assert.fail("kept");
  await indexed(shelf, ciphers, "organization");
  await indexed(shelf, ciphers.slice(1));
});
