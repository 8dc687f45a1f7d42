import assert from "node:assert/strict";
import { test } from "node:test";
import { MalformedCsv } from "../../../static/js/core/importers/csv.js";
import { detectFormat } from "../../../static/js/core/importers/detect.js";
import { readExport } from "../../../static/js/core/importers/read.js";

const PW = "not-a-real-one";

/** Read a file whose format must be told by its content. */
function read(text, format) {
  assert.equal(detectFormat(text), format);
  return readExport(text, format);
}

const only = ({ items }) => items[0].item;
const fieldsOf = (item) => item.fields.map(({ type, name, value }) => [type, name, value]);

test("LastPass: a site in a folder", () => {
  const text = `url,username,password,totp,extra,name,grouping,fav\nhttps://a.example/,me,${PW},JBSW,"a, note",Site,Work\\Ops,1\nhttps://b.example/,me,${PW},,,,(none),0\n`;
  const { items } = read(text, "lastpasscsv");

  assert.deepEqual(items[0].collections, ["Work/Ops"]);
  assert.deepEqual([items[0].item.favorite, items[0].item.notes], [true, "a, note"]);
  assert.deepEqual(items[0].item.login, {
    username: "me",
    password: PW,
    totp: "JBSW",
    uris: [{ uri: "https://a.example/", match: null }],
  });
  assert.deepEqual([items[1].item.name, items[1].collections, items[1].item.fields], ["b.example", [], []]);
});

const LASTPASS_NOTE = (extra) =>
  `url,username,password,totp,extra,name,grouping,fav\nhttp://sn,,,,"${extra}",Typed,,0\n`;

test("LastPass: typed notes", () => {
  const card = only(
    read(
      LASTPASS_NOTE(
        "NoteType:Credit Card\nLanguage:en-US\nName on Card:Ann Example\nType:Visa\nNumber:4000000000000002\nSecurity Code:000\nStart Date:,\nExpiration Date:June,2030\nNotes:first: line\nsecond",
      ),
      "lastpasscsv",
    ),
  );
  assert.deepEqual(card.card, {
    cardholderName: "Ann Example",
    brand: "Visa",
    number: "4000000000000002",
    code: "000",
    expMonth: "6",
    expYear: "2030",
  });
  assert.deepEqual([card.type, card.notes, card.fields], [3, "first: line\nsecond", []]);

  const bank = only(
    readExport(
      LASTPASS_NOTE("NoteType:Bank Account\nBank Name:Example Bank\nAccount Number:12\nPin:0\nNotes:"),
      "lastpasscsv",
    ),
  );
  assert.deepEqual(
    [bank.type, bank.bankAccount.bankName, bank.bankAccount.accountNumber, bank.bankAccount.pin],
    [6, "Example Bank", "12", "0"],
  );

  const licence = only(
    readExport(
      LASTPASS_NOTE("NoteType:Driver's License\nNumber:L1\nName:Ann B Example\nHeight:5ft\nNotes:"),
      "lastpasscsv",
    ),
  );
  assert.deepEqual(
    [
      licence.type,
      licence.driversLicense.firstName,
      licence.driversLicense.middleName,
      licence.driversLicense.lastName,
    ],
    [7, "Ann", "B", "Example"],
  );
  assert.deepEqual(fieldsOf(licence), [[0, "Height", "5ft"]]);

  const address = only(
    readExport(
      LASTPASS_NOTE(
        'NoteType:Address\nFirst Name:Ann\nPhone:{""num"":""555 0100"",""ext"":""7""}\nCity / Town:Bath\nNotes:',
      ),
      "lastpasscsv",
    ),
  );
  assert.deepEqual([address.type, address.identity.phone, address.identity.city], [4, "555 0100 x7", "Bath"]);

  const passport = only(
    readExport(LASTPASS_NOTE("NoteType:Passport\nName:Ann Example\nNumber:P1\nNotes:"), "lastpasscsv"),
  );
  assert.deepEqual(
    [passport.type, passport.passport.givenName, passport.passport.surname, passport.passport.passportNumber],
    [8, "Ann", "Example", "P1"],
  );
});

test("LastPass: a note of a type we have not becomes a note with fields, keys hidden", () => {
  const server = only(
    readExport(
      LASTPASS_NOTE(
        "NoteType:SSH Key\nFormat:rsa\nPrivate Key:-----BEGIN KEY-----\nProc-Type: 4\nabc=\n-----END KEY-----\nHostname:h.example\nNotes:n",
      ),
      "lastpasscsv",
    ),
  );
  assert.deepEqual([server.type, server.notes], [2, "n"]);
  assert.deepEqual(fieldsOf(server), [
    [0, "Format", "rsa"],
    [1, "Private Key", "-----BEGIN KEY-----\nProc-Type: 4\nabc=\n-----END KEY-----"],
    [0, "Hostname", "h.example"],
  ]);
  assert.equal(only(readExport(LASTPASS_NOTE("NoteType:constructor\nNotes:x"), "lastpasscsv")).type, 2);
});

