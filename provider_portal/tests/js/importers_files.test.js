import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { concat, utf8 } from "../../../static/js/core/bytes.js";
import { encryptText } from "../../../static/js/core/encstring.js";
import { readFile } from "../../../static/js/core/importers/read.js";
import { unzip } from "../../../static/js/core/importers/zip.js";
import { passwordKey, stretch } from "../../../static/js/core/kdf.js";

const PW = "not-a-real-one";
const PLAIN = JSON.stringify({ encrypted: false, items: [{ type: 2, name: "Memo", secureNote: { type: 0 } }] });

/** Write a zip archive as common programs do; `stored` leaves the content as it is. */
function zip(files, { stored = false, flags = 0 } = {}) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const [label, data] = [utf8(name), utf8(content)];
    const packed = stored ? data : new Uint8Array(deflateRawSync(data));
    const facts = new DataView(new ArrayBuffer(26));
    [
      [0, 20],
      [2, flags],
      [4, stored ? 0 : 8],
      [22, label.length],
    ].forEach(([at, value]) => facts.setUint16(at, value, true));
    [
      [14, packed.length],
      [18, data.length],
    ].forEach(([at, value]) => facts.setUint32(at, value, true));
    const shared = new Uint8Array(facts.buffer);
    const local = concat([0x50, 0x4b, 3, 4], shared, label, packed);
    const place = new DataView(new ArrayBuffer(4));
    place.setUint32(0, offset, true);
    directory.push(
      concat([0x50, 0x4b, 1, 2, 20, 0], shared, new Array(10).fill(0), new Uint8Array(place.buffer), label),
    );
    parts.push(local);
    offset += local.length;
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, directory.length, true);
  end.setUint32(16, offset, true);
  return concat(...parts, ...directory, new Uint8Array(end.buffer));
}

const NOTES = "title,note\nSafe,behind the mirror\n";
const PUX = JSON.stringify({
  accounts: [
    { vaults: [{ attrs: { name: "V" }, items: [{ categoryUuid: "003", overview: { title: "Memo" }, details: {} }] }] },
  ],
});

test("archives: Proton Pass, which writes its sizes behind the content, and a folder of 1pif", async () => {
  const vaults = { one: { name: "V", items: [{ data: { type: "note", metadata: { name: "Memo" }, content: {} } }] } };
  const files = { "Proton Pass/data.json": JSON.stringify({ vaults }), "Proton Pass/files/a.pdf": "x" };
  const proton = await readFile(zip(files, { stored: true, flags: 8 }));
  const line = JSON.stringify({ typeName: "securenotes.SecureNote", title: "Memo", secureContents: {} });
  const pif = await readFile(zip({ "a.1pif/data.1pif": `${line}\n***5642bee8-a5ff-11dc-8314-0800200c9a66***\n` }));

  assert.deepEqual([proton.format, proton.items[0].item.name, proton.collections], ["protonpass", "Memo", ["V"]]);
  assert.deepEqual([pif.format, pif.items[0].item.name], ["1password1pif", "Memo"]);
});

test("archives: 1pux, Bitwarden with attachments, Dashlane's several files", async () => {
  const pux = await readFile(zip({ "export.attributes": "{}", "export.data": PUX, "files/a.pdf": "x" }));
  assert.deepEqual([pux.format, pux.items[0].where, pux.items[0].item.name], ["1password1pux", "1", "Memo"]);
  assert.equal((await readFile(zip({ "data.json": PLAIN, "attachments/1/a": "x" }, { stored: true }))).items.length, 1);
  const dashlane = await readFile(zip({ "securenotes.csv": NOTES, "wifi.csv": `ssid,passphrase\nguests,${PW}\n` }));
  assert.deepEqual(
    dashlane.items.map(({ where, item }) => [where, item.name]),
    [
      ["2, securenotes.csv", "Safe"],
      ["2, wifi.csv", "guests"],
    ],
  );
  const strange = await readFile(zip({ "securenotes.csv": NOTES, "odd.csv": "one,two\n1,2\n", "empty.csv": "" }));
  assert.deepEqual(
    strange.problems.map(({ where, reason }) => [where, reason]),
    [
      ["1, odd.csv", "strange"],
      ["1, empty.csv", "strange"],
    ],
  );
  await assert.rejects(readFile(zip({ "a.csv": "one,two\n1,2\n", "b.csv": "one,two\n1,2\n" })), { reason: "unknown" });
});

