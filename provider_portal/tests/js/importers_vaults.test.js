import assert from "node:assert/strict";
import { test } from "node:test";
import { readExport } from "../../../static/js/core/importers/read.js";
import { fieldsOf, PW, read } from "./importers_support.js";

const protonItem = (type, content, { state = 1, ...more } = {}) => ({
  itemId: type,
  state,
  aliasEmail: null,
  pinned: false,
  data: { type, metadata: { name: type, note: "n" }, content, extraFields: [] },
  ...more,
});
const proton = (...items) => ({ version: "1.31.0", encrypted: false, vaults: { one: { name: "Shared", items } } });
const extra = (fieldName, type, data) => ({ fieldName, type, data });

test("Proton Pass JSON: each kind of item", () => {
  const content = { itemEmail: "me@a.example", itemUsername: "me", password: PW, totpUri: "otpauth://totp/a?secret=AB", urls: ["https://a.example"] };
  const login = protonItem("login", { ...content, autofillUrls: [{ url: "https://b.example", mode: 1 }], passkeys: [] }, { pinned: true });
  login.data.extraFields = [extra("door", "hidden", { content: "9" }), extra("second", "totp", { totpUri: "CD" })];
  login.data.platformSpecific = { android: { allowedApps: [{ packageName: "com.a" }] } };
  const { items, problems, collections } = read(
    proton(
      login,
      protonItem("creditCard", { cardholderName: "A B", number: "4242424242424242", verificationNumber: "123", expirationDate: "2030-02", pin: "12" }),
      protonItem("identity", { fullName: "Ada King Byron", email: "ada@a.example", company: "C", jobTitle: "Countess", extraSections: [{ sectionFields: [extra("k", "text", { content: "v" })] }] }),
      protonItem("alias", {}, { aliasEmail: "x@alias.example" }),
      protonItem("note", {}),
      protonItem("wifi", { ssid: "Home", password: PW, sections: [] }),
      protonItem("custom", { sections: [{ sectionName: "S", sectionFields: [extra("when", "timestamp", { timestamp: "2026-01-02" })] }] }),
      protonItem("login", content, { state: 2 }),
    ),
    "protonpass",
  );
  const [first, card, person, alias, note, wifi, custom] = items.map(({ item }) => item);

  assert.deepEqual([first.login.username, first.login.password, first.login.totp, first.favorite], ["me", PW, content.totpUri, true]);
  assert.deepEqual(first.login.uris.map(({ uri }) => uri), ["https://a.example", "https://b.example", "androidapp://com.a"]);
  assert.deepEqual(fieldsOf(first), [[0, "email", "me@a.example"], [1, "door", "9"], [1, "second", "CD"]]);
  assert.deepEqual([card.card.brand, card.card.expMonth, card.card.expYear, card.card.code], ["Visa", "2", "2030", "123"]);
  assert.deepEqual(fieldsOf(card), [[1, "PIN", "12"]]);
  assert.deepEqual([person.identity.firstName, person.identity.lastName, person.identity.company], ["Ada", "Byron", "C"]);
  assert.deepEqual(fieldsOf(person), [[0, "jobTitle", "Countess"], [0, "k", "v"]]);
  assert.deepEqual([alias.login.username, note.type, note.notes, wifi.login.username], ["x@alias.example", 2, "n", "Home"]);
  assert.deepEqual(fieldsOf(custom), [[0, "when", "2026-01-02"]]);
  assert.deepEqual(problems.map(({ reason, where }) => [reason, where]), [["trash", "8"]]);
  assert.deepEqual(collections, ["Shared"]);
});

test("Proton Pass JSON: what is odd is a problem of its own", () => {
  const { items, problems } = read(proton({ data: null }, null, protonItem("login", null)), "protonpass");

  assert.deepEqual([items.length, problems.map(({ reason }) => reason)], [1, ["shape", "shape"]]);
  assert.throws(() => readExport('{"vaults":[]}', "protonpass"), { reason: "shape" });
});

