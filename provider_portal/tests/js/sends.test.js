import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64, toBase64, utf8 } from "../../../static/js/core/bytes.js";
import { decryptFile, decryptText, encryptFile, MalformedEncString, WrongKeyOrAltered } from "../../../static/js/core/encstring.js";
import { decryptBlob, encryptBlob, encryptedSize, importFileKey } from "../../../static/js/core/file_stream.js";
import { seedFromFragment, seedToFragment, sendFileKey, sendKey, sendPasswordHash } from "../../../static/js/core/send.js";
import { refused, unlocked } from "./agent_support.js";
import { keyFrom, vectors } from "./support.js";

const { send: vector } = vectors;
const PART = 4 * 1024 * 1024;

async function bytes(blob) {
  return new Uint8Array(await blob.arrayBuffer());
}

function noise(length) {
  return Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 255);
}

test("files of every length are the protocol's binary form, both ways", async () => {
  const raw = () => fromBase64(vector.derived_key64);
  const whole = await keyFrom(vector.derived_key64);
  for (const length of [0, 1, 16, 17, PART - 1, PART, PART + 1, PART + 16]) {
    const plain = noise(length);
    const encrypted = await encryptBlob(new Blob([plain]), await importFileKey(raw()));
    assert.equal(encrypted.size, encryptedSize(length));
    assert.ok(Buffer.from(await decryptFile(await bytes(encrypted), whole)).equals(plain), `${length} encrypted`);
    const opened = await decryptBlob(new Blob([await encryptFile(plain, whole)]), await importFileKey(raw()));
    assert.ok(Buffer.from(await bytes(opened)).equals(plain), `${length} decrypted`);
  }
});

test("a file that was altered, cut or is another's gives nothing", async () => {
  const key = await sendFileKey(fromBase64(vector.seed16));
  const buffer = fromBase64(vector.file_buffer);
  assert.deepEqual(await bytes(await decryptBlob(new Blob([buffer]), key)), fromBase64(vector.file_content));
  for (const at of [1, 20, buffer.length - 1]) {
    const altered = buffer.slice();
    altered[at] ^= 1;
    await assert.rejects(decryptBlob(new Blob([altered]), key), WrongKeyOrAltered);
  }
  await assert.rejects(decryptBlob(new Blob([buffer.subarray(0, -1)]), key), MalformedEncString);
  await assert.rejects(decryptBlob(new Blob([]), key), MalformedEncString);
});

test("a fragment holds the seed, and nothing else is one", () => {
  const seed = fromBase64(vector.seed16);
  assert.equal(seedToFragment(seed), vector.seed_url);
  assert.deepEqual(seedFromFragment(vector.seed_url), seed);
  for (const wrong of ["", "AAAA", `${vector.seed_url}A`, "!".repeat(22)]) assert.equal(seedFromFragment(wrong), null);
});

test("a Send is sealed, opens with its link's fragment alone, and keeps its key when it is edited", async () => {
  const agent = await unlocked();
  const plain = { name: "For the auditor", notes: "ours", text: "the text", password: "a phrase" };
  const sealed = await agent.handle("sealSend", plain);
  const text = { text: sealed.text, hidden: true };
  await agent.handle("indexSends", { sends: [{ id: "s", type: 0, ...sealed, text, file: null }] });

  const { fragment } = await agent.handle("sendFragment", { id: "s" });
  const seed = seedFromFragment(fragment);
  const key = await sendKey(seed);
  assert.deepEqual(await Promise.all([sealed.name, sealed.notes, sealed.text].map((part) => decryptText(part, key))), ["For the auditor", "ours", "the text"]);
  assert.equal(sealed.password, await sendPasswordHash("a phrase", seed));

  const again = await agent.handle("sealSend", { ...plain, name: "Another", password: null, key: sealed.key });
  assert.deepEqual([again.key, again.password, await decryptText(again.name, key)], [sealed.key, null, "Another"]);

  const { file } = await agent.handle("sealSendFile", { key: sealed.key, file: new Blob([utf8("content")]) });
  assert.deepEqual(await bytes(await decryptBlob(file, await sendFileKey(seed))), utf8("content"));
});

test("Sends are found by what they say; what does not open is named", async () => {
  const agent = await unlocked();
  await refused(agent.handle("searchSends", {}), "refused");
  const sends = await Promise.all(["Äpfel", "Birnen"].map(async (name, i) => {
    const sealed = await agent.handle("sealSend", { name, text: `text ${i}`, notes: i ? "private" : null });
    return { id: `s${i}`, type: 0, ...sealed, text: { text: sealed.text, hidden: false }, file: null };
  }));
  const foreign = { ...sends[0], id: "s2", name: vector.name, key: toBase64(new Uint8Array(3)) };
  await agent.handle("indexSends", { sends: [...sends, foreign] });

  const names = async (query) => (await agent.handle("searchSends", { query })).rows.map(({ name }) => name);
  assert.deepEqual(await names("apfel"), ["Äpfel"]);
  assert.deepEqual(await names("PRIVATE birnen"), ["Birnen"]);
  const all = await agent.handle("searchSends", {});
  assert.deepEqual([all.total, all.pages, all.rows[2].broken], [3, 1, ["name", "text"]]);
  assert.ok(!("text" in all.rows[0]) && !("key" in all.rows[0]));
  const whole = await agent.handle("send", { id: "s1" });
  assert.deepEqual([whole.text, whole.notes, whole.key], ["text 1", "private", sends[1].key]);
  await refused(agent.handle("send", { id: "unknown" }), "refused");
  await agent.handle("lock", {});
  await refused(agent.handle("searchSends", {}), "locked");
});
