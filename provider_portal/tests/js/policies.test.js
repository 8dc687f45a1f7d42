import assert from "node:assert/strict";
import { test } from "node:test";
import { generateByRules } from "../../../static/js/core/generator_rules.js";
import { obeys, rulesOf } from "../../../static/js/core/password_rules.js";

test("a master password obeys what a policy asks for, and nothing more is asked", () => {
  const rules = rulesOf({ minLength: 14, minComplexity: 3, requireUpper: true, requireNumbers: true, requireSpecial: true, requireLower: true });
  assert.ok(obeys("Quiet-lake*1234", 3, rules));
  for (const [password, score] of [["Quiet-lake*123", 2], ["Quiet*lake12", 4], ["quiet-lake*1234", 4], ["Quiet-lake*abcd", 4], ["Quiet-lake-1234", 4], ["QUIET-LAKE*1234", 4]]) {
    assert.equal(obeys(password, score, rules), false, password);
  }
  assert.ok(obeys("", 0, rulesOf({})));
});

test("a generated password obeys the policy of the generator", () => {
  assert.match(generateByRules(null), /^.{20}$/);
  assert.equal(generateByRules({ minLength: 40 }).length, 40);
  const many = generateByRules({ minNumbers: 9, minSpecial: 9 });
  assert.ok(many.match(/[0-9]/g).length >= 9 && many.match(/[!@#$%^&*]/g).length >= 9);
  const phrase = generateByRules({ overridePasswordType: "passphrase", minNumberWords: 8, capitalize: true, includeNumber: true });
  assert.match(phrase, /^([A-Z][a-z]+-?[a-z]*[0-9]?-){7}/);
  assert.match(phrase, /[0-9]/);
});
