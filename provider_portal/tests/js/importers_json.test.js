import assert from "node:assert/strict";
import { test } from "node:test";
import { detectFormat } from "../../../static/js/core/importers/detect.js";
import { readExport } from "../../../static/js/core/importers/read.js";
import { UnreadableExport } from "../../../static/js/core/importers/unreadable.js";
import { fieldsOf, PW, read } from "./importers_support.js";

const puxItem = (categoryUuid, title, details, more = {}) => ({
  uuid: title,
  favIndex: 0,
  state: "active",
  categoryUuid,
  overview: { title, url: "https://a.example", urls: [{ url: "https://b.example" }], tags: [], ...more.overview },
  details: { loginFields: [], notesPlain: "n", sections: [], ...details },
  ...more.item,
});
const section = (...fields) => ({
  sections: [{ title: "S", name: "s", fields: fields.map(([id, title, value]) => ({ id, title, value })) }],
});
const pux = (...items) => ({ accounts: [{ attrs: {}, vaults: [{ attrs: { name: "Shared" }, items }] }] });

test("1Password 1pux: a login with everything", () => {
  const details = {
    loginFields: [
      { value: "me", name: "user", designation: "username", fieldType: "T" },
      { value: PW, name: "pass", designation: "password", fieldType: "P" },
      { value: "9", name: "door", designation: "", fieldType: "P" },
    ],
    passwordHistory: [
      { value: "old", time: 1577836800 },
      { value: "newer", time: 1609459200 },
      { value: "never", time: 1e300 },
    ],
    ...section(
      ["TOTP_1", "one-time password", { totp: "otpauth://totp/a" }],
      ["x", "Recovery", { concealed: "111" }],
      ["d", "Since", { date: 1577836800 }],
    ),
  };
  const { items, collections } = read(
    pux(puxItem("001", "Site", details, { item: { favIndex: 1 }, overview: { tags: ["ops"] } })),
    "1password1pux",
  );
  const { item } = items[0];

  assert.deepEqual(collections, ["Shared"]);
  assert.deepEqual(item.login, {
    username: "me",
    password: PW,
    totp: "otpauth://totp/a",
    uris: [
      { uri: "https://a.example", match: null },
      { uri: "https://b.example", match: null },
    ],
  });
  assert.deepEqual(fieldsOf(item), [
    [1, "door", "9"],
    [1, "Recovery", "111"],
    [0, "Since", "2020-01-01"],
    [0, "tags", "ops"],
  ]);
  assert.deepEqual(
    item.passwordHistory.map(({ password, lastUsedDate }) => [password, lastUsedDate.slice(0, 10)]),
    [
      ["newer", "2021-01-01"],
      ["old", "2020-01-01"],
    ],
  );
  assert.equal(item.favorite, true);
});

test("1Password 1pux: the other kinds", () => {
  const { items, problems } = read(
    pux(
      puxItem(
        "002",
        "Card",
        section(
          ["cardholder", "", { string: "Ann" }],
          ["ccnum", "", { creditCardNumber: "4000000000000002" }],
          ["cvv", "", { concealed: "000" }],
          ["expiry", "", { monthYear: 203006 }],
        ),
      ),
      puxItem(
        "004",
        "Me",
        section(
          ["firstname", "", { string: "Ann" }],
          ["email", "", { email: { email_address: "ann@example.com" } }],
          ["address", "", { address: { street: "1 Way", city: "Bath", zip: "BA1", country: "gb" } }],
        ),
      ),
      puxItem(
        "101",
        "Bank",
        section(["bankName", "", { string: "Example Bank" }], ["accountNo", "", { string: "12" }]),
      ),
      puxItem(
        "106",
        "Passport",
        section(["fullname", "", { string: "Ann Example" }], ["number", "", { string: "P1" }]),
      ),
      puxItem(
        "114",
        "Key",
        section([
          "private_key",
          "",
          {
            sshKey: { privateKey: "-----BEGIN", metadata: { publicKey: "ssh-ed25519 AAAA", fingerprint: "SHA256:x" } },
          },
        ]),
      ),
      puxItem(
        "110",
        "Server",
        section(["username", "username", { string: "root" }], ["password", "password", { concealed: PW }]),
      ),
      puxItem("100", "Licence", section(["reg_code", "license key", { string: "K" }])),
      puxItem("001", "Gone", {}, { item: { state: "trashed" } }),
      { overview: {}, details: 5 },
    ),
    "1password1pux",
  );

  assert.deepEqual(
    items.map(({ item }) => item.type),
    [3, 4, 6, 8, 5, 1, 2],
  );
  assert.deepEqual(items[0].item.card, {
    cardholderName: "Ann",
    number: "4000000000000002",
    code: "000",
    expMonth: "6",
    expYear: "2030",
    brand: "Visa",
  });
  assert.deepEqual([items[1].item.identity.email, items[1].item.identity.city], ["ann@example.com", "Bath"]);
  assert.deepEqual(
    [items[3].item.passport.surname, items[4].item.sshKey.keyFingerprint, items[5].item.login.username],
    ["Example", "SHA256:x", "root"],
  );
  assert.deepEqual(fieldsOf(items[6].item), [[1, "license key", "K"]]);
  assert.deepEqual(
    problems.map(({ where, reason }) => [where, reason]),
    [
      ["8", "trash"],
      ["9", "type"],
    ],
  );
});

