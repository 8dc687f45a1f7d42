import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { itemKey, openItem, sealItem, uriChecksum } from "../../../static/js/agent/cipher.js";
import { codeOf } from "../../../static/js/agent/errors.js";
import { withHistory } from "../../../static/js/agent/history.js";
import { ITEM_TYPES } from "../../../static/js/agent/item_types.js";
import { fromBase64, toBase64 } from "../../../static/js/core/bytes.js";
import { decryptBytes, decryptFile, decryptText, encryptFile, encryptText } from "../../../static/js/core/encstring.js";
import { unwrapKey } from "../../../static/js/core/keys.js";
import { sendKey, sendPasswordHash } from "../../../static/js/core/send.js";
import { flipped, keyFrom, vectors } from "./support.js";

const shared = JSON.parse(readFileSync(new URL("../vectors/items.json", import.meta.url), "utf8"));
const { attachment, cipher, folder, organization, send, user_key: user } = vectors;

function contentOf(item) {
  const { type, name, notes, favorite, reprompt, fields, passwordHistory } = item;
  const { member } = ITEM_TYPES[type];
  return { type, name, notes, favorite, reprompt, fields, passwordHistory, [member]: item[member] };
}

for (const { plain, cipher: sealed } of shared.items) {
  const { member } = ITEM_TYPES[plain.type];

  test(`${member}: what the Python client sealed opens, and seal and open give the item back`, async () => {
    const vaultKey = await keyFrom(shared.vault_key);
    const opened = await openItem(sealed, vaultKey);
    assert.deepEqual(opened.broken, []);

    assert.deepEqual(contentOf(opened), contentOf(plain));
    const again = await sealItem(plain, { vaultKey, organizationId: "o" });
    assert.deepEqual(contentOf(await openItem(again, vaultKey)), contentOf(plain));
    assert.equal(again.organizationId, "o");
    for (const name of ITEM_TYPES[plain.type].encrypted) {
      assert.match(again[member][name], /^2\./);
      const altered = { ...sealed, [member]: { ...sealed[member], [name]: flipped(sealed[member][name], 30) } };
      const damaged = await openItem(altered, vaultKey);
      assert.deepEqual(damaged.broken, [`${member}.${name}`]);
      assert.equal(damaged[member][name], null);
    }
  });
}

test("cipher vectors: item key under user and organization key, names, URI and its checksum", async () => {
  const [userKey, orgKey] = await Promise.all([keyFrom(user.raw64), keyFrom(organization.org_key)]);
  const wrappings = [[cipher.cipher_key_wrapped_by_user_key, userKey], [cipher.cipher_key_wrapped_by_org_key, orgKey]];
  for (const [key, vaultKey] of wrappings) {
    assert.equal(toBase64(await decryptBytes(key, vaultKey)), cipher.cipher_key);
    const login = { uris: [{ uri: cipher.uri_enc, uriChecksum: cipher.uri_checksum_enc, match: null }] };
    const opened = await openItem({ type: 1, name: cipher.name_with_cipher_key, key, login }, vaultKey);
    assert.equal(opened.name, cipher.name_plain);
    assert.deepEqual(opened.login.uris, [{ uri: cipher.uri_plain, match: null }]);
  }
  const bare = await openItem({ type: 2, name: cipher.name_without_cipher_key }, userKey);
  assert.equal(bare.name, cipher.name_plain);
  assert.equal(await uriChecksum(cipher.uri_plain), cipher.uri_checksum_plain);
});

test("attachment, folder and Send vectors", async () => {
  const userKey = await keyFrom(user.raw64);
  const own = await unwrapKey(cipher.cipher_key_wrapped_by_user_key, userKey);
  const wrappings = [
    [attachment.attachment_key_wrapped_by_cipher_key, own], [attachment.attachment_key_wrapped_by_user_key, userKey],
  ];
  for (const [wrapped, wrapper] of wrappings) {
    assert.equal(toBase64(await decryptBytes(wrapped, wrapper)), attachment.attachment_key);
    const key = await unwrapKey(wrapped, wrapper);
    const content = await decryptFile(fromBase64(attachment.uploaded_buffer), key);
    assert.equal(toBase64(content), attachment.content);
    assert.equal((await encryptFile(content, key)).length, attachment.uploaded_size);
  }
  assert.equal(await decryptText(attachment.file_name, own), attachment.file_name_plain);
  assert.equal(await decryptText(folder.name, userKey), folder.name_plain);

  const seed = await decryptBytes(send.key_field, userKey);
  assert.equal(toBase64(seed), send.seed16);
  const [key, derived] = await Promise.all([sendKey(seed), keyFrom(send.derived_key64)]);
  assert.equal(await decryptText(send.name, key), send.name_plain);
  assert.equal(await decryptText(send.text, derived), send.text_plain);
  assert.equal(toBase64(await decryptFile(fromBase64(send.file_buffer), key)), send.file_content);
  assert.equal(await sendPasswordHash(send.password, seed), send.password_hash);
});

