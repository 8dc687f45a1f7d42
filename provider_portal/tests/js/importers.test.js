import assert from "node:assert/strict";
import { test } from "node:test";
import { encryptText } from "../../../static/js/core/encstring.js";
import { MalformedCsv, parseCsv, parseTable } from "../../../static/js/core/importers/csv.js";
import { encryptedLength, tooLong } from "../../../static/js/core/importers/limits.js";
import { detectFormat } from "../../../static/js/core/importers/detect.js";
import { readExport } from "../../../static/js/core/importers/read.js";
import { UnreadableExport } from "../../../static/js/core/importers/unreadable.js";
import { keyFrom, vectors } from "./support.js";

const cells = (text) => parseCsv(text).map((row) => row.cells);

test("CSV is read as RFC 4180 has it", () => {
  assert.deepEqual(cells("a,b\r\n1,2\r\n"), [
    ["a", "b"],
    ["1", "2"],
  ]);
  assert.deepEqual(cells('"a ""b""","c\n,d"'), [['a "b"', "c\n,d"]]);
  assert.deepEqual(cells("a,\n,b"), [
    ["a", ""],
    ["", "b"],
  ]);
  assert.deepEqual(cells('5" disk,x'), [['5" disk', "x"]]);
  assert.deepEqual(cells("\ufeffname\rvalue"), [["name"], ["value"]]);
  assert.deepEqual(cells("\n\na\n\n"), [["a"]]);
  assert.deepEqual(cells('a,""'), [["a", ""]]);
});

test("a row says the line it begins on", () => {
  assert.deepEqual(
    parseCsv('a\n"b\nc"\nd').map(({ line }) => line),
    [1, 2, 4],
  );
});

test("a quote that is never closed, or closed too early, names its line", () => {
  assert.throws(
    () => parseCsv('a\n"b'),
    (error) => error instanceof MalformedCsv && error.line === 2,
  );
  assert.throws(
    () => parseCsv('a\n\n"b" c'),
    (error) => error instanceof MalformedCsv && error.line === 3,
  );
});

test("a table may be parted by semicolons, and name a column twice", () => {
  const { titles, rows } = parseTable("Name;url;URL\na;1;2\n");
  assert.deepEqual(rows[0].values, { name: "a", url: "1", "url 2": "2" });
  assert.equal(titles["url 2"], "URL");
});

test("a backslash keeps a quote open where the dialect says so", () => {
  assert.deepEqual(parseCsv('"a\\"b",c', { escape: "\\" })[0].cells, ['a"b', "c"]);
});

test("a row longer than its header does not fit", () => {
  assert.deepEqual(
    parseTable("a,b\n1\n1,2,3\n,").rows.map(({ fits }) => fits),
    [true, false],
  );
});

test("the length of an EncString is known before it is made", async () => {
  const key = await keyFrom(vectors.user_key.raw64);
  for (const text of ["", "x", "fifteen letters", "sixteen letters.", "ü".repeat(40)])
    assert.equal(encryptedLength(text), (await encryptText(text, key)).length, text);
});

test("what would be too long is named", () => {
  const item = { name: "n".repeat(800), notes: "n".repeat(800), login: { uris: [{ uri: "u".repeat(8000) }] } };
  assert.deepEqual(
    tooLong(item).map(({ field }) => field),
    ["name", "login.uris[0].uri"],
  );
});

test("formats are told apart by their content", () => {
  assert.equal(detectFormat(' {"items":[]}'), "bitwardenjson");
  assert.equal(detectFormat("collections,type,name,notes,fields,reprompt,login_uri,login_username\n"), "bitwardencsv");
  assert.equal(detectFormat("name,url,username,password,note"), "chromecsv");
  assert.equal(detectFormat("one,two"), null);
});

const CSV = `collections,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp
"Sales,Ops/Network",login,Router,"line 1
line 2","Site: north: Rack 4
Colour: red",1,"https://a.example,https://b.example",admin,"p,""q""",JBSWY3DPEHPK3PXP
Ops/Network,note,,text,,,,,,
Empty,,,,,,,,,
Sales,login,Odd,,,,,,,,surplus
`;

test("a Bitwarden CSV of an organization", () => {
  const { items, collections, problems } = readExport(CSV, "bitwardencsv");

  assert.deepEqual(collections, ["Empty", "Sales", "Ops/Network"]);
  assert.deepEqual(items[0].collections, ["Sales", "Ops/Network"]);
  assert.deepEqual(items[0].item.login, {
    username: "admin",
    password: 'p,"q"',
    totp: "JBSWY3DPEHPK3PXP",
    uris: [
      { uri: "https://a.example", match: null },
      { uri: "https://b.example", match: null },
    ],
  });
  assert.deepEqual(items[0].item.fields, [
    { type: 0, name: "Site: north", value: "Rack 4" },
    { type: 0, name: "Colour", value: "red" },
  ]);
  assert.equal(items[0].item.reprompt, 1);
  assert.deepEqual([items[1].item.type, items[1].item.name, items[1].item.notes], [2, "--", "text"]);
  assert.deepEqual(problems, [{ where: "7", name: "Odd", reason: "columns" }]);
});

