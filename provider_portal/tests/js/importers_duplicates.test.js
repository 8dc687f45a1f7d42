import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "../../../static/js/core/bytes.js";
import { duplicateKey } from "../../../static/js/core/importers/duplicates.js";
import { readExport } from "../../../static/js/core/importers/read.js";
import { planImport } from "../../../static/js/ui/import_plan.js";
import { refused, withVaults } from "./agent_support.js";

const login = (name, password, uri = "https://a.example") => ({
  type: 1,
  name,
  login: { username: "me", password, uris: [{ uri }] },
});
const card = (number) => ({ type: 3, name: "Fuel", card: { number } });

test("the agent finds what a vault already holds, the trash aside", async () => {
  const agent = await withVaults();
  const sealed = await agent.handle("sealMany", {
    organizationId: "o",
    items: [login("Site", "one"), card("1"), login("Gone", "one")],
  });
  const ciphers = sealed.map((cipher, i) => ({
    ...cipher,
    id: String(i),
    deletedDate: i === 2 ? "2026-01-01T00:00:00Z" : null,
  }));
  await agent.handle("index", { scope: "o", revision: "1", buffer: utf8(JSON.stringify({ ciphers })) });

  const items = [
    login(" Site", "one"),
    login("Site", "two"),
    login("Site", "one", "https://b.example"),
    card("2"),
    card("1"),
    login("Gone", "one"),
  ];
  assert.deepEqual(await agent.handle("duplicates", { scope: "o", items }), [0, 4]);
  await refused(agent.handle("duplicates", { scope: "another", items }), "refused");
});

test("what a file writes as nothing, as null or as an empty text is the same", () => {
  assert.equal(
    duplicateKey({ type: 1, name: "a", login: {} }),
    duplicateKey({ type: 1, name: "a", notes: "x", login: { username: null, password: "", uris: null } }),
  );
  assert.equal(
    duplicateKey({ type: 3, name: "a", card: { number: "1", code: null } }),
    duplicateKey({ type: 3, name: "a", notes: null, card: { code: "", number: "1" } }),
  );
  assert.notEqual(duplicateKey({ type: 2, name: "a", notes: "x" }), duplicateKey({ type: 2, name: "a", notes: "y" }));
});

const CSV = `folder,favorite,type,name,login_uri\nHome,,login,In,https://a.example\n,,login,Out,https://b.example\n${"n".repeat(700)},,login,Long,https://c.example\n`;

test("a plan puts collections below the chosen one and names what would be too long", () => {
  const read = readExport(CSV, "bitwardencsv");
  const existing = [
    { id: "1", name: "Ops" },
    { id: "2", name: "Ops/Home" },
  ];

  const below = planImport(read, existing, "1");
  assert.deepEqual(below.collections, [
    { id: "2", name: "Ops/Home" },
    { id: "1", name: "Ops" },
  ]);
  assert.deepEqual([below.places, below.unassigned], [[[0], [1]], 0]);
  assert.deepEqual(below.problems, [{ where: "4", name: "Long", reason: "collection" }]);
  const asFile = planImport(read, existing, "");
  assert.deepEqual(
    [asFile.collections, asFile.places, asFile.unassigned],
    [[{ id: null, name: "Home" }], [[0], []], 1],
  );
});
