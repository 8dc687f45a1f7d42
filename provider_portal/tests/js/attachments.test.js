import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64, toBase64 } from "../../../static/js/core/bytes.js";
import { refused, withVaults } from "./agent_support.js";
import { vectors } from "./support.js";

const { attachment, cipher } = vectors;
const NOTE = { type: 2, name: "Note", secureNote: { type: 0 } };

async function base64(blob) {
  return toBase64(new Uint8Array(await blob.arrayBuffer()));
}

test("a file that another client uploaded is opened", async () => {
  const agent = await withVaults();
  const file = new Blob([fromBase64(attachment.uploaded_buffer)]);
  const question = { itemKey: cipher.cipher_key_wrapped_by_user_key, key: attachment.attachment_key_wrapped_by_cipher_key, file };
  assert.equal(await base64((await agent.handle("openAttachment", question)).file), attachment.content);
  const withoutOwn = { key: attachment.attachment_key_wrapped_by_user_key, file };
  assert.equal(await base64((await agent.handle("openAttachment", withoutOwn)).file), attachment.content);

  const bytes = fromBase64(attachment.uploaded_buffer);
  bytes[60] ^= 1;
  await refused(agent.handle("openAttachment", { ...question, file: new Blob([bytes]) }), "wrong_key");
  await refused(agent.handle("openAttachment", { ...question, key: null }), "refused");
});

test("a file keeps opening after its item moved to an organization", async () => {
  const agent = await withVaults();
  const own = await agent.handle("seal", { item: NOTE });
  const content = new Blob(["what is in it"]);
  const { file, fileName, key } = await agent.handle("sealAttachment", { itemKey: own.key, file: content, name: "a.txt" });
  const [row] = [{ ...own, id: "i", collectionIds: [], attachments: [{ id: "a", fileName, key, size: String(file.size) }] }];
  const buffer = new TextEncoder().encode(JSON.stringify({ ciphers: [row] })).buffer;
  await agent.handle("index", { scope: "s", revision: "1", buffer });
  const item = await agent.handle("item", { scope: "s", id: "i" });
  assert.equal(item.attachments[0].fileName, "a.txt");

  const moved = await agent.handle("seal", { item, organizationId: "o", previous: item });
  const { key: rewrapped } = moved.attachments2.a;
  const opened = await agent.handle("openAttachment", { organizationId: "o", itemKey: moved.key, key: rewrapped, file });
  assert.equal(await opened.file.text(), "what is in it");
  await refused(agent.handle("openAttachment", { organizationId: "o", itemKey: moved.key, key, file }), "wrong_key");
  assert.equal((await agent.handle("seal", { item, previous: item, key: item.key })).attachments2, undefined);
});