test("LastPass: a note torn into several rows is put together, what stays short is a problem", () => {
  const text = `url,username,password,totp,extra,name,grouping,fav
,,,,first line
second line,Torn,,0
,,,,a"

b",Quoted,Work,0
,,short
`;
  const { items, problems } = readExport(text, "lastpasscsv");
  assert.deepEqual(
    items.map(({ where, item }) => [where, item.name, item.notes]),
    [
      ["2", "Torn", "first line\nsecond line"],
      ["4", "Quoted", 'a"\n\nb"'],
    ],
  );
  assert.deepEqual(
    problems.map(({ where, reason }) => [where, reason]),
    [["7", "columns"]],
  );
});

test("LastPass: form fills", () => {
  const text =
    "profilename,profilelanguage,firstname,lastname,email,cellphone,ccname,ccnum,ccexp,cccsc,notes\nHome,en,Ann,Example,ann@example.com,555 0100,,,,,hi\nCard,en,Ann,,,,Ann Example,4000000000000002,2030-06,000,\n";
  const { items } = read(text, "lastpasscsv");
  assert.deepEqual(
    [items[0].item.type, items[0].item.identity.email, items[0].item.identity.phone, items[0].item.notes],
    [4, "ann@example.com", "555 0100", "hi"],
  );
  assert.deepEqual([items[1].item.type, items[1].item.card.expMonth, items[1].item.card.expYear], [3, "6", "2030"]);
});

test("1Password 8", () => {
  const text = `Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\nSite,https://a.example,me,${PW},otpauth://totp/a,true,true,ops;net,n\n,https://b.example,,,,,,,\n`;
  const { items, problems } = read(text, "1passwordcsv");
  assert.equal(items[0].item.login.totp, "otpauth://totp/a");
  assert.equal(items[0].item.favorite, true);
  assert.deepEqual(fieldsOf(items[0].item), [
    [0, "Tags", "ops;net"],
  ]);
  assert.ok(items[0].item.archivedDate);
  assert.deepEqual(
    problems.map(({ where, reason }) => [where, reason]),
    [["3", "title"]],
  );
});

test("1Password 7: quotes escaped by a backslash, sections, kinds, unknown columns hidden by name", () => {
  const text = `"title","notesPlain","type","username","password","urls","uuid","1: Server: admin password","2: card: number","3: card: expiry date (MMYYYY)"
"Site","say \\"hi\\"","Login","me","${PW}","https://a.example
https://b.example","u1","${PW}2","",""
"Visa","","Credit Card","","","","u2","","4000000000000002","062030"\n`;
  const { items } = read(text, "1passwordcsv");
  assert.equal(items[0].item.notes, 'say "hi"');
  assert.deepEqual(
    items[0].item.login.uris.map(({ uri }) => uri),
    ["https://a.example", "https://b.example"],
  );
  assert.deepEqual(fieldsOf(items[0].item), [[1, "1: Server: admin password", `${PW}2`]]);
  assert.deepEqual(items[1].item.card, { number: "4000000000000002", brand: "Visa", expMonth: "6", expYear: "2030" });
});

test("Firefox, without its own account", () => {
  const text = `"url","username","password","httpRealm","formActionOrigin","guid","timeCreated","timeLastUsed","timePasswordChanged"\n"https://www.a.example","me","${PW}","Area","","{1}","1","2","3"\n"chrome://FirefoxAccounts","x","{}",,,"{2}","1","2","3"\n`;
  const { items, problems } = read(text, "firefoxcsv");
  assert.equal(items[0].item.name, "a.example");
  assert.deepEqual(fieldsOf(items[0].item), [[0, "httpRealm", "Area"]]);
  assert.deepEqual(
    problems.map(({ reason }) => reason),
    ["internal"],
  );
});

test("Safari", () => {
  const item = only(
    read(
      `Title,URL,Username,Password,Notes,OTPAuth\nSite,https://a.example,me,${PW},n,otpauth://totp/x\n`,
      "safaricsv",
    ),
  );
  assert.deepEqual([item.name, item.notes, item.login.totp], ["Site", "n", "otpauth://totp/x"]);
});