test("Keeper JSON", () => {
  const { items, collections } = read(
    {
      shared_folders: [{ path: "Team\\Net" }],
      records: [
        {
          title: "Router",
          $type: "login",
          login: "admin",
          password: PW,
          login_url: "https://r.example",
          notes: "n",
          folders: [{ folder: "Ops", shared_folder: "Team\\Net" }],
          custom_fields: {
            "$oneTimeCode::1": "otpauth://totp/r",
            "$text:Rack:1": "4",
            "$secret:Door:1": "9",
            "$securityQuestion::1": [{ question: "Pet?", answer: "Rex" }],
            Old: "x",
          },
        },
        {
          title: "Card",
          $type: "bankCard",
          custom_fields: {
            "$paymentCard::1": {
              cardNumber: "4000000000000002",
              cardExpirationDate: "06/2030",
              cardSecurityCode: "000",
            },
            "$text:cardholderName:1": "Ann",
            "$pinCode::1": "1",
          },
        },
        { title: "Memo", $type: "encryptedNotes", custom_fields: { "$date::1": 1577836800000, "$note::1": "body" } },
        {
          title: "Ann",
          $type: "contact",
          custom_fields: { "$name::1": { first: "Ann", last: "Example" }, "$email::1": "ann@example.com" },
        },
        null,
      ],
    },
    "keeperjson",
  );

  assert.deepEqual(collections, ["Team/Net", "Team/Net/Ops"]);
  assert.deepEqual(items[0].collections, ["Team/Net/Ops"]);
  assert.deepEqual(fieldsOf(items[0].item), [
    [0, "Rack", "4"],
    [1, "Door", "9"],
    [1, "Pet?", "Rex"],
    [0, "Old", "x"],
  ]);
  assert.deepEqual(items[1].item.card, {
    number: "4000000000000002",
    code: "000",
    brand: "Visa",
    expMonth: "6",
    expYear: "2030",
    cardholderName: "Ann",
  });
  assert.deepEqual(
    [items[2].item.type, items[2].item.notes, fieldsOf(items[2].item)],
    [2, "body", [[0, "date", "2020-01-01"]]],
  );
  assert.deepEqual([items[3].item.identity.lastName, items[3].item.identity.email], ["Example", "ann@example.com"]);
});

test("Keeper JSON: documents, keys, one-time codes of older files, names with slashes", () => {
  const record = ($type, custom_fields, more = {}) => ({ title: $type, $type, custom_fields, ...more });
  const { items, collections } = read(
    {
      records: [
        record(
          "login",
          { "TFC:Keeper": "otpauth://totp/r", $url: ["https://b.example"] },
          { login_url: "https://a.example", folders: [{ folder: "A/B\\C\\\\D" }] },
        ),
        record("ssnCard", { "$accountNumber:identityNumber": "1", $name: { first: "Ann" } }),
        record(
          "passport",
          { "$accountNumber:passportNumber": "P1", $birthDate: 0, "$date:dateIssued": 1577836800000 },
          { password: PW },
        ),
        record("driverLicense", { "$accountNumber:dlNumber": "L1" }),
        record("sshKeys", {
          $keyPair: { publicKey: "ssh-ed25519 AAAA ", privateKey: "-----BEGIN" },
          $host: { hostName: "h.example", port: "22" },
        }),
        record("sshKeys", { $keyPair: { publicKey: "ssh-ed25519 AAAA" } }),
        record("bankAccount", { $bankAccount: { accountNumber: "12" }, $name: { first: "Ann", last: "Example" } }),
        record("photo", {}),
        record("general", null),
      ],
    },
    "keeperjson",
  );

  assert.deepEqual(collections, ["A-B/C\\D"]);
  assert.deepEqual(
    [items[0].item.login.totp, items[0].item.login.uris.length, items[0].item.fields],
    ["otpauth://totp/r", 2, []],
  );
  assert.deepEqual(
    items.map(({ item }) => item.type),
    [1, 4, 8, 7, 5, 2, 6, 2, 2],
  );
  assert.deepEqual(items[2].item.passport, {
    passportNumber: "P1",
    dateOfBirth: "1970-01-01",
    issueDate: "2020-01-01",
  });
  assert.deepEqual(fieldsOf(items[2].item), [[1, "password", PW]]);
  assert.deepEqual(
    [items[4].item.sshKey.publicKey, fieldsOf(items[4].item)],
    ["ssh-ed25519 AAAA", [[0, "host", "h.example 22"]]],
  );
  assert.equal(items[6].item.bankAccount.nameOnAccount, "Ann Example");
});

