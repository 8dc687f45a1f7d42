import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { toBase64, utf8 } from "../../../static/js/core/bytes.js";
import { detectFormat } from "../../../static/js/core/importers/detect.js";
import { readExport, readFile } from "../../../static/js/core/importers/read.js";
import { planImport } from "../../../static/js/ui/import_plan.js";

const PW = "not-a-real-one";
const read = (file) => {
  const text = typeof file === "string" ? file : JSON.stringify(file);
  return readExport(text, detectFormat(text));
};
const fieldsOf = ({ fields }) => fields.map(({ type, name, value }) => [type, name, value]);
const urisOf = ({ login }) => login.uris.map(({ uri }) => uri);

function keepassTime(iso) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, BigInt(Date.parse(iso) / 1000 + 62_135_596_800), true);
  return toBase64(bytes);
}

const strings = (values) =>
  Object.entries(values).map(([key, value]) => `<String><Key>${key}</Key><Value>${value}</Value></String>`).join("");
const version = (password, at, rest = "") =>
  `<Entry><Times><LastModificationTime>${at}</LastModificationTime></Times>${strings({ Title: "Site", UserName: "me", Password: password })}${rest}</Entry>`;
const keepass = (entry) => `<KeePassFile><Root><Group><Name>Root</Name>${entry}</Group></Root></KeePassFile>`;

test("KeePass: the history of an entry gives its old passwords, each once, the newest first", () => {
  const at = (day) => `2024-01-0${day}T00:00:00Z`;
  const older = ["a", "a", "b", "a", "", "now"].map((password, i) => version(password, at(i + 1))).join("");
  const { item } = read(keepass(version("now", at(7), `<History>${older}</History>`))).items[0];
  assert.deepEqual(item.passwordHistory, [
    { password: "a", lastUsedDate: at(5) },
    { password: "b", lastUsedDate: at(4) },
  ]);
  const many = [1, 2, 3, 4, 5, 6, 7].map((day) => version(`p${day}`, keepassTime(at(day)))).join("");
  const { passwordHistory } = read(keepass(version("now", keepassTime(at(8)), `<History>${many}</History>`))).items[0].item;
  assert.deepEqual(passwordHistory.map(({ password }) => password), ["p7", "p6", "p5", "p4", "p3"]);
  assert.equal(passwordHistory[0].lastUsedDate, "2024-01-08T00:00:00.000Z");
});

test("KeePass: what refers to another entry says what that one does", () => {
  const entry = (id, values) => `<Entry><UUID>${id}</UUID>${strings(values)}</Entry>`;
  const source = entry("AAECAwQFBgcICQoLDA0ODw==", { Title: "Source", UserName: "me", Password: PW });
  const id = "000102030405060708090A0B0C0D0E0F";
  const refers = entry("", { Title: "Refers", UserName: `{REF:U@I:${id}}`, Password: `{REF:P@I:${id}}`, Notes: "{REF:P@T:Source}" });
  const { item } = read(keepass(source + refers)).items[1];
  assert.deepEqual([item.login.username, item.login.password, item.notes], ["me", PW, "{REF:P@T:Source}"]);
});

// Made for this test: a key that opens nothing.
const JWK = {
  crv: "P-256",
  d: "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
  x: "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8",
  y: "QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8",
};
const PKCS8 =
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh-hRANCAAQgISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-P0BBQkNERUZHSElKS0xNTk9QUVJTVFVWV1hZWltcXV5f";

test("a passkey stays one, and no private key stands in a field that is shown", () => {
  const written = { UserName: "me", KPEX_PASSKEY_RELYING_PARTY: "a.example", KPEX_PASSKEY_USERNAME: "me", KPEX_PASSKEY_USER_HANDLE: "aGk" };
  const pem = (key) => `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----`;
  const entry = (key) => `<Entry>${strings({ ...written, KPEX_PASSKEY_CREDENTIAL_ID: "aWQ", KPEX_PASSKEY_PRIVATE_KEY_PEM: pem(key) })}</Entry>`;
  const [passkey] = read(keepass(entry(PKCS8.replaceAll("-", "+").replaceAll("_", "/")))).items[0].item.login.fido2Credentials;
  assert.deepEqual([passkey.credentialId, passkey.keyValue, passkey.rpId, passkey.userHandle], ["b64.aWQ", PKCS8, "a.example", "aGk"]);
  const unknown = read(keepass(entry("MC4CAQAwBQYDK2VwBCIEIA"))).items[0].item;
  assert.equal(fieldsOf(unknown).find(([, name]) => name === "KPEX_PASSKEY_PRIVATE_KEY_PEM")[0], 1);

  const record = (privateKey) => ({
    title: "Site",
    login: "me",
    custom_fields: { "$passkey::1": { privateKey, relyingParty: "a.example", userId: "aGk", credentialId: "aWQ", signCount: 3, createdDate: 0 } },
  });
  const { items } = read({ records: [record(JWK), record({ crv: "P-384", d: "c2VjcmV0" })] });
  const [kept] = items[0].item.login.fido2Credentials;
  assert.deepEqual([kept.keyValue, kept.counter, kept.creationDate], [PKCS8, "3", "1970-01-01T00:00:00.000Z"]);
  assert.deepEqual(items[1].item.fields.map(({ type }) => type), [1]);
});