test("Dashlane: each of its files", () => {
  const login = read(
    `username,username2,username3,title,password,note,url,category,otpSecret\nme,second,,Site,${PW},n,https://a.example,Work,JBSW\n`,
    "dashlanecsv",
  );
  assert.deepEqual(
    [login.items[0].collections, only(login).login.totp, fieldsOf(only(login))],
    [["Work"], "JBSW", [[0, "username2", "second"]]],
  );

  const payments = read(
    "type,account_name,account_holder,cc_number,code,expiration_month,expiration_year,routing_number,account_number,country,issuing_bank,note,name\npayment_card,Ann Example,,4000000000000002,000,06,2030,,,US,,,Fuel\nbank,Main,Ann Example,,,,,99,12,US,Example Bank,,\n",
    "dashlanecsv",
  );
  assert.deepEqual(only(payments).card, {
    cardholderName: "Ann Example",
    number: "4000000000000002",
    code: "000",
    brand: "Visa",
    expMonth: "6",
    expYear: "2030",
  });
  assert.deepEqual([payments.items[1].item.type, payments.items[1].item.bankAccount.bankName], [6, "Example Bank"]);

  const ids = read(
    "type,number,name,issue_date,expiration_date,place_of_issue,state\npassport,P1,Ann Example,2020-01-01,2030-01-01,US,\nlicense,L1,Ann Example,,,,CA\nsocial_security,1,Ann Example,,,,\ntax_number,T1,,,,,\n",
    "dashlanecsv",
  );
  assert.deepEqual(
    ids.items.map(({ item }) => item.type),
    [8, 7, 4, 4],
  );
  assert.equal(ids.items[1].item.driversLicense.issuingState, "CA");
  assert.deepEqual(fieldsOf(ids.items[3].item), [[0, "number", "T1"]]);

  const person = only(
    read(
      "type,title,first_name,middle_name,last_name,login,date_of_birth,place_of_birth,email,email_type,item_name,phone_number,address,city\nemail,,,,,,,,ann@example.com,work,Mail,,,\n",
      "dashlanecsv",
    ),
  );
  assert.deepEqual([person.type, person.name, person.identity.email], [4, "Mail", "ann@example.com"]);
  assert.equal(only(read("title,note\nSafe,behind the mirror\n", "dashlanecsv")).type, 2);
  const network = only(
    read(`ssid,passphrase,name,note,hidden,encription_type\nguests,${PW},Lobby,,false,WPA2\n`, "dashlanecsv"),
  );
  assert.deepEqual([network.login.username, network.login.password], ["guests", PW]);
});

test("Keeper: with and without a header", () => {
  const row = `Ops\\Net,Router,admin,${PW},https://r.example,n,Shared,$text:Rack:1,4,TFC:Keeper,otpauth://totp/r,Recovery Code,111\n`;
  const { items } = read(row, "keepercsv");
  assert.deepEqual(
    [items[0].where, items[0].collections, items[0].item.login.totp],
    ["1", ["Shared/Ops/Net"], "otpauth://totp/r"],
  );
  assert.deepEqual(fieldsOf(items[0].item), [
    [0, "Rack", "4"],
    [1, "Recovery Code", "111"],
  ]);

  const headed = read(
    `Folder,Title,Login,Password,Website Address,Notes,Shared Folder,Custom Fields\n,Memo,,,,text,\n`,
    "keepercsv",
  );
  assert.deepEqual([headed.items[0].where, only(headed).type, only(headed).notes], ["2", 2, "text"]);
});

test("NordPass: everything in one table", () => {
  const header =
    "name,url,additional_urls,username,password,note,cardholdername,cardnumber,cvc,pin,expirydate,zipcode,folder,full_name,phone_number,email,address1,address2,city,country,state,type,custom_fields";
  const rows = [
    `Site,https://a.example,"[""https://b.example""]",me,${PW},n,,,,,,,Work,,,,,,,,,password,"[{""label"":""Door"",""type"":""hidden"",""value"":""9""}]"`,
    "Visa,,,,,,Ann Example,4000000000000002,000,1,06/30,,,,,,,,,,,credit_card,",
    "Ann,,,,,,,,,,,BA1,,Ann Example,555,ann@example.com,1 Way,,Bath,GB,,identity,",
    "Memo,,,,,text,,,,,,,,,,,,,,,,note,",
    "Empty,,,,,,,,,,,,,,,,,,,,,folder,",
  ];
  const { items, collections } = read([header, ...rows].join("\n"), "nordpasscsv");
  assert.deepEqual(
    items.map(({ item }) => item.type),
    [1, 3, 4, 2],
  );
  assert.deepEqual(collections, ["Empty", "Work"]);
  assert.deepEqual(
    items[0].item.login.uris.map(({ uri }) => uri),
    ["https://a.example", "https://b.example"],
  );
  assert.deepEqual(fieldsOf(items[0].item), [[1, "Door", "9"]]);
  assert.deepEqual([items[1].item.card.expMonth, fieldsOf(items[1].item)], ["6", [[1, "pin", "1"]]]);
  assert.deepEqual([items[2].item.identity.postalCode, items[2].item.identity.lastName], ["BA1", "Example"]);
});