test("an item key is made for a new item, kept on an edit, and not forced on one with attachments", async () => {
  const vaultKey = await keyFrom(shared.vault_key);
  const note = { type: 2, name: "Note", secureNote: { type: 0 } };
  const created = await sealItem(note, { vaultKey });
  assert.ok(created.key);
  const edited = await sealItem({ ...note, id: "i", revisionDate: "2026-01-02T03:04:05Z" }, { vaultKey, key: created.key });
  assert.equal(edited.key, created.key);
  assert.equal(edited.lastKnownRevisionDate, "2026-01-02T03:04:05Z");
  const attached = await sealItem({ ...note, attachments: [{ id: "a" }] }, { vaultKey });
  assert.equal(attached.key, null);
  assert.equal(await decryptText(attached.name, vaultKey), "Note");
});

test("URIs get a checksum, and swapped or unchecked ones are dropped and named", async () => {
  const vaultKey = await keyFrom(shared.vault_key);
  const login = { uris: [{ uri: "https://one.example", match: 3 }, { uri: "" }, { uri: "https://two.example" }] };
  const sealed = await sealItem({ type: 1, name: "Mail", login }, { vaultKey });
  const [one, two] = sealed.login.uris;
  assert.equal(sealed.login.uris.length, 2);
  assert.equal(await decryptText(one.uriChecksum, await itemKey(sealed, vaultKey)), await uriChecksum("https://one.example"));
  const swapped = { ...sealed, login: { ...sealed.login, uris: [{ ...one, uri: two.uri }, { ...two, uriChecksum: null }] } };
  const opened = await openItem(swapped, vaultKey);
  assert.deepEqual(opened.login.uris, []);
  assert.deepEqual(opened.broken, ["login.uris[0].uri", "login.uris[1].uri"]);
});

test("an item with fields that cannot be decrypted is not sealed over", async () => {
  const vaultKey = await keyFrom(shared.vault_key);
  const item = { type: 2, name: "Note", broken: ["notes"] };
  await assert.rejects(sealItem(item, { vaultKey }), (error) => codeOf(error) === "refused");
  await assert.rejects(sealItem({ type: 9, name: "?" }, { vaultKey }), (error) => codeOf(error) === "refused");
});

test("attachment names are decrypted with the item", async () => {
  const vaultKey = await keyFrom(shared.vault_key);
  const sealed = await sealItem({ type: 2, name: "Note" }, { vaultKey });
  const fileName = await encryptText("notes.txt", await itemKey(sealed, vaultKey));
  const opened = await openItem({ ...sealed, attachments: [{ id: "a", fileName, size: "3" }] }, vaultKey);
  assert.deepEqual(opened.attachments, [{ id: "a", fileName: "notes.txt", size: "3" }]);
});

test("an edit moves replaced passwords and hidden fields to the history, newest five", () => {
  const now = "2026-02-03T04:05:06.000Z";
  const field = (value, type = 1) => ({ type, name: "pin", value, linkedId: null });
  const old = Array.from({ length: 5 }, (_, i) => ({ password: `old ${i}`, lastUsedDate: null }));
  const previous = { type: 1, login: { password: "one" }, fields: [field("1")], passwordHistory: old };

  const both = withHistory({ type: 1, login: { password: "two" }, fields: [field("2")] }, previous, now);
  assert.deepEqual(both.passwordHistory.map(({ password }) => password), ["one", "pin: 1", "old 0", "old 1", "old 2"]);
  assert.equal(both.login.passwordRevisionDate, now);

  const same = withHistory({ type: 1, login: { password: "one" }, fields: [field("1")] }, previous, now);
  assert.deepEqual(same.passwordHistory, old);
  const shown = withHistory({ type: 1, login: {}, fields: [] }, { type: 1, login: {}, fields: [field("1", 0)] }, now);
  assert.deepEqual(shown.passwordHistory, []);
});
