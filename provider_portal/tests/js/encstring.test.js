import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64, fromUtf8, utf8 } from "../../../static/js/core/bytes.js";
import {
  decryptBytes, decryptFile, decryptText, encryptFile, encryptText, MalformedEncString, parse, WrongKeyOrAltered,
} from "../../../static/js/core/encstring.js";
import { newKeyBytes, importKey } from "../../../static/js/core/keys.js";
import { flipped, keyFrom, vectors } from "./support.js";

const { encstring_type2: text, encstring_type2_binary: binary, encstring_type0: legacy } = vectors;

test("type 2 vectors open", async () => {
  const key = await keyFrom(text.key);
  assert.equal(await decryptText(text.encstring, key), text.plaintext_utf8);
  assert.equal(await decryptText(text.empty_string, key), "");
});

test("type 2 round trips, each time to another EncString", async () => {
  const key = await keyFrom(text.key);
  const [one, other] = await Promise.all([encryptText("ü🔐", key), encryptText("ü🔐", key)]);
  assert.notEqual(one, other);
  assert.equal(await decryptText(one, key), "ü🔐");
});

test("every flipped character of a type 2 EncString is refused", async () => {
  const key = await keyFrom(text.key);
  await assert.rejects(decryptText(text.must_fail_bad_mac, key), WrongKeyOrAltered);
  for (let i = 0; i < text.encstring.length; i += 1) {
    await assert.rejects(
      decryptText(flipped(text.encstring, i), key),
      (error) => error instanceof WrongKeyOrAltered || error instanceof MalformedEncString,
      `character ${i}`,
    );
  }
});

test("another key is refused", async () => {
  await assert.rejects(decryptText(text.encstring, await importKey(newKeyBytes())), WrongKeyOrAltered);
});

test("bytes that are not text do not leave as text", async () => {
  const key = await keyFrom(vectors.user_key.raw64);
  await assert.rejects(decryptText(vectors.account_rsa.private_key_wrapped_by_user_key, key), MalformedEncString);
});

test("type 0 and every other unauthenticated or foreign form is refused", async () => {
  const key = await keyFrom(text.key);
  const [iv, ciphertext, mac] = text.encstring.slice(2).split("|");
  const bad = [
    legacy.encstring, vectors.user_key.legacy_type0_wrapped_by_raw_master_key, `2.${iv}|${ciphertext}`, `2.${iv}||${mac}`,
    `2.${iv}|${ciphertext}|`, `1.${iv}|${ciphertext}|${mac}`, `7.${iv}`, `4.${iv}`, `${iv}|${ciphertext}|${mac}`,
    `2.${iv}|${ciphertext}|${mac}|${mac}`, ` ${text.encstring}`, `${text.encstring}\n`, "", "2.", null, undefined, 2,
    vectors.organization.org_key_for_member_type4,
  ];
  for (const encString of bad) await assert.rejects(decryptBytes(encString, key), MalformedEncString, String(encString));
  assert.throws(() => parse(legacy.encstring), MalformedEncString);
});

test("files open, round trip, and every flipped byte is refused", async () => {
  const key = await keyFrom(binary.key);
  const buffer = fromBase64(binary.buffer);
  assert.deepEqual(await decryptFile(buffer, key), fromBase64(binary.plaintext));
  assert.equal(fromUtf8(await decryptFile(await encryptFile(utf8("file"), key), key)), "file");
  for (let i = 0; i < buffer.length; i += 1) {
    const altered = buffer.slice();
    altered[i] ^= 1;
    await assert.rejects(decryptFile(altered, key), i === 0 ? MalformedEncString : WrongKeyOrAltered, `byte ${i}`);
  }
  await assert.rejects(decryptFile(buffer.subarray(0, 49), key), MalformedEncString);
});