test("Proton Pass CSV: of today, and before it knew e-mail addresses and vaults", () => {
  const card = JSON.stringify({ cardholderName: "A B", number: "4242424242424242", expirationDate: "2030-02", note: "mine" }).replaceAll('"', '""');
  const now = [
    "type,name,url,email,username,password,note,totp,createTime,modifyTime,vault",
    `login,Shop,"https://a.example/, https://b.example/",me@a.example,,${PW},n,,1,1,Personal`,
    `creditCard,Card,,,,,"${card}",,1,1,Second`,
    "identity,Broken,,,,,not json,,1,1,Second",
  ].join("\n");
  const [shop, visa, broken] = read(now, "protonpasscsv").items;
  const [old] = read(`type,name,url,username,password,note,totp,createTime,modifyTime\nlogin,Shop,https://a.example,me,${PW},,,1,1`, "protonpasscsv").items;

  assert.deepEqual([shop.item.login.username, shop.item.login.uris.length, shop.item.fields, shop.collections], ["me@a.example", 2, [], ["Personal"]]);
  assert.deepEqual([visa.item.card.expYear, visa.item.notes], ["2030", "mine"]);
  assert.deepEqual([broken.item.type, broken.item.notes], [2, "not json"]);
  assert.deepEqual([old.item.login.username, old.item.login.password, old.collections], ["me", PW, []]);
});

const pif = (...items) => items.map((one) => `${typeof one === "string" ? one : JSON.stringify(one)}\n***5642bee8-a5ff-11dc-8314-0800200c9a66***\n`).join("");

test("1Password 1pif: logins, cards, folders and what is in the trash", () => {
  const secureContents = {
    fields: [
      { value: "me", name: "user", type: "T", designation: "username" },
      { value: PW, name: "pass", type: "P", designation: "password" },
    ],
    passwordHistory: [{ value: "old", time: 1577836800 }],
    notesPlain: "n",
    htmlMethod: "post",
    sections: [{ title: "", name: "s", fields: [{ k: "concealed", n: "TOTP_1", v: "otpauth://totp/a?secret=AB", t: "code" }, { k: "string", n: "o7", v: "x", t: "room" }] }],
    URLs: [{ label: "website", url: "https://a.example" }],
  };
  const login = { uuid: "1", title: "Shop", typeName: "webforms.WebForm", location: "https://a.example", folderUuid: "f", openContents: { tags: ["t"], faveIndex: 2 }, secureContents };
  const card = { uuid: "2", title: "Card", typeName: "wallet.financial.CreditCard", secureContents: { cardholder: "A B", ccnum: "4242424242424242", cvv: "123", expiry_mm: "1", expiry_yy: "2030" } };
  const folder = (uuid, title, folderUuid) => ({ uuid, title, typeName: "system.folder.Regular", folderUuid });
  const { items, problems } = read(
    pif(folder("f", "Work", "g"), folder("g", "All", "f"), login, card, { ...login, title: "Gone", trashed: true }, "{broken"),
    "1password1pif",
  );
  const [shop, visa] = items.map(({ item }) => item);

  assert.deepEqual([shop.login.username, shop.login.password, shop.login.totp, shop.favorite], ["me", PW, "otpauth://totp/a?secret=AB", true]);
  assert.deepEqual([shop.login.uris.length, shop.passwordHistory.length, shop.notes], [1, 1, "n"]);
  assert.deepEqual(fieldsOf(shop), [[0, "room", "x"], [0, "tags", "t"]]);
  // A circle of folders ends where it began.
  assert.deepEqual(items[0].collections, ["All/Work"]);
  assert.deepEqual([visa.card.number, visa.card.code, visa.card.expMonth, visa.card.expYear, visa.fields], ["4242424242424242", "123", "1", "2030", []]);
  assert.deepEqual(problems.map(({ reason, name }) => [reason, name]), [["trash", "Gone"], ["shape", ""]]);
});
