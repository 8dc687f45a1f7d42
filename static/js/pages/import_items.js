import { call } from "../agent/client.js";
import { MalformedCsv } from "../core/importers/csv.js";
import { UnreadableExport } from "../core/importers/unreadable.js";
import { detectFormat } from "../core/importers/detect.js";
import { readExport } from "../core/importers/read.js";
import { busy, element } from "../ui/dom.js";
import { fill } from "../ui/fields.js";
import { planImport } from "../ui/import_plan.js";
import { runImport } from "../ui/import_run.js";

const root = document.getElementById("import");
const part = (name) => document.getElementById(`import-${name}`);
const say = (key, ...values) => values.reduce((text, value) => text.replace("%s", value), root.dataset[`text${key}`]);
const { organization: organizationId, chunkUrl, finishUrl } = root.dataset;
let plan = null;

async function start() {
  await call("open", JSON.parse(document.getElementById("keyring").textContent));
  await fill(root);
  part("source").addEventListener("submit", (event) => { event.preventDefault(); review(event.submitter); });
  part("file").addEventListener("change", nameFile);
  part("back").addEventListener("click", () => show("source"));
  part("again").addEventListener("click", () => location.reload());
  for (const name of ["start", "retry"]) part(name).addEventListener("click", run);
  wireDrop(part("drop"));
}

function wireDrop(zone) {
  const over = (event) => { event.preventDefault(); zone.classList.add("over"); };
  for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, over);
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    part("file").files = event.dataTransfer.files;
    nameFile();
  });
}

function nameFile() {
  const [file] = part("file").files;
  if (file) part("file-name").textContent = file.name;
}

async function review(button) {
  busy(button);
  try {
    const text = await content();
    const format = part("format").value || detectFormat(text);
    if (!format) throw new UnreadableExport("unknown");
    preview(readExport(text, format));
  } catch (error) {
    refuse(reasonOf(error));
  } finally {
    busy(button, false);
  }
}

async function content() {
  const [file] = part("file").files;
  const text = file ? new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()) : part("text").value;
  if (!text.trim()) throw new UnreadableExport("none");
  return text;
}

function reasonOf(error) {
  if (error instanceof MalformedCsv) return say("Csv", error.line);
  if (error instanceof UnreadableExport) return say(error.reason[0].toUpperCase() + error.reason.slice(1));
  if (error instanceof TypeError) return say("Utf8");
  throw error;
}

function refuse(text) {
  part("error").textContent = text;
  part("error").hidden = false;
}

function preview(read) {
  if (!read.items.length && !read.problems.length) return refuse(say("Empty"));
  const options = [...part("target").options].filter(({ value }) => value);
  const existing = options.map(({ value, textContent }) => ({ id: value, name: textContent }));
  plan = { ...planImport(read, existing, part("target").value), items: read.items };
  part("count").textContent = read.items.length;
  part("new-collections").textContent = plan.collections.filter(({ id }) => !id).length;
  part("left-out").textContent = read.problems.length;
  part("unassigned").hidden = !plan.unassigned;
  part("unassigned").textContent = say(plan.unassigned === 1 ? "UnassignedOne" : "Unassigned", plan.unassigned);
  part("problems").hidden = !read.problems.length;
  part("problems").querySelector("tbody").replaceChildren(...read.problems.map(problemRow));
  part("start").textContent = say(read.items.length === 1 ? "ImportOne" : "ImportMany", read.items.length);
  part("start").disabled = !read.items.length;
  show("preview");
}

function problemRow({ where, name, reason, field }) {
  const why = say(`Reason${reason[0].toUpperCase()}${reason.slice(1)}`, field ?? "");
  return element("tr", {},
    element("td", {}, say("Row", where)), element("td", { dir: "auto", dataset: { secret: "" } }, name), element("td", {}, why));
}

async function run() {
  show("progress");
  part("retry").hidden = true;
  progress(0);
  try {
    const written = await runImport(plan, { organizationId, chunkUrl, finishUrl, onProgress: progress });
    part("status").textContent = say(written.items === 1 ? "DoneOne" : "Done", written.items);
    for (const name of ["again", "open"]) part(name).hidden = false;
    part("open").focus();
  } catch (error) {
    part("status").textContent = `${say("Failed")} ${error.message}`;
    part("retry").hidden = false;
  }
}

function progress(done) {
  const total = plan.items.length;
  part("bar").value = done / total;
  part("status").textContent = done === total ? say("Finishing") : say("Progress", done, total);
}

function show(name) {
  for (const other of ["source", "preview", "progress"]) part(other).hidden = other !== name;
  part("error").hidden = true;
  part(name).focus();
}

start();
