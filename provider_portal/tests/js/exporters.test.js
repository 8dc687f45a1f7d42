import assert from "node:assert/strict";
import { test } from "node:test";
import { ITEM_TYPES } from "../../../static/js/agent/item_types.js";
import { utf8 } from "../../../static/js/core/bytes.js";
import { fileName, writeExport } from "../../../static/js/core/exporters/write.js";
import { crc32, safeName } from "../../../static/js/core/exporters/zip.js";
import { readFile } from "../../../static/js/core/importers/read.js";
import { unzip } from "../../../static/js/core/importers/zip.js";

const PW = 'not-a-real-one, "with" =signs\nand a line';
const PASSKEY = {
  credentialId: "c", keyType: "public-key", keyAlgorithm: "ECDSA", keyCurve: "P-256", keyValue: "v", rpId: "a.example",
  rpName: "A", userHandle: "h", userName: "me", userDisplayName: "Me", counter: "0", discoverable: "true",
  creationDate: "2026-01-02T03:04:05.000Z",
};

/** An item as the agent opens it: whatever has nothing is null. */
function itemOf(type, more = {}) {
  const { member, encrypted } = ITEM_TYPES[type];
  const own = Object.fromEntries(encrypted.map((name) => [name, `${member} ${name} ü, "1"`]));
  return {
    id: `item-${type}`, organizationId: null, folderId: null, type, favorite: false, reprompt: 0, collectionIds: null,
    creationDate: "2026-01-01T00:00:00.000Z", revisionDate: "2026-01-02T00:00:00.000Z", deletedDate: null,
    name: `Item ${type}`, notes: "two\nlines", fields: null, passwordHistory: null, broken: [],
    [member]: type === 2 ? { type: 0 } : own, ...more,
  };
}

const login = itemOf(1, {
  folderId: "f1",
  favorite: true,
  reprompt: 1,
  login: {
    username: "me", password: PW, totp: "otpauth://totp/a?secret=AAAA", passwordRevisionDate: "2026-01-02T00:00:00.000Z",
    autofillOnPageLoad: null, uris: [{ uri: "https://a.example/?x=1,2", match: 3 }, { uri: "https://b.example", match: null }],
    fido2Credentials: [PASSKEY],
  },
  fields: [
    { type: 0, name: "Text", value: "a: b", linkedId: null },
    { type: 1, name: "Hidden", value: PW, linkedId: null },
    { type: 2, name: "Yes", value: "true", linkedId: null },
    { type: 3, name: "Linked", value: null, linkedId: 100 },
  ],
  passwordHistory: [{ password: "older", lastUsedDate: "2025-01-01T00:00:00.000Z" }],
});
const own = {
  items: [login, ...[2, 3, 4, 5, 6, 7, 8].map((type) => itemOf(type))],
  collections: [],
  folders: [{ id: "f1", name: "Work/Mail" }, { id: "f2", name: "Empty, too" }],
};
const shared = {
  items: own.items.map((item) => ({ ...item, organizationId: "o", collectionIds: item.type === 1 ? ["c1", "c2"] : ["c1"] })),
  collections: [
    { id: "c1", organizationId: "o", name: 'Ops, "all"', externalId: "x" },
    { id: "c2", organizationId: "o", name: "Ops/Network", externalId: null },
    { id: "c3", organizationId: "o", name: "Nothing", externalId: null },
  ],
  folders: [],
};

async function readBack(vault, how, password) {
  const text = await writeExport(vault, how);
  return readFile(utf8(text), { password });
}

/** What of an item an import takes over. */
function content({ type, name, notes, favorite, reprompt, fields, passwordHistory, ...item }) {
  const { member } = ITEM_TYPES[type];
  const filled = Object.fromEntries(Object.entries(item[member]).filter(([, value]) => value !== null && value?.length !== 0));
  return { type, name, notes, favorite, reprompt, fields: fields ?? [], passwordHistory: passwordHistory ?? [], [member]: filled };
}

for (const [words, vault, isOrganization] of [["a person's", own, false], ["an organization's", shared, true]]) {
  test(`JSON gives back ${words} items of all eight types`, async () => {
    const { format, items, problems, collections } = await readBack(vault, { format: "json", isOrganization });

    assert.equal(format, "bitwardenjson");
    assert.deepEqual(problems, []);
    const expected = vault.items.map((item) => ({ ...content(item), favorite: item.favorite && !isOrganization }));
    assert.deepEqual(items.map(({ item }) => content(item)), expected);
    assert.deepEqual(collections, (isOrganization ? vault.collections : vault.folders).map(({ name }) => name));
    assert.deepEqual(items[0].collections, isOrganization ? ['Ops, "all"', "Ops/Network"] : ["Work/Mail"]);
  });

  test(`CSV gives back ${words} logins and notes`, async () => {
    const { format, items, collections } = await readBack(vault, { format: "csv", isOrganization });

    assert.equal(format, "bitwardencsv");
    assert.deepEqual(items.map(({ item }) => item.type), [1, 2]);
    const { item } = items[0];
    assert.equal(item.login.password, PW);
    assert.equal(item.login.totp, login.login.totp);
    assert.deepEqual(item.login.uris.map(({ uri }) => uri), ["https://a.example/?x=1,2", "https://b.example"]);
    assert.equal(item.favorite, !isOrganization);
    assert.equal(items[1].item.notes, "two\nlines");
    assert.deepEqual(new Set(collections), new Set((isOrganization ? vault.collections : vault.folders).map(({ name }) => name)));
  });
}

