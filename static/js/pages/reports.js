import { call } from "../agent/client.js";
import { ready } from "../agent/guard.js";
import { barChart } from "../ui/bar_chart.js";
import { element, text } from "../ui/dom.js";
import { getDocument } from "../ui/http.js";
import { runReports } from "../ui/report_run.js";

const SHOWN = 100;
const root = document.getElementById("reports");
const words = root.dataset;
const part = (name) => document.getElementById(`reports-${name}`);
const chips = [...root.querySelectorAll("[data-report]")];
const say = (key, ...values) => values.reduce((filled, value) => filled.replace("%s", () => value), words[key]);
const KINDS = ["danger", "danger", "warning", "success", "success"];
let result = null;
let shown = SHOWN;

// What each report says of a login.
const CELLS = {
  weak: ({ score }) => element("span", { class: `badge ${KINDS[score]}` }, words.scores.split("|")[score]),
  reused: ({ count }) => say("reused", count),
  unsecured: ({ uri }) => element("span", { dir: "ltr", class: "break", dataset: { secret: "" } }, uri),
  twoStep: ({ domain, link }) =>
    link ? element("a", { href: link, target: "_blank", rel: "noreferrer noopener" }, domain) : domain,
  exposed: ({ count }) => say(count === 1 ? "exposedOne" : "exposed", count),
};

function current() {
  const wanted = new URLSearchParams(location.search).get("report");
  return Object.hasOwn(CELLS, wanted ?? "") ? wanted : "weak";
}

function render() {
  const name = current();
  const findings = result.findings[name];
  for (const chip of chips) {
    chip.setAttribute("aria-current", String(chip.dataset.report === name));
    chip.querySelector(".count").textContent = result.findings[chip.dataset.report]?.length ?? "–";
  }
  part("title").textContent = root.querySelector(`[data-report="${name}"] > span`).textContent;
  part("about").textContent = words[`about${name[0].toUpperCase()}${name.slice(1)}`];
  part("missing").hidden = findings !== null;
  const unreachable = name === "exposed" ? result.unreachable ?? "" : "";
  part("unreachable").textContent = unreachable;
  part("unreachable").hidden = !unreachable;
  part("no-list").hidden = Boolean(unreachable);
  part("none").hidden = findings === null || findings.length > 0;
  part("table").hidden = !findings?.length;
  const logins = new Map(result.logins.map((login) => [login.id, login]));
  part("rows").replaceChildren(...(findings ?? []).slice(0, shown).map((found) => row(logins.get(found.id), CELLS[name](found))));
  part("more").hidden = (findings?.length ?? 0) <= shown;
}

function row({ id, name, username }, cell) {
  const title = name === null
    ? element("span", { class: "undecryptable" }, text("undecryptable"))
    : element("b", { dir: "auto", dataset: { secret: "" } }, name);
  const link = element("a", { class: "entry", href: `${words.vaultUrl}?item=${id}` },
    element("span", {}, title, element("small", { dir: "auto", dataset: { secret: "" } }, username ?? "")));
  return element("tr", {}, element("td", { class: "cell-main", dataset: { label: words.columnItem } }, link),
    element("td", { dataset: { label: words.columnFinding } }, cell));
}

function charts() {
  const scores = words.scores.split("|");
  part("strength").replaceChildren(barChart(result.strength.map((value, i) => ({ label: scores[i], value, kind: KINDS[i] }))));
  const counted = chips.filter(({ dataset }) => result.findings[dataset.report]);
  part("overview").replaceChildren(barChart(counted.map((chip) => ({
    label: chip.firstElementChild.textContent, value: result.findings[chip.dataset.report].length,
    kind: result.findings[chip.dataset.report].length ? "warning" : "",
  }))));
}

async function start() {
  if (!(await ready).unlocked) return;
  await call("open", JSON.parse(document.getElementById("keyring").textContent));
  const { buffer, revision } = await getDocument(words.itemsUrl);
  if (!(await call("hasIndex", { scope: words.scope, revision }))) {
    await call("index", { scope: words.scope, revision, buffer }, [buffer]);
  }
  result = await runReports(words, (done) => { part("bar").value = done; });
  charts();
  render();
  part("working").hidden = true;
  part("result").hidden = false;
}

root.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-report]");
  if (!chip || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, "", chip.href);
  shown = SHOWN;
  render();
});
part("more-button").addEventListener("click", () => { shown += SHOWN; render(); });
addEventListener("popstate", () => { shown = SHOWN; if (result) render(); });

start().catch((error) => {
  if (error.code === "locked") return;
  part("working").hidden = true;
  part("failed").hidden = false;
});
