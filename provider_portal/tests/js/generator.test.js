import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import {
  generatePassphrase, generatePassword, generateUsername, ImpossibleOptions, randomBelow,
} from "../../../static/js/core/generator.js";
import { WORDS } from "../../../static/vendor/eff-wordlist/wordlist.js";
import { vectors } from "./support.js";

const all = { uppercase: true, lowercase: true, numbers: true, special: true };

test("the word list is EFF's", () => {
  const digest = createHash("sha256").update(`${WORDS.join("\n")}\n`).digest("hex");
  assert.equal(digest, vectors.fingerprint.wordlist_sha256_lf);
  assert.equal(WORDS.length, 7776);
});

test("passwords hold every chosen kind, the least numbers, and nothing else", () => {
  for (let i = 0; i < 500; i += 1) {
    const password = generatePassword({ ...all, length: 8, minNumbers: 2, minSpecial: 3 });
    assert.match(password, /^[A-Za-z0-9!@#$%^&*]{8}$/);
    assert.ok(/[A-Z]/.test(password) && /[a-z]/.test(password));
    assert.ok(password.replace(/\D/g, "").length >= 2);
    assert.ok(password.replace(/[A-Za-z0-9]/g, "").length >= 3);
    assert.match(generatePassword({ length: 20, uppercase: false, numbers: false }), /^[a-z]{20}$/);
    assert.doesNotMatch(generatePassword({ ...all, length: 128, avoidAmbiguous: true }), /[IOl01]/);
  }
});

test("options that cannot be met are refused", () => {
  const nothing = { uppercase: false, lowercase: false, numbers: false, special: false };
  for (const options of [nothing, { length: 4 }, { length: 129 }, { length: 9.5 }, { ...all, length: 5, minNumbers: 4 }]) {
    assert.throws(() => generatePassword(options), ImpossibleOptions);
  }
  assert.throws(() => generatePassphrase({ words: 2 }), ImpossibleOptions);
  assert.throws(() => generateUsername({ type: "plus", email: "nobody" }), ImpossibleOptions);
  assert.throws(() => generateUsername({ type: "catchall" }), ImpossibleOptions);
});

test("passphrases", () => {
  const words = generatePassphrase({ words: 4, separator: " " }).split(" ");
  assert.ok(words.length === 4 && words.every((word) => WORDS.includes(word)));
  assert.match(generatePassphrase({ words: 3, separator: ".", capitalize: true }), /^([A-Z][a-z-]+\.){2}[A-Z][a-z-]+$/);
  assert.equal(generatePassphrase({ includeNumber: true }).replace(/\D/g, "").length, 1);
});

test("user names", () => {
  assert.ok(WORDS.includes(generateUsername()));
  assert.match(generateUsername({ capitalize: true, includeNumber: true }), /^[A-Z][a-z-]+\d{4}$/);
  assert.match(generateUsername({ type: "plus", email: "ann@example.test" }), /^ann\+[a-z0-9]{8}@example\.test$/);
  assert.match(generateUsername({ type: "catchall", domain: "@example.test" }), /^[a-z0-9]{8}@example\.test$/);
});

test("numbers are drawn evenly, and unfair draws are thrown away", (context) => {
  const counts = Array.from({ length: 6 }, () => 0);
  for (let i = 0; i < 60_000; i += 1) counts[randomBelow(6)] += 1;
  // Seven standard deviations: this fails once in many billions of runs.
  for (const times of counts) assert.ok(Math.abs(times - 10_000) < 640, String(counts));

  const draws = [0xffffffff, 0xfffffffc, 7];
  context.mock.method(crypto, "getRandomValues", (array) => {
    array[0] = draws.shift();
    return array;
  });
  assert.equal(randomBelow(6), 1);
});
