import { call } from "../agent/client.js";
import { ready } from "../agent/guard.js";
import { badge, element } from "../ui/dom.js";
import { downloadReport } from "../ui/import_report.js";

const STEP = 100;
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const words = document.getElementById("access").dataset;
const button = document.getElementById("access-download");
const more = document.getElementById("access-more");
const { members, collections } = read("report");
let shown = 0;

const onOff = (on) => badge(on ? words.on : words.off, on ? "success" : "");

function showMore() {
  document.getElementById("access-rows").append(...members.slice(shown, shown + STEP).map(row));
  shown += STEP;
  more.hidden = shown >= members.length;
}

function row(member) {
  const who = element("span", { class: "entry" },
    element("span", {}, element("b", { dir: "auto" }, member.name), element("small", { dir: "auto" }, member.email)));
  const reach = member.everything ? [element("small", { class: "muted" }, words.everything), " "] : [];
  const cell = (label, content, number) => element("td", { class: number ? "cell-number" : "", dataset: { label } }, content);
  return element("tr", {},
    element("td", { class: "cell-main", dataset: { label: words.member } }, who),
    cell(words.role, member.role), cell(words.twoStep, onOff(member.twoStep)), cell(words.recovery, onOff(member.recovery)),
    cell(words.groups, String(member.groups), true), cell(words.collections, [...reach, String(member.collections)], true),
    cell(words.items, String(member.items), true));
}

/** One line for each grant; who is granted nothing has a line without collection. */
function lines(names) {
  return members.flatMap((member) => {
    const who = [member.email, member.name, ...[member.twoStep, member.recovery].map((on) => (on ? words.on : words.off))];
    const total = String(member.items);
    const role = member.everything ? [[...who, "", words.everything, "", "", total]] : [];
    const granted = member.grants.map(({ group, place, level }) =>
      [...who, group, names[place], level, String(collections[place].items), total]);
    const all = [...role, ...granted];
    return all.length ? all : [[...who, "", "", "", "", total]];
  });
}

async function download() {
  const fields = collections.map(({ name }) => name);
  const opened = await call("decrypt", { organizationId: words.organization, fields });
  downloadReport(words.file, words.columns.split("|"), lines(opened.map((name, i) => name ?? collections[i].id)));
}

showMore();
more.querySelector("button").addEventListener("click", showMore);
button.addEventListener("click", download);
if ((await ready).unlocked) {
  await call("open", read("keyring"));
  button.disabled = false;
}