const KEEPASS = `\ufeff<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<KeePassFile><Meta><RecycleBinUUID>BIN=</RecycleBinUUID></Meta><Root><Group><UUID>R</UUID><Name>Database</Name>
<Entry><Tags>ops</Tags><Times><Expires>True</Expires><ExpiryTime>2030-01-01T00:00:00Z</ExpiryTime></Times>
 <String><Key>Title</Key><Value>A &amp; B &#x3c;i&#62;</Value></String><String><Key>UserName</Key><Value>me</Value></String>
 <String><Key>Password</Key><Value ProtectInMemory="True"><![CDATA[not<a]]>-real-one</Value></String><String><Key>URL</Key><Value>https://a.example</Value></String>
 <String><Key>KP2A_URL_1</Key><Value>https://b.example</Value></String><String><Key>otp</Key><Value>key=JBSW&amp;size=6</Value></String>
 <String><Key>Door</Key><Value ProtectInMemory="True">9</Value></String><String><Key>Notes</Key><Value/></String>
 <History><Entry><String><Key>Title</Key><Value>Old</Value></String></Entry></History></Entry>
<Group><UUID>G</UUID><Name>Work/Home</Name><Group><UUID>H</UUID><Name>Net</Name><Entry><String><Key>Title</Key><Value>Deep</Value></String></Entry></Group></Group>
<Group><UUID>BIN=</UUID><Name>Recycle Bin</Name><Entry><String><Key>Title</Key><Value>Gone</Value></String></Entry></Group>
<!-- the end --></Group></Root></KeePassFile>`;

test("KeePass 2 XML", () => {
  const { items, collections, problems } = read(KEEPASS, "keepass2xml");
  const [{ item }] = items;
  assert.deepEqual(collections, ["Work-Home", "Work-Home/Net"]);
  assert.equal(item.name, "A & B <i>");
  assert.deepEqual(item.login, {
    username: "me",
    password: PW.replace("not-", "not<"),
    totp: "JBSW",
    uris: [
      { uri: "https://a.example", match: null },
      { uri: "https://b.example", match: null },
    ],
  });
  assert.deepEqual(fieldsOf(item), [
    [1, "Door", "9"],
    [0, "Tags", "ops"],
    [0, "Expires", "2030-01-01T00:00:00Z"],
  ]);
  assert.deepEqual(
    [items.length, items[1].collections, problems],
    [2, ["Work-Home/Net"], [{ where: "3", name: "Gone", reason: "trash" }]],
  );
});

test("XML that is broken, or would expand, is refused", () => {
  const refused = (text) =>
    assert.throws(
      () => readExport(text, "keepass2xml"),
      (error) => error instanceof UnreadableExport && error.reason === "xml",
      text.slice(0, 80),
    );
  refused('<!DOCTYPE a [<!ENTITY b "c">]><KeePassFile>&b;</KeePassFile>');
  refused("<KeePassFile>&bomb;</KeePassFile>");
  refused("<KeePassFile><Root></KeePassFile></Root>");
  refused("<KeePassFile><Root>");
  refused("<KeePassFile a=1/>");
  refused(`${"<a>".repeat(500)}${"</a>".repeat(500)}`);
  assert.throws(() => readExport("<other/>", "keepass2xml"), { reason: "shape" });
});

test("JSON of another shape is refused or named, never a crash", () => {
  const hostile = [
    { accounts: [{ vaults: [{ items: [{ details: {}, overview: { title: ["x"], tags: 5 } }, puxItem("003", {})] }] }] },
    { records: [{ title: "Odd", custom_fields: { a: null, $paymentCard: 5 }, folders: 7 }, { title: "Good" }] },
    { items: [{ type: 1, name: "Odd", collectionIds: [1], fields: [{ toString: 1 }], login: { uris: [null] } }, 7] },
  ];
  for (const file of hostile) {
    const text = JSON.stringify(file);
    const { items, problems } = readExport(text, detectFormat(text));
    assert.deepEqual([items.length, problems.length], [1, 1]);
  }
  assert.throws(() => readExport('{"accounts":[{"vaults":7}]}', "1password1pux"), { reason: "shape" });
  assert.throws(() => detectFormat("[]"), { reason: "shape" });
  assert.throws(() => detectFormat('{"a":'), { reason: "shape" });
  const odd = JSON.stringify(
    pux(puxItem("001", { toString: "x" }, section(["constructor", null, { totp: { a: 1 } }], ["y", "z", null]))),
  );
  assert.equal(readExport(odd, "1password1pux").items.length, 1);
});
