import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64, toBase64, utf8 } from "../../../static/js/core/bytes.js";
import { decryptBytes, decryptText, encryptBytes, MalformedEncString, WrongKeyOrAltered } from "../../../static/js/core/encstring.js";
import { fingerprint } from "../../../static/js/core/fingerprint.js";
import { importKey, newKeyBytes, unwrapKey } from "../../../static/js/core/keys.js";
import { newKeyPair, publicKeyOf, seal, unseal, unwrapPrivateKey } from "../../../static/js/core/rsa.js";
import { flipped, keyFrom, vectors } from "./support.js";

const { account_rsa: account, organization, provider, user_key: user } = vectors;

/** Open a private key given in clear as PKCS#8, by way of a throw-away wrapping. */
async function privateKeyFrom(pkcs8) {
  const raw = newKeyBytes();
  const wrapper = await importKey(raw.slice());
  return unwrapPrivateKey(await encryptBytes(fromBase64(pkcs8), wrapper), raw, wrapper);
}

async function opens(sealed, pkcs8, expected) {
  assert.equal(toBase64(await unseal(sealed, await privateKeyFrom(pkcs8))), expected);
}

test("the account's private key opens, holds the PKCS#8 of the vector, and cannot be exported", async () => {
  const key = await keyFrom(user.raw64);
  const privateKey = await unwrapPrivateKey(account.private_key_wrapped_by_user_key, fromBase64(user.raw64), key);
  assert.ok(!privateKey[4].extractable && !privateKey[3].extractable);
  assert.equal(toBase64(await unseal(organization.org_key_for_member_type4, privateKey)), organization.org_key);
  assert.equal(toBase64(await unseal(organization.org_key_for_member_type3, privateKey)), organization.org_key);
  const pkcs8 = await decryptBytes(account.private_key_wrapped_by_user_key, key);
  assert.equal(toBase64(pkcs8), account.private_key_pkcs8_der);
  assert.equal(await publicKeyOf(pkcs8), account.public_key_spki_der);
});

test("an altered private key is refused before it is opened", async () => {
  const key = await keyFrom(user.raw64);
  const altered = flipped(account.private_key_wrapped_by_user_key, 60);
  await assert.rejects(unwrapPrivateKey(altered, fromBase64(user.raw64), key), WrongKeyOrAltered);
  const noKey = unwrapPrivateKey(
    organization.collection_name, fromBase64(organization.org_key), await keyFrom(organization.org_key),
  );
  await assert.rejects(noKey, MalformedEncString);
  await assert.rejects(publicKeyOf(utf8("no key")), MalformedEncString);
});

test("every flipped character of a sealed key is refused", async () => {
  const privateKey = await privateKeyFrom(account.private_key_pkcs8_der);
  const sealed = organization.org_key_for_member_type4;
  for (let i = 0; i < sealed.length; i += 1) {
    await assert.rejects(
      unseal(flipped(sealed, i), privateKey),
      (error) => error instanceof WrongKeyOrAltered || error instanceof MalformedEncString,
      `character ${i}`,
    );
  }
  await assert.rejects(unseal(sealed.replace("4.", "3."), privateKey), WrongKeyOrAltered);
  await assert.rejects(unseal(vectors.encstring_type2.encstring, privateKey), MalformedEncString);
});

test("organization vectors", async () => {
  const orgKey = await keyFrom(organization.org_key);
  assert.equal(await decryptText(organization.collection_name, orgKey), organization.collection_name_plain);
  const pkcs8 = await decryptBytes(organization.org_private_key_wrapped, orgKey);
  assert.equal(toBase64(pkcs8), organization.org_private_key_pkcs8_der);
  assert.equal(await publicKeyOf(pkcs8), organization.org_public_key);
});

test("account recovery, emergency access and login with device", async () => {
  const { account_recovery: recovery, emergency_access: emergency, auth_request: request } = vectors;
  await opens(recovery.reset_password_key, organization.org_private_key_pkcs8_der, recovery.unwraps_to);
  await opens(emergency.key_encrypted, emergency.grantee_private_key_pkcs8_der, emergency.unwraps_to);
  await opens(request.key, request.ephemeral_private_key_pkcs8_der, request.unwraps_to);
  for (const { public_key, pkcs8 } of [
    { public_key: emergency.grantee_public_key, pkcs8: emergency.grantee_private_key_pkcs8_der },
    { public_key: request.ephemeral_public_key, pkcs8: request.ephemeral_private_key_pkcs8_der },
  ]) {
    await opens(await seal(fromBase64(user.raw64), public_key), pkcs8, user.raw64);
  }
});

test("provider vectors: private key, provider key, client key, collection name", async () => {
  const privateKey = await privateKeyFrom(provider.provider_user_private_key_pkcs8_der);
  const raw = await unseal(provider.provider_key_for_user_type4, privateKey);
  assert.equal(toBase64(raw), provider.provider_key);
  const providerKey = await importKey(raw);
  const wrapped = provider.client_org_key_wrapped_by_provider_key_type2;
  assert.equal(toBase64(await decryptBytes(wrapped, providerKey)), provider.client_org_key);
  const clientKey = await unwrapKey(wrapped, providerKey);
  assert.equal(await decryptText(provider.client_collection_name, clientKey), provider.client_collection_name_plain);
  const again = await seal(fromBase64(provider.provider_key), provider.provider_user_public_key);
  await opens(again, provider.provider_user_private_key_pkcs8_der, provider.provider_key);
});

test("a new key pair opens what is sealed to it", async () => {
  const raw = newKeyBytes();
  const wrapper = await importKey(raw.slice());
  const { publicKey, privateKey } = await newKeyPair(raw, wrapper);
  const opened = await unwrapPrivateKey(privateKey, raw, wrapper);
  assert.deepEqual(await unseal(await seal(utf8("key"), publicKey), opened), utf8("key"));
});

test("what is no RSA-2048 public key is refused", async () => {
  const small = await crypto.subtle.generateKey(
    { name: "RSA-OAEP", hash: "SHA-1", modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]) }, true, ["encrypt", "decrypt"],
  );
  const spki = toBase64(new Uint8Array(await crypto.subtle.exportKey("spki", small.publicKey)));
  for (const key of [spki, "AAAA", "", null]) await assert.rejects(seal(utf8("key"), key), MalformedEncString);
});

test("fingerprint phrases", async () => {
  const { public_key_spki_der: publicKey, material, phrase } = vectors.fingerprint;
  assert.equal(await fingerprint(publicKey, material), phrase);
  assert.notEqual(await fingerprint(publicKey, material.replace("9", "8")), phrase);
});