test("broken, encrypted, foreign and exploding archives are refused by name", async () => {
  const whole = zip({ "export.data": PUX });
  await assert.rejects(readFile(whole.slice(0, -30)), { reason: "zip" });
  await assert.rejects(readFile(zip({ "export.data": PUX }, { flags: 1 })), { reason: "zip" });
  await assert.rejects(readFile(zip({ "../../etc/passwd": "x", "letter.txt": "x" })), { reason: "unknown" });
  await assert.rejects(
    unzip(zip({ "export.data": "0".repeat(1_000_000) }), () => true, 10_000),
    { reason: "large" },
  );
  const torn = whole.slice();
  torn.fill(0xff, 45, 60);
  await assert.rejects(readFile(torn), { reason: "zip" });
});

test("text in UTF-16 is read, in no encoding refused, and nothing is nothing", async () => {
  const utf16 = new Uint8Array(Buffer.from(`\ufeff${NOTES}`, "utf16le"));
  assert.equal((await readFile(utf16)).items[0].item.name, "Safe");
  await assert.rejects(readFile(new Uint8Array([0x61, 0xff])), { reason: "utf8" });
  await assert.rejects(readFile(utf8(" \n")), { reason: "none" });
  await assert.rejects(readFile(utf8("one,two\n1,2\n")), { reason: "unknown" });
});

const SALT = "QWJjRGVmR2hpSmtsTW5vUA==";
const SETTINGS = {
  PBKDF2: [
    { type: 0, iterations: 5000 },
    { kdfType: 0, kdfIterations: 5000 },
  ],
  Argon2id: [
    { type: 1, iterations: 2, memory: 16, parallelism: 1 },
    { kdfType: 1, kdfIterations: 2, kdfMemory: 16, kdfParallelism: 1 },
  ],
};

for (const [name, [kdf, members]] of Object.entries(SETTINGS)) {
  test(`a password-protected export, ${name}`, async () => {
    const key = await stretch(await passwordKey(PW, SALT, kdf));
    const file = {
      encrypted: true,
      passwordProtected: true,
      salt: SALT,
      ...members,
      encKeyValidation_DO_NOT_EDIT: await encryptText("any", key),
      data: await encryptText(PLAIN, key),
    };
    const bytes = utf8(JSON.stringify(file));

    assert.equal((await readFile(bytes, { password: PW })).items[0].item.name, "Memo");
    await assert.rejects(readFile(bytes), { reason: "password" });
    await assert.rejects(readFile(bytes, { password: "another" }), { reason: "wrongPassword" });
    const altered = { ...file, data: await encryptText(PLAIN, await stretch(await passwordKey("x", SALT, kdf))) };
    await assert.rejects(readFile(utf8(JSON.stringify(altered)), { password: PW }), { reason: "wrongPassword" });
  });
}

test("hostile key derivation is refused before any work", async () => {
  const file = {
    encrypted: true,
    passwordProtected: true,
    salt: SALT,
    encKeyValidation_DO_NOT_EDIT: "2.a",
    data: "2.a",
  };
  const hostile = [
    { kdfType: 0, kdfIterations: 4_000_000_000 },
    { kdfType: 0, kdfIterations: 1 },
    { kdfType: 1, kdfIterations: 3, kdfMemory: 1_000_000, kdfParallelism: 4 },
    { kdfType: 1, kdfIterations: 3, kdfMemory: 64, kdfParallelism: 500 },
    { kdfType: 7, kdfIterations: 600_000 },
    {},
  ];
  for (const members of hostile)
    await assert.rejects(readFile(utf8(JSON.stringify({ ...file, ...members })), { password: PW }), { reason: "kdf" });
  await assert.rejects(readFile(utf8('{"encrypted":true,"passwordProtected":true}'), { password: PW }), {
    reason: "shape",
  });
});