test("Keeper: folders in shared ones, what a record refers to, and the flags of its command line tool", () => {
  const { items } = read({
    records: [
      { uid: 1, title: "Visa", $type: "bankCard", custom_fields: { "$paymentCard::1": { cardNumber: "4000000000000002" } }, references: { "$addressRef::1": [2], "$fileRef::1": [9] } },
      { uid: 2, title: "Home", $type: "address", custom_fields: { "$address::1": { street1: "1 Way", city: "Bath" } } },
      { uid: 3, title: "Ann", $type: "contact", custom_fields: { "$phone::1": [{ number: "1" }, { number: "2" }] }, references: { $addressRef: [2] }, folders: [{ shared_folder: "Team", folder: "A\\B" }] },
    ],
  });
  assert.deepEqual(fieldsOf(items[0].item), [[0, "address", "1 Way Bath"]]);
  assert.deepEqual([items[2].item.identity.address1, items[2].item.identity.phone, fieldsOf(items[2].item)], ["1 Way", "1", [[0, "phone", "2"]]]);
  assert.deepEqual(items[2].collections, ["Team/A/B"]);

  const saved = `Ops;Router;admin;${PW};https://r.example;;;Rack;4\r\n  \r\n`;
  assert.deepEqual(read(saved).items.map(({ item: { name, login } }) => [name, login.password]), [["Router", PW]]);
  const text = `A,Bank,me,${PW},https://b.example,,Team\\X#edit#reshare,$record_uid,u1,$type,bankAccount,$bankAccount,"Savings 123",__proto__,p\n`;
  const [{ item, collections }] = read(text).items;
  assert.deepEqual([item.type, collections], [6, ["Team/X/A"]]);
  assert.deepEqual(fieldsOf(item).slice(0, 2), [[1, "bankAccount", "Savings 123"], [0, "__proto__", "p"]]);
});

test("1Password 7 of a Mac names columns by label and id, and of Windows no kinds", () => {
  const mac = `"cardholder name(cardholder)","expiry date(expiry)","number(ccnum)","number(number)","Modified Date","Password","Tags","Title","Type","verification number(cvv)","PIN(pin)"
"Ann Example","06/2030","4000000000000002",,"1","","{(
    ops,
    ""Two Words""
)}","Visa","Credit Card","000","1234"\n`;
  const { item } = read(mac).items[0];
  assert.deepEqual(item.card, { cardholderName: "Ann Example", number: "4000000000000002", code: "000", brand: "Visa", expMonth: "6", expYear: "2030" });
  assert.deepEqual(fieldsOf(item), [[0, "Tags", "ops, Two Words"], [1, "PIN", "1234"]]);

  const windows = `"UUID","TITLE","SCOPE","AUTOSUBMIT","1: CARDHOLDER NAME","2: NUMBER","NAME 1: FIRST NAME","NAME 3: LAST NAME"
"u1","Visa","Default","Default","Ann Example","4000000000000002","",""
"u2","Ann","Default","Default","","","Ann","Example"\n`;
  const [visa, ann] = read(windows).items.map((one) => one.item);
  assert.deepEqual([visa.card.number, ann.identity.lastName], ["4000000000000002", "Example"]);
});

test("1Password 1pux: nothing of an item without a place of its own is lost", () => {
  const item = (categoryUuid, title, details) => ({ categoryUuid, overview: { title }, details });
  const one = (id, title, value) => ({ sections: [{ title: "", fields: [{ id, title, value }] }] });
  const password = [{ designation: "password", value: PW }];
  const items = [
    item("110", "Server", one("url", "URL", { string: "https://s.example" })),
    item("004", "Ann", one("zxcvbnmasdfghjklqwertyuiop", "E-mail", { email: { email_address: "ann@example.com" } })),
    item("006", "Paper", { documentAttributes: { fileName: "paper.pdf" } }),
    item("002", "Visa", { loginFields: password }),
    item("003", "Memo", { loginFields: password }),
    item("001", "Nameless", { loginFields: password, ...one("zxcvbnmasdfghjklqwertyuiop", "", { date: 0 }) }),
    { ...item("001", "Old", { loginFields: password }), state: "archived" },
  ];
  const found = read({ accounts: [{ vaults: [{ attrs: { name: "V" }, items }] }] });
  const [server, ann, paper, visa, memo, nameless, old] = found.items.map((entry) => entry.item);
  assert.deepEqual(urisOf(server), ["https://s.example"]);
  assert.equal(ann.identity.email, "ann@example.com");
  assert.deepEqual([fieldsOf(paper), fieldsOf(visa)], [[[0, "file", "paper.pdf"]], [[1, "password", PW]]]);
  assert.deepEqual([memo.login.password, fieldsOf(nameless)], [PW, [[0, "date", "1970-01-01"]]]);

  const own = planImport(found, [], "", { isPersonal: true });
  const shared = planImport(found, [], "");
  assert.ok(old.archivedDate && own.items[6].item.archivedDate);
  assert.deepEqual([shared.items[6].item.archivedDate, fieldsOf(shared.items[6].item)], [undefined, [[0, "archived", "true"]]]);
});

