// The files of an item: shown in its dialog, encrypted and decrypted by the agent alone.
import { call } from "../agent/client.js";
import { confirmDialog } from "./dialog.js";
import { element, icon, iconButton, text } from "./dom.js";
import { saveFile } from "./save_file.js";
import { uploadParts } from "./send_upload.js";
import { toast } from "./toast.js";
import { announceAttachment, attachmentAddress, deleteAttachment, fetchAttachment } from "./vault_routes.js";
import { say } from "./vault_texts.js";

const LARGEST = 500 * 1024 * 1024;

/**
 * Make the section of an item's files.
 *
 * @param {object} item decrypted.
 * @param {{ edits: boolean, changed?: () => Promise<void>, fetchFile?: (itemId: string, id: string) => Promise<Blob> }} surroundings
 * @returns {HTMLElement | null}
 */
export function attachmentSection(item, { edits, changed, fetchFile = fetchAttachment }) {
  const files = item.attachments ?? [];
  if (!files.length && !edits) return null;
  const progress = element("div", { hidden: true }, element("progress", { class: "large", max: 1, "aria-label": say("attachments") }), element("p", { class: "small muted", role: "status" }));
  const surroundings = { item, progress, changed, fetchFile };
  return element("section", { class: "stack tight", id: "item-files" },
    element("h3", {}, say("attachments")),
    files.length > 0 && element("dl", { class: "fields" }, files.map((file) => fileLine(file, edits, surroundings))),
    progress,
    edits && chooser(surroundings));
}

function fileLine(file, edits, surroundings) {
  const name = file.fileName ?? text("undecryptable");
  const act = (job) => ({ on: { click: ({ currentTarget }) => attempt(currentTarget, surroundings, () => job(file, surroundings)) } });
  return element("div", {},
    element("dt", { dir: "auto", dataset: { secret: "" } }, name),
    element("dd", {}, file.sizeName),
    element("dd", { class: "field-actions" },
      file.fileName !== null && file.key && iconButton("download", say("download", name), act(download)),
      edits && iconButton("trash", say("deleteFile", name), act(remove))));
}

function chooser(surroundings) {
  const input = element("input", { type: "file", class: "visually-hidden", id: "item-file", tabindex: "-1", "aria-label": say("addFile") });
  const button = element("button", { type: "button", class: "btn small", on: { click: () => input.click() } }, icon("paperclip"), say("addFile"));
  // Choosing a file changes nothing that would have to be saved.
  input.addEventListener("input", (event) => event.stopPropagation());
  input.addEventListener("change", () => {
    const [file] = input.files;
    if (file) attempt(button, surroundings, () => upload(file, surroundings));
    input.value = "";
  });
  return element("div", { class: "stack tight" }, element("div", { class: "row" }, button, input), element("p", { class: "small muted" }, say("noFiles")));
}

async function upload(file, { item, progress, changed }) {
  if (file.size > LARGEST) throw new Error(say("fileTooLarge"));
  if (!file.size) throw new Error(say("fileEmpty"));
  tell(progress, say("encrypting"));
  const { organizationId, key: itemKey, revisionDate } = item;
  const sealed = await call("sealAttachment", { organizationId, itemKey, file, name: file.name });
  const { id } = await announceAttachment(item.id, {
    fileName: sealed.fileName, key: sealed.key, fileSize: sealed.file.size, lastKnownRevisionDate: revisionDate,
  });
  const { signal } = new AbortController();
  await uploadParts(attachmentAddress(item.id, id), sealed.file, {
    signal, progress: (share) => tell(progress, say("uploading", Math.floor(100 * share)), share),
  });
  toast(say("fileAdded"), "success");
  await changed();
}

async function download({ id, key, fileName }, { item, progress, fetchFile }) {
  tell(progress, say("downloading"));
  const { organizationId, key: itemKey } = item;
  const encrypted = await fetchFile(item.id, id);
  const { file } = await call("openAttachment", { organizationId, itemKey, key, file: encrypted });
  saveFile(file, fileName);
}

async function remove({ id }, { item, changed }) {
  const asked = { title: say("deleteFileTitle"), body: say("deleteText"), confirm: say("deleteForever"), danger: true };
  if (!(await confirmDialog(asked))) return;
  await deleteAttachment(item.id, id);
  toast(say("fileDeleted"), "success");
  await changed();
}

async function attempt(button, { progress }, job) {
  button.disabled = true;
  try {
    await job();
  } catch (error) {
    toast(["wrong_key", "malformed"].includes(error.code) ? say("fileAltered") : error.message, "danger");
  } finally {
    button.disabled = false;
    progress.hidden = true;
  }
}

function tell(progress, words, share = null) {
  progress.hidden = false;
  progress.querySelector("[role]").textContent = words;
  const bar = progress.querySelector("progress");
  if (share === null) bar.removeAttribute("value"); else bar.value = share;
}
