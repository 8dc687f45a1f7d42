import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "../../../static/js/core/bytes.js";
import { parseTotp } from "../../../static/js/core/totp.js";
import { readFile } from "../../../static/js/core/importers/read.js";

const PW = "not-a-real-one";
const read = (text) => readFile(typeof text === "string" ? utf8(text) : text);

test("a spreadsheet's own first line names the separator, and the lines keep their numbers", async () => {
  for (const first of ["sep=;", '"sep=;"', "\ufeffSEP=;"]) {
    const { format, items } = await read(`${first}\r\nname;url;username;password\r\nSite;https://a.example;"a;b";${PW}\r\n`);
    assert.deepEqual([format, items[0].where, items[0].item.login.username], ["chromecsv", "3", "a;b"]);
  }
});

const TRANSLATED = {
  German: "Titel,URL,Benutzername,Passwort,Notizen,Ordner",
  French: "Nom;Adresse web;Identifiant;Mot de passe;Remarques;Dossier",
  Spanish: "Nombre,Sitio web,Usuario,Contraseña,Notas,Carpeta",
  Italian: "Titolo,Sito web,Nome utente,Password,Note,Cartella",
  Portuguese: "Título,Site web,Usuário,Senha,Observações,Pasta",
  Polish: "Nazwa,Strona internetowa,Nazwa użytkownika,Hasło,Uwagi,Grupa",
  Russian: "Название\tСайт\tЛогин\tПароль\tЗаметки\tПапка",
  Japanese: "タイトル,URL,ユーザ名,パスワード,メモ,フォルダ",
  Chinese: "标题,网址,用户名,密码,备注,文件夹",
};

for (const [language, header] of Object.entries(TRANSLATED)) {
  test(`a header in ${language} is understood`, async () => {
    const separator = [",", ";", "\t"].find((one) => header.includes(one));
    const { format, items } = await read(`${header}\r\n${["Ätsch", "https://a.example", "me", PW, "n", "Work/Ops"].join(separator)}\r\n`);
    const { item, collections } = items[0];
    const { username, password, uris } = item.login;
    assert.deepEqual([format, item.name, username, password, item.notes], ["csv", "Ätsch", "me", PW, "n"]);
    assert.deepEqual([uris.map(({ uri }) => uri), collections], [["https://a.example"], ["Work/Ops"]]);
  });
}

test("UTF-16 without its mark is read, too", async () => {
  const bytes = Buffer.from(`name,url,username,password\r\nÜber,https://a.example,me,${PW}\r\n`, "utf16le");
  assert.equal((await read(new Uint8Array(bytes))).items[0].item.name, "Über");
  assert.equal((await read(new Uint8Array(bytes.swap16()))).items[0].item.name, "Über");
});

test("quotes escaped by a backslash, empty rows and line breaks in cells", async () => {
  const text = `"Account","Login Name","Password","Web Site","Comments"\r\n"","","","",""\r\n\r\n"A \\"q\\"","me","${PW}","https://a.example","one\r\ntwo"\r\n`;
  const { items } = await read(text);
  assert.deepEqual(items.map(({ where, item }) => [where, item.name, item.notes]), [["4", 'A "q"', "one\r\ntwo"]]);
});

test("LastPass: the row of a folder is a collection and no item", async () => {
  const text = `url,username,password,totp,extra,name,grouping,fav\nhttp://group,,,,,,Empty\\Deep,0\nhttps://a.example,me,${PW},,,Site,Work,0\n`;
  const { items, collections } = await read(text);
  assert.deepEqual([items.map(({ item }) => item.name), collections], [["Site"], ["Empty/Deep", "Work"]]);
});

test("KeePass: what is said of one-time codes in several strings becomes one address", async () => {
  const entry = (strings) => `<Entry>${Object.entries(strings).map(([key, value]) => `<String><Key>${key}</Key><Value>${value}</Value></String>`).join("")}</Entry>`;
  const seed = "JBSWY3DPEHPK3PXP";
  const entries = [
    { "TimeOtp-Secret-Base32": seed },
    { "TimeOtp-Secret-Base32": seed, "TimeOtp-Length": "8", "TimeOtp-Period": "60", "TimeOtp-Algorithm": "HMAC-SHA-256" },
    { "TOTP Seed": seed, "TOTP Settings": "30;S" },
    { "TOTP Seed": seed, "TOTP Settings": "60;6" },
    { "TimeOtp-Secret-Hex": "48656c6c6f" },
    { "TimeOtp-Secret-Base64": "SGVsbG8=" },
    { "TimeOtp-Secret": "Hello" },
    { "TimeOtp-Secret-Base64": "not base64!" },
    { otp: `key=${seed}`, "TimeOtp-Secret": "Hello" },
  ];
  const text = `<?xml version="1.0"?><KeePassFile><Root><Group><Name>R</Name>${entries.map(entry).join("")}</Group></Root></KeePassFile>`;
  const { items } = await read(text);
  const codes = items.map(({ item }) => item.login?.totp ?? null);

  const { period, digits, hash } = parseTotp(codes[1]);
  assert.deepEqual([period, digits, hash], [60, 8, "SHA-256"]);
  assert.equal(parseTotp(codes[3]).period, 60);
  assert.deepEqual([codes[0], codes[2], ...codes.slice(4)], [seed, `steam://${seed}`, "JBSWY3DP", "JBSWY3DP", "JBSWY3DP", null, seed]);
  assert.ok(items.every(({ item }) => item.fields.length === 0));
});

test("5,000 rows are read whole, and what is too long is named with its line", async () => {
  const row = (i) => `Site ${i},https://s${i}.example,user${i},"p,${i}","${i === 4000 ? "x".repeat(9000) : "one\r\ntwo"}"`;
  const { items, problems } = await read(`\ufeffname,url,username,password,note\r\n${Array.from({ length: 5000 }, (_, i) => row(i)).join("\r\n")}`);
  assert.equal(items.length, 4999);
  assert.deepEqual(problems.map(({ name, reason, field }) => [name, reason, field]), [["Site 4000", "length", "notes"]]);
  assert.equal(items[4998].item.login.password, "p,4999");
});
