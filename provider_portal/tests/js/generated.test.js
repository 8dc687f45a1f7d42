import assert from "node:assert/strict";
import { test } from "node:test";
import { refused, unlocked } from "./agent_support.js";

test("what was generated is remembered until the vault locks, once and not for ever", async () => {
  const agent = await unlocked();
  const texts = async () => (await agent.handle("listGenerated")).map(({ text }) => text);
  for (const text of ["one", "two", "two", ""]) await agent.handle("noteGenerated", { text, date: "2026-01-01" });
  assert.deepEqual(await texts(), ["two", "one"]);
  for (let n = 0; n < 60; n += 1) await agent.handle("noteGenerated", { text: `made ${n}`, date: "2026-01-01" });
  assert.deepEqual([(await texts()).length, (await texts())[0]], [50, "made 59"]);
  await agent.handle("forgetGenerated");
  assert.deepEqual(await texts(), []);
  agent.vault.lock("by hand");
  await refused(agent.handle("listGenerated"), "locked");
});
