import { call } from "../agent/client.js";
import { utf8 } from "../core/bytes.js";
import { busy } from "../ui/dom.js";
import { fill } from "../ui/fields.js";
import { ApiError } from "../ui/http.js";
import { findDuplicates } from "../ui/import_duplicates.js";
import { planImport } from "../ui/import_plan.js";
import { showPreview } from "../ui/import_preview.js";
import { ImportRefused, readExportFile } from "../ui/import_reader.js";
import { downloadReport } from "../ui/import_report.js";
import { interrupted, runImport } from "../ui/import_run.js";
import { forgetImport } from "../ui/import_store.js";
import { explain, part, say, sayCount } from "../ui/import_texts.js";

const { organization, chunkUrl, finishUrl, itemsUrl, worker, creates } = document.getElementById("import").dataset;
// Without an organization the import is the person's own, and its collections are their folders.
const organizationId = organization || null;
const scope = `${document.documentElement.dataset.user} ${organization}`;
// What was begun: another attempt goes on with it.
const journey = { current: null };
// What was read, what of it is twice, and what is to be done.
let read = null;
let duplicates = [];
let plan = null;

async function start() {
  await call("open", JSON.parse(document.getElementById("keyring").textContent));
  await fill(part("source"));
  part("source").addEventListener("submit", (event) => {
    event.preventDefault();
    review(event.submitter ?? part("continue"));
  });
  part("file").addEventListener("change", () => chosen());
  part("text").addEventListener("input", () => chosen(part("text").value));
  part("skip").addEventListener("change", preview);
  part("back").addEventListener("click", () => show("source"));
  part("again").addEventListener("click", () => location.reload());
  part("start").addEventListener("click", () => {
    journey.current = null;
    run();
  });
  for (const name of ["retry", "resume"]) part(name).addEventListener("click", run);
  part("discard").addEventListener("click", discard);
  for (const name of ["report", "report-again"]) part(name).addEventListener("click", report);
  wireDrop(part("drop"));
  journey.current = await interrupted(scope);
  part("interrupted").hidden = !journey.current;
  if (journey.current) part("interrupted-text").textContent = sayCount("Interrupted", journey.current.total);
}

async function discard() {
  await forgetImport(journey.current.id);
  journey.current = null;
  part("interrupted").hidden = true;
}

function wireDrop(zone) {
  for (const name of ["dragenter", "dragover"])
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    part("file").files = event.dataTransfer.files;
    chosen();
  });
}

/** What is given last counts: a file, or the text. */
function chosen(text = "") {
  if (text) part("file").value = "";
  part("text").value = text;
  part("file-name").textContent = part("file").files[0]?.name ?? say("Drop");
  part("protected").hidden = true;
  part("password").value = "";
  refuse("");
}

async function review(button) {
  busy(button);
  refuse("");
  try {
    read = await readExportFile(worker, {
      bytes: await content(),
      format: part("format").value,
      password: part("password").value,
    });
    if (!read.items.length && !read.problems.length) throw new ImportRefused({ reason: "empty" });
    duplicates = await findDuplicates(read, { scope: organizationId ?? "member", itemsUrl });
    preview();
    show("preview");
  } catch (error) {
    explainRefusal(error);
  } finally {
    busy(button, false);
  }
}

async function content() {
  const [file] = part("file").files;
  return file ? new Uint8Array(await file.arrayBuffer()) : utf8(part("text").value);
}

function explainRefusal(error) {
  if (error instanceof ApiError) return refuse(error.message);
  if (!(error instanceof ImportRefused)) throw error;
  const reason = error.reason === "none" && part("file").files.length ? "empty" : error.reason;
  refuse(say(reason[0].toUpperCase() + reason.slice(1), error.line ?? ""));
  if (!["password", "wrongPassword"].includes(error.reason)) return;
  part("protected").hidden = false;
  part("password").select();
}

function refuse(text) {
  part("error").hidden = !text;
  part("error-text").textContent = text;
}

const isTable = () => read.format.endsWith("csv");
const leftOut = () => [...read.problems, ...plan.problems, ...(part("skip").checked ? duplicates : [])];

function preview() {
  const skipped = new Set(part("skip").checked ? duplicates.map(({ index }) => index) : []);
  const existing = [...part("target").options]
    .filter(({ value }) => value)
    .map(({ value, textContent }) => ({ id: value, name: textContent }));
  // Where none may be made, all goes to the collection that was chosen.
  const source = creates || !part("target").value ? read : withoutPlaces(read);
  const items = source.items.filter((_, i) => !skipped.has(i));
  plan = planImport({ ...source, items }, existing, part("target").value, { isPersonal: !organizationId });
  const formatName = part("format").querySelector(`[value="${read.format}"]`).textContent;
  showPreview({ plan, duplicates, leftOut: leftOut(), formatName, isTable: isTable(), creates: Boolean(creates) });
}

const withoutPlaces = ({ items, ...rest }) => ({
  ...rest, items: items.map((one) => ({ ...one, collections: [] })), collections: [],
});

function report() {
  const header = ["Place", "Name", "Why"].map((name) => say(`Column${name}`));
  downloadReport(
    say("ReportName"),
    header,
    leftOut().map((one) => explain(one, isTable())),
  );
}

async function run() {
  show("progress");
  part("retry").hidden = true;
  part("interrupted").hidden = true;
  try {
    finish(await runImport(plan, { organizationId, scope, chunkUrl, finishUrl, onProgress: progress }, journey));
  } catch (error) {
    part("status").textContent = `${say("Failed")} ${error.message}`;
    part("retry").hidden = false;
  }
}

function finish({ items }) {
  const missing = plan ? leftOut().length : 0;
  part("status").textContent = [sayCount("Done", items), missing ? sayCount("Missing", missing) : ""].join(" ").trim();
  for (const name of ["again", "open"]) part(name).hidden = false;
  part("report-again").hidden = !missing;
  part("open").focus();
}

function progress(sealed, sent, total) {
  part("bar").value = (sealed + sent) / (2 * total);
  if (sent === total) part("status").textContent = say("Finishing");
  else part("status").textContent = sealed < total ? say("Sealing", sealed, total) : say("Progress", sent, total);
}

function show(name) {
  for (const other of ["source", "preview", "progress"]) part(other).hidden = other !== name;
  part(name).focus();
}

start();
