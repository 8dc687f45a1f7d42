import assert from "node:assert/strict";
import { test } from "node:test";
import { exposed, rangesOf } from "../../../static/js/core/reports/exposed.js";
import { parseSites, reused, unsecured, withoutTwoStep } from "../../../static/js/core/reports/findings.js";

const login = (id, more = {}) => ({ id, name: id, username: "me", password: `of ${id}`, uris: [], hasTotp: false, ...more });

test("a password that several logins have is reused by all of them", () => {
  const logins = ["a", "b", "c"].map((id) => login(id, { password: "one" }));
  const pair = ["d", "e"].map((id) => login(id, { password: "two" }));
  const alone = [login("f"), login("g", { password: null }), login("h", { password: null }), login("i", { password: "" }), login("j", { password: "" })];

  assert.deepEqual(
    reused([...pair, ...logins, ...alone]).map(({ id, count }) => `${id}${count}`),
    ["a3", "b3", "c3", "d2", "e2"],
  );
});

test("only addresses that begin with http:// are unsecured", () => {
  const addresses = ["https://a.example", "http://b.example", "HTTP://c.example", "d.example", "androidapp://http", "https://x/?u=http://y"];
  const logins = addresses.map((uri, i) => login(String(i), { uris: ["https://first.example", uri] }));

  assert.deepEqual(unsecured(logins), [{ id: "1", uri: "http://b.example" }, { id: "2", uri: "HTTP://c.example" }]);
});

test("a website of the list counts with its subdomains, but not where a code is stored", () => {
  const sites = parseSites({ "site.example": { methods: ["totp", "sms"], documentation: "https://site.example/help" } });
  const logins = [
    login("exact", { uris: ["https://site.example/login"] }),
    login("below", { uris: ["http://www.site.example"] }),
    login("bare", { uris: ["Site.example:8443/x"] }),
    login("other", { uris: ["https://notsite.example", "https://site.example.evil.test", "androidapp://site.example", "not a url"] }),
    login("stored", { uris: ["https://site.example"], hasTotp: true }),
  ];

  const found = withoutTwoStep(logins, sites);
  assert.deepEqual(found.map(({ id }) => id), ["exact", "below", "bare"]);
  assert.equal(found[0].link, "https://site.example/help");
});

test("lists are read in each shape, and no link of theirs is anything but a website", () => {
  const third = [["Site", { domain: "a.example", tfa: ["totp"], documentation: "javascript:alert(1)", "additional-domains": ["b.example"] }]];
  const four = { "c.example": { methods: ["sms"] }, "d.example": { methods: ["totp"] }, "e.example": null };

  assert.deepEqual([...parseSites(third)], [["a.example", null], ["b.example", null]]);
  assert.deepEqual([...parseSites(four).keys()], ["d.example", "e.example"]);
  assert.deepEqual([...parseSites(["f.example", 7, null]).keys()], ["f.example"]);
  assert.equal(parseSites(null).size, 0);
});

test("a password is found in a range by what is not sent", async () => {
  // SHA-1 of "password" is 5BAA6 1E4C9B93F3F0682250B6CF8331B7EE68FD8.
  const ranges = await rangesOf([login("a", { password: "password" }), login("b", { password: "password" }), login("c"), login("d", { password: null })]);
  assert.equal(ranges.size, 2);
  assert.ok([...ranges.keys()].every((prefix) => /^[0-9A-F]{5}$/.test(prefix)));

  const answers = { "5BAA6": [["1E4C9B93F3F0682250B6CF8331B7EE68FD8", 42], ["0".repeat(35), 9]] };
  assert.deepEqual(exposed(ranges, answers), [{ id: "a", count: 42 }, { id: "b", count: 42 }]);
  assert.deepEqual(exposed(ranges, {}), []);
});