test("NordPass: an older export has no types", () => {
  const text = `name,url,username,password,note,cardholdername,cardnumber,cvc,expirydate,zipcode,folder
Work,,,,,,,,,,
Site,https://a.example,me,${PW},,,,,,,Work
`;
  const { items, collections } = read(text, "nordpasscsv");
  assert.deepEqual([items.length, collections, items[0].collections], [1, ["Work"], ["Work"]]);
});

test("Passbolt and KeePassXC", () => {
  const passbolt = read(
    `name,username,uri,password,description,folder\nSite,me,https://a.example,${PW},n,/Work/Ops/\n`,
    "passboltcsv",
  );
  assert.deepEqual([passbolt.collections, only(passbolt).notes], [["Work/Ops"], "n"]);
  const asLastPass = readExport(
    "url,username,password,extra,name,grouping,fav\nhttp://sn,,,text,Memo,A\\B,0\n",
    "passboltcsv",
  );
  assert.deepEqual([only(asLastPass).type, asLastPass.collections], [2, ["A/B"]]);
  const keepass = read(
    `"Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"\n"Root/Work","Site","me","${PW}","https://a.example","","otpauth://totp/a","0","2026","2026"\n"Root","Top","","","","","","0","",""\n`,
    "keepassxcsv",
  );
  assert.deepEqual([keepass.collections, only(keepass).fields, keepass.items[1].collections], [["Work"], [], []]);
});

test("any other table of logins is read by the names of its columns", () => {
  const text = `Account_Name;E-mail;Password;Website;Door PIN;Colour\nSite;ann@example.com;${PW};https://a.example;1;red\n`;
  const item = only(read(text, "csv"));
  assert.deepEqual(
    [item.name, item.login.username, fieldsOf(item)],
    [
      "Site",
      "ann@example.com",
      [
        [1, "Door PIN", "1"],
        [0, "Colour", "red"],
      ],
    ],
  );
});

test("the same login twice is found, a login with another password is none", () => {
  const row = (password, note = "") => `Site,https://a.example,me,${password},${note}\n`;
  const { repeated } = readExport(
    `name,url,username,password,note\n${row("one")}${row("two")}${row("one", "x")}`,
    "chromecsv",
  );
  assert.deepEqual(repeated, [2]);
});

test("hostile text stays text", () => {
  const names = ["<img src=x onerror=alert(1)>", "=HYPERLINK(1)", "\u202egnp.exe", "__proto__", "constructor"];
  const text = `name,url,username,password,__proto__\n${names.map((name) => `${name},https://a.example,me,${PW},polluted`).join("\n")}\n`;
  const { items } = read(text, "chromecsv");
  assert.deepEqual(
    items.map(({ item }) => item.name),
    names,
  );
  assert.deepEqual(fieldsOf(items[0].item), [[0, "__proto__", "polluted"]]);
  assert.equal({}.polluted, undefined);
});

test("a name of 200 KB is a named problem, a field too long goes to the notes", () => {
  const text = `name,url,username,password,Colour\n${"n".repeat(200_000)},https://a.example,me,${PW},\nShort,https://a.example,me,${PW},${"c".repeat(5000)}\n`;
  const { items, problems } = readExport(text, "chromecsv");
  assert.deepEqual(
    problems.map(({ where, name, reason, field }) => [where, name.length, reason, field]),
    [["2", 121, "length", "name"]],
  );
  assert.equal(items[0].item.fields.length, 0);
  assert.ok(items[0].item.notes.startsWith("Colour: ccc"));
});

test("a quote that is never closed names its line in every CSV", () => {
  const headers = {
    lastpasscsv: "url,username,password,totp,extra,name,grouping,fav",
    "1passwordcsv": "Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes",
    dashlanecsv: "username,username2,username3,title,password,note,url,category,otpSecret",
    nordpasscsv: "name,cardholdername,cardnumber,note",
    firefoxcsv: "url,username,password,guid",
    safaricsv: "Title,URL,Username,Password,Notes,OTPAuth",
  };
  for (const [format, header] of Object.entries(headers)) {
    const text = `${header}\nok\n"broken`;
    assert.equal(detectFormat(text), format);
    assert.throws(
      () => readExport(text, format),
      (error) => error instanceof MalformedCsv && error.line === 3,
      format,
    );
  }
});
