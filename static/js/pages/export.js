// An export: the server hands the ciphertext out after the master password, the agent opens it, a worker writes the file.
import { call } from "../agent/client.js";
import { ready } from "../agent/guard.js";
import { fileName } from "../core/exporters/write.js";
import { clearErrors, confirmDialog, showErrors } from "../ui/dialog.js";
import { busy } from "../ui/dom.js";
import { download, writeFile } from "../ui/export_file.js";
import { gatherFiles } from "../ui/export_files.js";
import { post } from "../ui/http.js";
import { startStrength } from "../ui/password_strength.js";
import { stepUp } from "../ui/step_up.js";
import { toast } from "../ui/toast.js";

const SHORTEST = 12;
const form = document.getElementById("export");
const words = form.dataset;
const status = document.getElementById("export-status");
const protection = document.getElementById("export-protection");
const [first, second] = ["export-password", "export-password-again"].map((id) => document.getElementById(id));
const isOrganization = Boolean(words.organization);
const format = () => form.elements.format.value;

startStrength(form.querySelector(".strength"), first, words.strength);

/** A hidden field must not keep the form from being sent. */
function showFormat() {
  protection.hidden = format() !== "protected";
  protection.disabled = protection.hidden;
  document.getElementById("export-plain").hidden = !protection.hidden;
  document.getElementById("export-csv").hidden = format() !== "csv";
}

/** Say what is wrong with the password of the file; returns whether it may be used. */
function mayProtect() {
  const errors = {};
  if ([...first.value].length < SHORTEST) errors[first.id] = [words.tooShort];
  else if (first.value !== second.value) errors[second.id] = [words.different];
  showErrors(form, errors);
  return !Object.keys(errors).length;
}

async function start() {
  status.textContent = "";
  const isProtected = format() === "protected";
  if (isProtected ? !mayProtect() : !(await confirmDialog({ title: words.title, body: words.text, confirm: words.button }))) return;
  const proved = await stepUp(fetchVault);
  if (!proved) return;
  const button = form.querySelector("button.primary");
  busy(button);
  try {
    finish(await exportVault(proved));
  } catch {
    status.textContent = words.failed;
  } finally {
    busy(button, false);
  }
}

async function fetchVault(proof) {
  const { loginHash } = await call("prove", proof);
  return { ciphertext: await post(words.document, { loginHash }), kdf: proof.kdf };
}

async function exportVault({ ciphertext, kdf }) {
  await call("open", JSON.parse(document.getElementById("keyring").textContent));
  const { unreadable, broken, ...vault } = await call("openDocument", { document: ciphertext });
  const how = { format: format(), isOrganization, password: first.value, kdf };
  const { files, missing } = await gatherFiles(how.format === "zip" ? vault.items : [], words.file, tell);
  status.textContent = "";
  download(await writeFile(words.worker, { vault, how: { ...how, files } }), fileName(how, new Date()));
  return { count: vault.items.length, damaged: unreadable + broken, missing };
}

function tell(done, total) {
  status.textContent = words.fetching.replace("%s", done + 1).replace("%s", total);
}

function finish({ count, damaged, missing }) {
  const done = (count === 1 ? words.doneOne : words.done).replace("%s", count);
  const damages = [damaged && words.damaged.replace("%s", damaged), missing && words.missing.replace("%s", missing)];
  status.textContent = [done, ...damages.filter(Boolean)].join(" ");
  first.value = second.value = "";
  first.dispatchEvent(new Event("input"));
  toast(done, "success");
}

form.addEventListener("change", showFormat);
form.addEventListener("input", () => clearErrors(form));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  start();
});
showFormat();
if ((await ready).unlocked) form.querySelector("button.primary").disabled = false;
