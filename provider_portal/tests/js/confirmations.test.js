import assert from "node:assert/strict";
import { test } from "node:test";
import { confirmMembers } from "../../../static/js/core/confirmations.js";

const member = (name) => ({ id: name, email: `${name}@acme.test`, publicKey: `key of ${name}` });
const organization = { id: "o", consent: "agreed", members: ["ann", "ben", "cid", "dan"].map(member) };

function means(changes = {}) {
  const sent = [];
  return {
    sent,
    wrap: async ({ publicKeys }) => ({ keys: publicKeys.map((key) => (key.endsWith("cid") ? null : `4.${key}`)) }),
    send: async (keys) => {
      sent.push(keys.map(({ id, key }) => `${id}: ${key}`));
      return { results: keys.filter(({ id }) => id !== "dan").map(({ id }) => ({ id, error: id === "ben" ? "No two-step." : null })) };
    },
    isRefused: () => false,
    unusable: "unusable",
    ...changes,
  };
}

test("each is confirmed, refused, unusable, or was another portal's", async () => {
  const given = means();

  const { confirmed, refused } = await confirmMembers(organization, given);

  assert.deepEqual(confirmed, ["ann@acme.test"]);
  assert.deepEqual(refused.map(({ id, reason }) => [id, reason]), [["ben", "No two-step."], ["cid", "unusable"]]);
  assert.deepEqual(given.sent, [["ann: 4.key of ann", "ben: 4.key of ben", "dan: 4.key of dan"]]);
});

test("what was refused is not tried again, nor an organization without consent", async () => {
  const given = means({ isRefused: (id) => id === "ben" || id === "cid" });
  await confirmMembers(organization, given);
  assert.deepEqual(given.sent, [["ann: 4.key of ann", "dan: 4.key of dan"]]);

  const none = means({ isRefused: (id) => id === "o", wrap: () => assert.fail("nothing is to be sealed") });
  assert.deepEqual(await confirmMembers(organization, none), { confirmed: [], refused: [] });
});

test("with no usable key nothing is sent, and a refusal of the agent passes through", async () => {
  const cid = { ...organization, members: [member("cid")] };
  const given = means();
  assert.deepEqual((await confirmMembers(cid, given)).refused.length, 1);
  assert.deepEqual(given.sent, []);

  const wrap = async () => { throw Object.assign(new Error("nobody agreed"), { code: "refused" }); };
  await assert.rejects(confirmMembers(organization, means({ wrap })), { code: "refused" });
});