test("Bitwarden: what is archived arrives archived, with five old passwords at most", () => {
  const passwordHistory = [1, 2, 3, 4, 5, 6].map((n) => ({ password: `p${n}`, lastUsedDate: "2024-01-01T00:00:00.000Z" }));
  const item = { type: 1, name: "Old", login: {}, archivedDate: "2024-05-06T07:08:09.123Z", passwordHistory };
  const { items } = read({ items: [item, { ...item, archivedDate: "soon" }] });
  assert.deepEqual([items[0].item.archivedDate, items[0].item.passwordHistory.length], ["2024-05-06T07:08:09.123Z", 5]);
  assert.equal(items[1].item.archivedDate, undefined);
  const csv = (date) => `type,name,archivedDate,login_uri\nlogin,Old,${date},https://a.example\n`;
  const dates = ["2024-05-06T07:08:09.123Z", "", "soon"].map((date) => read(csv(date)).items[0].item.archivedDate);
  assert.deepEqual(dates, ["2024-05-06T07:08:09.123Z", undefined, undefined]);
});

test("NordPass: rows of a name alone, and identities without a type", () => {
  const header = "name,url,username,password,note,cardholdername,cardnumber,cvc,expirydate,zipcode,folder,full_name,phone_number,email";
  const { items } = read([header, "Nothing,,,,,,,,,,Work,,,", "Ann,,,,,,,,,BA1,,Ann Example,555,ann@example.com"].join("\n"));
  assert.deepEqual(items.map(({ item }) => item.type), [2, 4]);
  assert.deepEqual([items[1].item.identity.lastName, items[1].item.identity.email], ["Example", "ann@example.com"]);
});

test("Dashlane JSON", () => {
  const { items, problems } = read({
    AUTHENTIFIANT: [{ title: "Site", domain: "https://a.example", login: "me", email: "me@example.com", secondaryLogin: "", password: PW, otpSecret: "JBSW", note: "n", category: "Work" }, null],
    PAYMENTMEANS_CREDITCARD: [{ bank: "Bank", owner: "Ann", cardNumber: "4000000000000002", expireMonth: "6", expireYear: "2030" }],
    EMAIL: [{ email: "ann@example.com" }],
    OTHER: [{ name: "Pool", code: "1" }],
  });
  const [site, card, email, other] = items.map(({ item }) => item);
  assert.deepEqual([site.login.username, site.login.totp, urisOf(site), items[0].collections], ["me", "JBSW", ["https://a.example"], ["Work"]]);
  assert.deepEqual(fieldsOf(site), [[0, "email", "me@example.com"]]);
  assert.deepEqual([card.name, card.card.expMonth, email.identity.email, fieldsOf(other)], ["Bank", "6", "ann@example.com", [[0, "code", "1"]]]);
  assert.deepEqual(problems.map(({ where, reason }) => [where, reason]), [["2", "type"]]);
});

test("SSH keys of any format become OpenSSH's, with both halves and a fingerprint; what cannot be one is a note", async () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const ed25519 = generateKeyPairSync("ed25519").privateKey;
  const point = Buffer.from(ed25519.export({ format: "jwk" }).x, "base64url");
  const pem = (key, type, more) => key.export({ type, format: "pem", ...more });
  const part = (bytes) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  const publicKey = `ssh-ed25519 ${Buffer.concat([part(Buffer.from("ssh-ed25519")), part(point)]).toString("base64")} me`;
  const record = (keyPair) => ({ title: "Key", $type: "sshKeys", custom_fields: { "$keyPair::1": keyPair } });
  const readKeys = async (...pairs) => (await readFile(utf8(JSON.stringify({ records: pairs.map(record) })))).items.map(({ item }) => item);

  const [pkcs1, pkcs8, edwards, locked] = await readKeys(
    { privateKey: pem(rsa, "pkcs1") },
    { privateKey: pem(rsa, "pkcs8") },
    { privateKey: pem(ed25519, "pkcs8"), publicKey },
    { privateKey: pem(rsa, "pkcs8", { cipher: "aes-256-cbc", passphrase: "p" }) },
  );

  assert.deepEqual([pkcs1.sshKey.publicKey, pkcs1.sshKey.keyFingerprint], [pkcs8.sshKey.publicKey, pkcs8.sshKey.keyFingerprint]);
  assert.match(pkcs1.sshKey.keyFingerprint, /^SHA256:[\w+/]{43}$/);
  assert.equal(edwards.sshKey.publicKey, publicKey);
  // What was written says the same of itself when it is read again.
  const again = await readKeys(...[pkcs1, edwards].map(({ sshKey: { privateKey } }) => ({ privateKey })));
  assert.deepEqual(again.map(({ sshKey }) => sshKey.keyFingerprint), [pkcs1, edwards].map(({ sshKey }) => sshKey.keyFingerprint));
  assert.deepEqual([locked.type, locked.fields[0].name, locked.fields[0].type], [2, "privateKey", 1]);
});