test("CSV has the columns that other programs look for", async () => {
  const first = async (vault, isOrganization) => (await writeExport(vault, { format: "csv", isOrganization })).split("\r\n")[0];

  assert.equal(
    await first(own, false),
    "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp",
  );
  assert.equal(
    await first(shared, true),
    "collections,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp",
  );
});

test("JSON has no key that is not the format's", async () => {
  const file = JSON.parse(await writeExport(own, { format: "json", isOrganization: false }));

  assert.deepEqual(Object.keys(file), ["encrypted", "folders", "items"]);
  assert.deepEqual(Object.keys(file.items[2]).sort(), [
    "archivedDate", "card", "collectionIds", "creationDate", "deletedDate", "favorite", "fields", "folderId", "id", "name",
    "notes", "organizationId", "passwordHistory", "reprompt", "revisionDate", "type",
  ]);
  assert.equal(file.items[0].collectionIds, null);
});

for (const kdf of [{ type: 0, iterations: 600_000 }, { type: 1, iterations: 2, memory: 16, parallelism: 1 }]) {
  test(`a protected export opens with its password alone, key derivation ${kdf.type}`, async () => {
    const how = { format: "protected", isOrganization: false, password: "the file's own password", kdf };
    const text = await writeExport(own, how);
    const file = JSON.parse(text);

    assert.ok(!text.includes("Item 1"));
    assert.deepEqual([file.encrypted, file.passwordProtected, file.kdfType, file.kdfIterations], [true, true, kdf.type, kdf.iterations]);
    await assert.rejects(readFile(utf8(text), { password: "another" }), { reason: "wrongPassword" });
    const { items } = await readFile(utf8(text), { password: how.password });
    assert.deepEqual(items.map(({ item }) => content(item)), own.items.map(content));
  });
}

test("two protected exports have nothing in common", async () => {
  const how = { format: "protected", isOrganization: false, password: "the file's own password", kdf: { type: 0, iterations: 600_000 } };
  const [one, other] = (await Promise.all([writeExport(own, how), writeExport(own, how)])).map((text) => JSON.parse(text));

  assert.notEqual(one.salt, other.salt);
  assert.notEqual(one.encKeyValidation_DO_NOT_EDIT, other.encKeyValidation_DO_NOT_EDIT);
});

test("the file is named as other programs name it", () => {
  const now = new Date("2026-02-03T04:05:06Z");

  assert.equal(fileName({ format: "csv", isOrganization: false }, now), "bitwarden_export_20260203040506.csv");
  assert.equal(fileName({ format: "protected", isOrganization: true }, now), "bitwarden_org_export_20260203040506.json");
});

test("a zip holds the JSON and the files, by names that stay in their folders", async () => {
  const file = { name: "attachments/item-1/a.bin", file: new Blob([new Uint8Array(5_000_000).fill(7)]) };
  const vault = { items: [login], collections: [], folders: [{ id: "f1", name: "Work" }] };

  const archive = await writeExport(vault, { format: "zip", isOrganization: false, files: [file] });

  const bytes = new Uint8Array(await archive.arrayBuffer());
  const found = await unzip(bytes, () => true, 10_000_000);
  assert.deepEqual(found.map(({ name }) => name), ["data.json", "attachments/item-1/a.bin"]);
  assert.equal(found[1].bytes.length, 5_000_000);
  assert.equal(JSON.parse(new TextDecoder().decode(found[0].bytes)).items[0].name, "Item 1");
  assert.equal(await crc32(new Blob(["123456789"])), 0xcbf43926);
  assert.equal((await readFile(bytes, { format: "", password: "" })).items.length, 1);
});

test("no name of a file leads out of its folder, or hides another", () => {
  const taken = new Set();
  const names = ["../../a/b.txt", "..", "A.TXT", "a.txt", "con<trol>\n", ""].map((name) => safeName(name, taken));

  assert.deepEqual(names, ["__.._a_b.txt", "_", "A.TXT", "a (2).txt", "con_trol__", "_ (2)"]);
});
