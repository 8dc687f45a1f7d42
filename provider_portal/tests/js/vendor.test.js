import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const vendor = new URL("../../../static/vendor/", import.meta.url);
const read = (name) => readFileSync(new URL(name, vendor));

test("vendored modules are the ones VENDOR.txt names, and point to no source map", () => {
  const entries = [...read("VENDOR.txt").toString().matchAll(/^(\S+\.js)$.*?^ {2}sha256 +([0-9a-f]{64})$/gms)];
  assert.ok(entries.length >= 3);
  for (const [, name, digest] of entries) {
    const content = read(name);
    assert.equal(createHash("sha256").update(content).digest("hex"), digest, name);
    assert.ok(!content.includes("sourceMappingURL"), name);
  }
});

test("the strength worker rates what it is asked, and looks at a hundred characters at most", async () => {
  const answers = [];
  let ask;
  globalThis.addEventListener = (_type, listener) => { ask = (data) => listener({ data }); };
  globalThis.postMessage = (answer) => answers.push(answer);
  await import("../../../static/js/work/strength.worker.js");

  ask({ id: 1, password: "qwerty12345" });
  ask({ id: 2, password: "correct-horse-battery-staple" });
  assert.deepEqual(answers.map(({ id, score, warning }) => [id, score, warning]), [[1, 1, "common"], [2, 4, null]]);

  ask({ id: 3, password: "Northwind Traders" });
  ask({ id: 3, password: "Northwind Traders", inputs: ["northwind", "traders"] });
  ask({ id: 4, password: "a".repeat(100) });
  ask({ id: 4, password: `${"a".repeat(100)}x7!Qz` });
  const [free, known, short, long] = answers.slice(2);
  assert.ok(known.guessesLog10 < free.guessesLog10);
  assert.deepEqual(long, short);
});
