import assert from "node:assert/strict";
import test from "node:test";
import { nested } from "../../../static/js/ui/nesting.js";

function shape(nodes) {
  return nodes.map(({ label, children }) => (children.length ? [label, shape(children)] : label));
}

const named = (...names) => names.map((name, id) => ({ id, name }));

test("names nest by their slashes, whatever order they come in", () => {
  assert.deepEqual(shape(nested(named("Ops/Cloud/Backup", "Ops", "Ops/Cloud"))), [["Ops", [["Cloud", ["Backup"]]]]]);
});

test("a level that nobody named is not made up", () => {
  assert.deepEqual(shape(nested(named("Ops/Cloud/Backup", "Ops"))), [["Ops", ["Cloud/Backup"]]]);
  assert.deepEqual(shape(nested(named("Ops/Cloud"))), ["Ops/Cloud"]);
});

test("two of one name stay two, and a name that cannot be decrypted stands by itself", () => {
  assert.deepEqual(shape(nested([{ id: 1, name: "Ops" }, { id: 2, name: "Ops" }, { id: 3, name: null }])), ["Ops", "Ops", null]);
});
