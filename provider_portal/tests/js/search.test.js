import assert from "node:assert/strict";
import { test } from "node:test";
import { buildIndex as build, completed } from "../../../static/js/agent/index.js";
import { sealItem } from "../../../static/js/agent/cipher.js";
import { facetsOf, find, toRow } from "../../../static/js/agent/search.js";
import { encryptText } from "../../../static/js/core/encstring.js";
import { importKey, newKeyBytes } from "../../../static/js/core/keys.js";

const keys = { own: await importKey(newKeyBytes()), o: await importKey(newKeyBytes()) };

async function vaultKey(organizationId) {
  const key = keys[organizationId ?? "own"];
  if (!key) throw new Error("no such key");
  return key;
}

async function sealed(id, item, facts = {}) {
  const organizationId = facts.organizationId ?? null;
  return { ...(await sealItem(item, { vaultKey: await vaultKey(organizationId), organizationId })), id, ...facts };
}

const login = (name, username, uri) => ({ type: 1, name, login: { username, uris: uri ? [{ uri }] : [] } });

async function sample() {
  const ciphers = await Promise.all([
    sealed("id-1", login("Žluťoučký router", "admin", "https://fritz.example:8080/x"), { revisionDate: "2026-03-01", favorite: true }),
    sealed("id-2", login("Router 10", "root"), { revisionDate: "2026-01-01", folderId: "f" }),
    sealed("id-3", login("router 9", "ann"), { revisionDate: "2026-02-01", organizationId: "o", collectionIds: ["k"], edit: true }),
    sealed("id-4", { type: 3, name: "Card", card: { brand: "Visa", number: "4111111111111111" } }, { organizationId: "o", collectionIds: [] }),
    sealed("id-5", { type: 4, name: "Ann", identity: { firstName: "Ann", lastName: "Lee" } }, { deletedDate: "2026-01-01" }),
  ]);
  const rights = { readOnly: false, hidePasswords: false, manage: true };
  const collections = [{ id: "k", organizationId: "o", name: await encryptText("Network", keys.o), ...rights }];
  const folders = [{ id: "f", name: await encryptText("Home", keys.own) }, { id: "g", name: "2.AA==|AA==|AA==" }];
  return buildIndex({ ciphers, collections, folders }, vaultKey);
}

const buildIndex = async (...parts) => completed(await build(...parts));

function search(index, question) {
  const { entries, ...found } = find(index, question);
  return { ...found, rows: entries.map(toRow) };
}

const ids = (answer) => answer.rows.map(({ id }) => id);

test("all words must occur somewhere: name, subtitle, user name, URI, id; case and accents do not count", async () => {
  const index = await sample();
  const find = (query) => ids(search(index, { query }));
  assert.deepEqual(find("ROUTER"), ["id-3", "id-2", "id-1"]);
  assert.deepEqual(find("zlutoucky"), ["id-1"]);
  assert.deepEqual(find("router admin"), ["id-1"]);
  assert.deepEqual(find("fritz 8080 žluť"), ["id-1"]);
  assert.deepEqual(find("visa *1111"), ["id-4"]);
  assert.deepEqual(find("id-2"), ["id-2"]);
  assert.deepEqual(find("router visa"), []);
  assert.deepEqual(find("4111"), [], "only the end of a card's number is kept");
  assert.equal(find("  ").length, 4);
});

test("filters", async () => {
  const index = await sample();
  const filter = (chosen) => ids(search(index, { filter: chosen }));
  assert.deepEqual(filter({ organizationId: "o" }), ["id-4", "id-3"]);
  assert.deepEqual(filter({ collectionId: "k" }), ["id-3"]);
  assert.deepEqual(filter({ folderId: "f" }), ["id-2"]);
  assert.deepEqual(filter({ folderId: "none", mine: true }), ["id-1"]);
  assert.deepEqual(filter({ type: 3 }), ["id-4"]);
  assert.deepEqual(filter({ favorite: true }), ["id-1"]);
  assert.deepEqual(filter({ trash: true }), ["id-5"]);
  assert.deepEqual(filter({ unassigned: true }), ["id-4"]);
  assert.deepEqual(filter({ organizationId: null, type: null }).length, 4);
});

test("sorting by name counts numbers as numbers; by date and backwards", async () => {
  const index = await sample();
  assert.deepEqual(ids(search(index, { query: "router" })), ["id-3", "id-2", "id-1"]);
  const byDate = { query: "router", sort: "revisionDate" };
  assert.deepEqual(ids(search(index, byDate)), ["id-2", "id-3", "id-1"]);
  assert.deepEqual(ids(search(index, { ...byDate, descending: true })), ["id-1", "id-3", "id-2"]);
});

test("pages of fifty, and a page past the end is the last", async () => {
  const ciphers = await Promise.all(Array.from({ length: 120 }, (_, i) => sealed(`i${i}`, login(`Item ${i}`, "x"))));
  const index = await buildIndex({ ciphers }, vaultKey);
  const first = search(index, { page: 1 });
  assert.deepEqual([first.total, first.page, first.pages, first.rows.length, first.rows[0].name], [120, 1, 3, 50, "Item 0"]);
  assert.equal(search(index, { page: 3 }).rows.length, 20);
  assert.equal(search(index, { page: 9 }).page, 3);
  assert.deepEqual(search(index, { query: "absent", page: 2 }), { total: 0, page: 1, pages: 1, rows: [] });
});

