// Making and editing a Send. Nothing leaves the page but what the agent encrypted.
import { call } from "../agent/client.js";
import { encryptedSize } from "../core/file_stream.js";
import { localInput, momentOf } from "./dates.js";
import { clearErrors, explain, openDialog } from "./dialog.js";
import { busy } from "./dom.js";
import { post, put } from "./http.js";
import { say } from "./send_list.js";
import { uploadParts } from "./send_upload.js";

const LARGEST = 500 * 1024 * 1024;
const HOUR = 3_600_000;
const LONGEST_TEXT = 10_000;

/**
 * Wire the dialog.
 *
 * @param {{ createUrl: string, updateUrl: (id: string) => string, saved: (send: object, isNew: boolean) => Promise<void> }} surroundings
 * @returns {{ create: () => void, edit: (id: string) => Promise<void> }}
 */
export function createSendDialog({ createUrl, updateUrl, saved }) {
  const dialog = document.getElementById("send-dialog");
  const form = dialog.querySelector("form");
  const { elements } = form;
  const [error, progress, drop] = ["send-error", "send-progress", "send-drop"].map((id) => document.getElementById(id));
  const help = document.getElementById("send-password-help");
  const fileName = document.getElementById("send-file-name");
  let before = null;
  let chosen = null;
  let upload = null;

  function create() {
    show(null, say("new"));
  }

  async function edit(id) {
    show(await call("send", { id }), say("edit"));
  }

  function show(send, title) {
    form.reset();
    [before, chosen] = [send, null];
    error.hidden = progress.hidden = true;
    clearErrors(form);
    document.getElementById("send-dialog-title").textContent = title;
    document.getElementById("send-type").hidden = send !== null;
    help.textContent = send?.hasPassword ? help.dataset.kept : help.dataset.new;
    document.getElementById("send-options").open = false;
    fileName.textContent = fileName.dataset.choose;
    if (send) fill(send);
    adapt();
    openDialog(dialog);
  }

  function fill(send) {
    elements.type.value = String(send.type);
    for (const name of ["name", "text", "notes", "maxAccessCount"]) elements[name].value = send[name] ?? "";
    for (const name of ["hidden", "hideEmail", "disabled"]) elements[name].checked = send[name];
    elements.lifetime.value = "";
    elements.deletionDate.value = localInput(send.deletionDate);
    elements.expirationDate.value = send.expirationDate ? localInput(send.expirationDate) : "";
    elements.emails.value = (send.emails ?? "").replaceAll(",", "\n");
  }

  function adapt() {
    for (const part of form.querySelectorAll("[data-for-type]")) {
      part.hidden = part.dataset.forType !== elements.type.value || (before?.type === 1 && part.dataset.forType === "1");
    }
    document.getElementById("send-date").hidden = elements.lifetime.value !== "";
  }

  function choose(file) {
    chosen = file ?? null;
    fileName.textContent = chosen?.name ?? fileName.dataset.choose;
    if (chosen && !elements.name.value) elements.name.value = chosen.name;
  }

  function read() {
    const type = Number(elements.type.value);
    const hours = elements.lifetime.value;
    return {
      type,
      name: elements.name.value.trim(),
      text: type === 0 ? elements.text.value : null,
      notes: elements.notes.value || null,
      password: elements.password.value || null,
      hidden: elements.hidden.checked,
      facts: {
        maxAccessCount: elements.maxAccessCount.value ? Number(elements.maxAccessCount.value) : null,
        expirationDate: momentOf(elements.expirationDate.value),
        deletionDate: hours ? new Date(Date.now() + Number(hours) * HOUR).toISOString() : momentOf(elements.deletionDate.value),
        hideEmail: elements.hideEmail.checked,
        disabled: elements.disabled.checked,
        // Emptied, it names nobody any more.
        emails: elements.emails.value.trim() || (before?.emails ? "" : null),
      },
    };
  }

  /** Return what keeps the Send from being kept, or "". */
  function refusal({ type, name, text, password, facts }) {
    if (password && facts.emails) return say("both");
    if (!name) return say("noName");
    if (type === 0 && !text) return say("noText");
    if (type === 1 && !before && !chosen) return say("noFile");
    if (chosen && type === 1 && tooLarge(chosen)) return say("tooLarge", Math.floor(largest() / 1024 / 1024));
    if (!facts.deletionDate || new Date(facts.deletionDate) <= Date.now()) return say("past");
    return "";
  }

  async function save() {
    const entered = read();
    const refused = refusal(entered);
    if (refused) return complain(refused);
    const button = form.querySelector(".dialog-foot .primary");
    busy(button);
    error.hidden = true;
    clearErrors(form);
    upload = new AbortController();
    try {
      const kept = await keep(entered);
      dialog.close();
      await saved(kept, before === null);
    } catch (failure) {
      if (failure.name !== "AbortError") complain(explain(form, failure));
    } finally {
      progress.hidden = true;
      busy(button, false);
      upload = null;
    }
  }

  async function keep({ type, facts, hidden, ...plain }) {
    const isFile = type === 1;
    const sealed = await call("sealSend", { ...plain, fileName: isFile && !before ? chosen.name : null, key: before?.key ?? null });
    if (sealed.text?.length > LONGEST_TEXT) throw new Error(say("longText"));
    const { text, fileName: sealedName, ...fields } = sealed;
    const body = { type, ...facts, ...fields, text: isFile ? null : { text, hidden } };
    if (before) return put(updateUrl(before.id), body);
    if (!isFile) return post(createUrl, body);
    tell(say("encrypting"), null);
    const { file } = await call("sealSendFile", { key: sealed.key, file: chosen }).catch((failure) => {
      throw failure.code === "refused" ? new Error(say("notReadable")) : failure;
    });
    const send = await post(createUrl, { ...body, file: { fileName: sealedName }, fileLength: file.size });
    await uploadParts(updateUrl(send.id), file, { signal: upload.signal, progress: (share) => tell(say("uploading", Math.floor(100 * share)), share) });
    return { ...send, uploaded: true };
  }

  function tell(words, share) {
    progress.hidden = false;
    progress.querySelector("[role]").textContent = words;
    const bar = progress.querySelector("progress");
    if (share === null) bar.removeAttribute("value"); else bar.value = share;
  }

  function complain(words) {
    error.textContent = words;
    error.hidden = !words;
    error.scrollIntoView({ block: "nearest" });
  }

  form.noValidate = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!upload) save();
  });
  form.addEventListener("change", adapt);
  elements.file.addEventListener("change", () => choose(elements.file.files[0]));
  for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", over);
      if (name === "drop") choose(event.dataTransfer.files[0]);
    });
  }
  dialog.addEventListener("close", () => {
    upload?.abort();
    // Nothing decrypted stays in a closed dialog.
    form.reset();
    choose(null);
  });
  return { create, edit };
}

function largest() {
  return Math.min(LARGEST, Number(document.getElementById("sends").dataset.largestFile));
}

function tooLarge({ size }) {
  return size > LARGEST || encryptedSize(size) > Number(document.getElementById("sends").dataset.largestFile);
}