test("a personal Bitwarden CSV has folders in place of collections", () => {
  const text =
    "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\nHome,1,login,Bank,,,,,,,\n";
  const { items, collections } = readExport(text, "bitwardencsv");

  assert.deepEqual(collections, ["Home"]);
  assert.equal(items[0].item.favorite, true);
});

test("a Chrome CSV", () => {
  const text =
    "name,url,username,password,note\n,android://x@com.example.app/,me,secret,hello\nSite,https://s.example/,u,p,\n";
  const { items } = readExport(text, "chromecsv");

  assert.equal(items[0].item.name, "com.example.app");
  assert.deepEqual(items[0].item.login.uris, [{ uri: "androidapp://com.example.app", match: null }]);
  assert.equal(items[0].item.notes, "hello");
  assert.equal(items[1].where, "3");
});

const EXPORT = {
  encrypted: false,
  collections: [
    { id: "c1", organizationId: "o", name: "Ops/Network", externalId: null },
    { id: "c2", name: "Unused" },
  ],
  items: [
    {
      id: "i1",
      key: "2.x",
      type: 1,
      name: "Router",
      collectionIds: ["c1"],
      login: { username: "admin", uris: null },
      fields: [{ name: "a", value: "b", type: 1, linkedId: null }],
    },
    { type: 99, name: "From the future", collectionIds: [] },
    { type: 3, name: "Card", collectionIds: null, card: { number: "4111" } },
    { type: 1, name: "Trashed", deletedDate: "2026-01-01T00:00:00Z", login: {} },
    { type: 2, name: "n".repeat(2000), secureNote: { type: 0 } },
    null,
  ],
};

test("a Bitwarden JSON of an organization: the good, and the bad by name", () => {
  const { items, collections, problems } = readExport(JSON.stringify(EXPORT), "bitwardenjson");

  assert.deepEqual(collections, ["Ops/Network", "Unused"]);
  assert.deepEqual(
    items.map(({ item }) => item.name),
    ["Router", "Card"],
  );
  assert.deepEqual(items[0].collections, ["Ops/Network"]);
  assert.deepEqual(items[0].item.fields, EXPORT.items[0].fields);
  assert.ok(!("key" in items[0].item) && !("id" in items[0].item));
  assert.deepEqual(
    problems.map(({ where, reason }) => [where, reason]),
    [
      ["2", "type"],
      ["4", "trash"],
      ["5", "length"],
      ["6", "type"],
    ],
  );
});

test("a personal Bitwarden JSON has folders in place of collections", () => {
  const file = {
    folders: [{ id: "f", name: "Home" }],
    items: [{ type: 2, name: "x", folderId: "f", collectionIds: null }],
  };
  assert.deepEqual(readExport(JSON.stringify(file), "bitwardenjson").items[0].collections, ["Home"]);
});

test("what has another shape in a Bitwarden JSON does not reach the server", () => {
  const login = {
    username: 7,
    password: { a: 1 },
    uris: [{ uri: "https://a.example", match: 99 }, null, { uri: "" }],
    passwordRevisionDate: "soon",
  };
  const strange = {
    type: 1,
    name: ["x"],
    favorite: "yes",
    reprompt: 4,
    fields: [{ type: 12, name: "n", value: 5, linkedId: "x" }, "x"],
    passwordHistory: [{ password: null }, { password: "old", lastUsedDate: "then" }],
    login,
  };
  const { items, problems } = readExport(
    JSON.stringify({ items: [strange, { type: 5, name: "key", sshKey: {} }] }),
    "bitwardenjson",
  );

  const { item } = items[0];
  assert.deepEqual([item.name, item.favorite, item.reprompt], ["--", false, 0]);
  assert.deepEqual(item.fields, [{ type: 0, name: "n", value: "5", linkedId: null }]);
  assert.deepEqual(item.passwordHistory, [{ password: "old", lastUsedDate: null }]);
  assert.deepEqual(item.login.uris, [{ uri: "https://a.example", match: null }]);
  assert.deepEqual([item.login.username, item.login.password, item.login.passwordRevisionDate], ["7", null, null]);
  assert.deepEqual(problems, [{ where: "2", name: "key", reason: "shape" }]);
});

test("an encrypted export and what is none are refused by name", () => {
  const refuses = (text, reason) =>
    assert.throws(
      () => readExport(text, "bitwardenjson"),
      (error) => error instanceof UnreadableExport && error.reason === reason,
    );
  refuses('{"encrypted":true,"items":[]}', "encrypted");
  refuses('{"encrypted":true,"passwordProtected":true}', "password");
  refuses('{"items":[],"folders":7}', "shape");
  refuses('{"logins":[]}', "shape");
  refuses("{", "shape");
});