test("what is not decrypted yet is found by its name", async () => {
  const index = await build({ ciphers: [await sealed("id-1", login("Core router", "ann"))] }, vaultKey);
  const found = (query) => find(index, { query }).total;
  assert.deepEqual([found("router"), found(">name:core"), found("ann"), found(">+ann"), found("id-1")], [1, 1, 0, 0, 1]);
  await completed(index);
  assert.deepEqual([found("ann"), found(">+ann")], [1, 1]);
});

test("a row says what a list shows", async () => {
  const [row] = search(await sample(), { query: "router 9" }).rows;
  assert.deepEqual(row, {
    id: "id-3", organizationId: "o", type: 1, name: "router 9", subtitle: "ann", favorite: false, folderId: null, collectionIds: ["k"],
    edit: true, viewPassword: null, permissions: null, reprompt: 0, revisionDate: "2026-02-01", deletedDate: null, archivedDate: null, broken: [],
    files: 0, hasTotp: false,
  });
});

test("facets count kept items and name collections and folders", async () => {
  assert.deepEqual(facetsOf(await sample()), {
    total: 4, trash: 1, archived: 0, favorites: 1, unassigned: 1, types: { 1: 3, 3: 1 }, organizations: { o: 2 },
    collections: [{ id: "k", organizationId: "o", name: "Network", count: 1, readOnly: false, hidePasswords: false, manage: true }],
    folders: [{ id: "g", name: null, count: 0 }, { id: "f", name: "Home", count: 1 }],
  });
});

test("what was archived is hidden where there is an archive, and only there", async () => {
  const ciphers = await Promise.all([
    sealed("kept", login("Kept", "ann")), sealed("away", login("Away", "ann"), { archivedDate: "2026-01-01", favorite: true }),
    sealed("gone", login("Gone", "ann"), { archivedDate: "2026-01-01", deletedDate: "2026-02-01" }),
  ]);
  const index = await buildIndex({ ciphers }, vaultKey);
  const filter = (chosen) => ids(search(index, { filter: chosen }));
  assert.deepEqual(filter({ archived: false }), ["kept"]);
  assert.deepEqual(filter({ archived: true }), ["away"]);
  assert.deepEqual(filter({ archived: null }), ["away", "kept"]);
  assert.deepEqual(filter({ trash: true }), ["gone"]);
  const counts = ({ total, trash, archived, favorites }) => [total, trash, archived, favorites];
  assert.deepEqual(counts(facetsOf(index, { archives: true })), [1, 1, 1, 0]);
  assert.deepEqual(counts(facetsOf(index)), [2, 1, 0, 1]);
});

test("an item that cannot be decrypted stays in the list and says which fields", async () => {
  const good = await sealed("good", login("Good", "ann"));
  const foreign = await sealed("foreign", login("Foreign", "bob"), { organizationId: "o" });
  const damaged = { ...good, id: "damaged", login: { ...good.login, username: foreign.login.username } };
  const index = await buildIndex({ ciphers: [good, damaged, { ...foreign, organizationId: "unknown" }] }, vaultKey);
  const broken = Object.fromEntries(search(index, {}).rows.map((row) => [row.id, row.broken]));
  assert.deepEqual(broken, { good: [], damaged: ["login.username"], foreign: ["name", "login.username"] });
});

test("after > words are matched whole, in a field or any, required, refused, with wildcards or nearly", async () => {
  const own = (id, name, extra = {}) => sealed(id, { ...login(name, "root", "https://fritz.example/x"), ...extra });
  const fields = [{ type: 0, name: "Rack", value: "B 12" }, { type: 1, name: "PIN", value: "hidden-one" }];
  const ciphers = await Promise.all([
    own("11111111-a", "Core router", { notes: "Firmware of March" }), own("22222222-b", "Core switch", { fields }), own("33333333-c", "Printer"),
  ]);
  const index = await buildIndex({ ciphers }, vaultKey);
  const find = (query) => ids(search(index, { query })).map((id) => id[0]).join("");
  const expected = {
    "> core": "12", ">cor": "", ">cor*": "12", "> router printer": "13", "> +core -router": "2", ">name:core +notes:firmware": "1",
    ">fields:rack": "2", ">hidden": "", ">fields:hidden*": "", ">ruoter~2": "1", ">ruoter~1": "", ">notes:march~0": "1",
    ">shortid:22222222": "2", ">login.uris:fritz": "123", ">login.username:root -core": "3", ">-core": "3", ">": "123", "march": "1",
    "rack b": "2", "hidden-one": "", ">fritz.example": "123", ">(": "123", ">nofield:core": "",
  };
  for (const [query, found] of Object.entries(expected)) assert.equal(find(query), found, query);
});
