import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { concat, fromBase64, toBase64, utf8 } from "../../../static/js/core/bytes.js";
import { decryptBytes, MalformedEncString, WrongKeyOrAltered } from "../../../static/js/core/encstring.js";
import { checkKdf, KdfRefused, masterKey, normalizeEmail, serverHash, stretch } from "../../../static/js/core/kdf.js";
import { importKey, keyId, newWrappedKey, sameKey, unwrapKey } from "../../../static/js/core/keys.js";
import { flipped, keyFrom, vectors } from "./support.js";

async function sign(key, bytes) {
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes));
}

async function localHash(master, password) {
  const first = await sign(master, concat(utf8(password), [0, 0, 0, 1]));
  const second = await sign(master, first);
  return toBase64(first.map((byte, i) => byte ^ second[i]));
}

for (const vector of vectors.kdf) {
  test(`master key: ${vector.name}`, async () => {
    const master = await masterKey(vector.password, vector.email, vector.kdf);
    const expected = createHmac("sha256", fromBase64(vector.master_key)).update("probe").digest();
    assert.deepEqual(await sign(master, utf8("probe")), new Uint8Array(expected));
    assert.deepEqual(utf8(normalizeEmail(vector.email)), fromBase64(vector.salt_bytes));
    assert.equal(await serverHash(master, vector.password), vector.server_hash);
    assert.equal(await localHash(master, vector.password), vector.local_hash);

    const raw = concat(fromBase64(vector.stretched_enc_key), fromBase64(vector.stretched_mac_key));
    const [stretched, known] = [await stretch(master), await importKey(raw)];
    assert.ok(await sameKey(stretched, known));
    const { wrapped } = await newWrappedKey(stretched);
    assert.ok(await unwrapKey(wrapped, known));
  });
}

test("published server hashes", async () => {
  const published = vectors.sdk_published_values_reproduced.filter(({ name }) => name.startsWith("server hash"));
  const settings = [
    ["test@bitwarden.com", { type: 0, iterations: 100_000 }], ["TEST@bitwarden.com", { type: 0, iterations: 100_000 }],
    [" test@bitwarden.com", { type: 0, iterations: 100_000 }], ["test_salt", { type: 1, iterations: 4, memory: 32, parallelism: 2 }],
  ];
  for (const [i, [email, kdf]] of settings.entries()) {
    assert.equal(await serverHash(await masterKey("asdfasdf", email, kdf), "asdfasdf"), published[i].value);
  }
});

test("the user key opens with the stretched master key only", async () => {
  const { password, email, kdf } = vectors.kdf.find(({ name }) => name === vectors.user_key.uses_kdf_vector);
  const stretched = await stretch(await masterKey(password, email, kdf));
  const raw = await decryptBytes(vectors.user_key.wrapped_by_master_password, stretched);
  assert.equal(toBase64(raw), vectors.user_key.raw64);
  assert.equal(await keyId(raw), vectors.user_key.key_id_hex);
  assert.deepEqual(raw.slice(0, 32), fromBase64(vectors.user_key.enc_key));
  assert.deepEqual(raw.slice(32), fromBase64(vectors.user_key.mac_key));
  const other = await stretch(await masterKey(`${password}!`, email, kdf));
  await assert.rejects(unwrapKey(vectors.user_key.wrapped_by_master_password, other), WrongKeyOrAltered);
  await assert.rejects(unwrapKey(flipped(vectors.user_key.wrapped_by_master_password, 40), stretched), WrongKeyOrAltered);
  await assert.rejects(unwrapKey(vectors.user_key.legacy_type0_wrapped_by_raw_master_key, stretched), MalformedEncString);
});

test("weak and absurd settings are refused before any work", () => {
  const argon2 = { type: 1, iterations: 6, memory: 32, parallelism: 4 };
  const refused = [
    [{ type: 0, iterations: 4999 }, "open"], [{ type: 0, iterations: 2_000_001 }, "open"], [{ type: 0, iterations: "600000" }, "open"],
    [{ ...argon2, iterations: 1 }, "open"], [{ ...argon2, memory: 15 }, "open"], [{ ...argon2, memory: 1025 }, "open"],
    [{ ...argon2, parallelism: 0 }, "open"], [{ ...argon2, parallelism: 17 }, "open"], [{ type: 2, iterations: 6 }, "open"],
    [{ type: 0, iterations: 599_999 }, "create"], [undefined, "open"],
  ];
  for (const [kdf, purpose] of refused) assert.throws(() => checkKdf(kdf, purpose), KdfRefused);
  checkKdf({ type: 0, iterations: 600_000 }, "create");
  checkKdf(argon2, "create");
});

test("a symmetric key cannot be exported and its bytes are zeroed", async () => {
  const raw = fromBase64(vectors.user_key.raw64);
  const key = await importKey(raw);
  assert.ok(raw.every((byte) => byte === 0));
  assert.equal(key.encryption.extractable || key.mac.extractable, false);
  await assert.rejects(importKey(new Uint8Array(32)), MalformedEncString);
  assert.ok(await sameKey(key, await keyFrom(vectors.user_key.raw64)));
  assert.ok(!(await sameKey(key, await keyFrom(vectors.organization.org_key))));
});
