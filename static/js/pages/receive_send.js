// Opening a Send: the key stands behind the # of the address, which browsers never send.
import { decryptText } from "../core/encstring.js";
import { seedFromFragment, sendFileKey, sendKey, sendPasswordHash } from "../core/send.js";
import { copy } from "../ui/clipboard.js";
import { busy } from "../ui/dom.js";
import { exactDate } from "../ui/dates.js";
import { decryptInWorker } from "../ui/file_decryption.js";
import { getBlob, post } from "../ui/http.js";
import { saveFile } from "../ui/save_file.js";

const form = document.getElementById("open-send");
const opened = document.getElementById("opened-send");
const at = (id) => document.getElementById(id);
const words = form.dataset;
let shown = {};

async function open() {
  const seed = seedFromFragment(location.hash.slice(1));
  if (!seed) return complain(words.noKey);
  const button = form.querySelector(".primary");
  busy(button);
  try {
    const password = await shownPassword(seed);
    const email = at("send-email")?.value;
    const send = await post(words.openUrl, { password, email, code: at("send-code")?.value || null });
    at("send-problem").hidden = true;
    if (send.codeMailed) return askForCode();
    // A code works once: what follows is asked for by a pass.
    await show(send, seed, email ? { passed: send.passed } : { password });
  } catch (error) {
    complain(error.status === undefined ? words.wrongKey : error.message);
    (at("send-password") ?? at("send-code"))?.focus();
  } finally {
    busy(button, false);
  }
}

function askForCode() {
  at("send-code-field").hidden = false;
  at("send-code").focus();
}

async function shownPassword(seed) {
  const entered = at("send-password")?.value;
  return entered ? sendPasswordHash(entered, seed) : null;
}

async function show(send, seed, proof) {
  const key = await sendKey(seed);
  const [name, text, fileName] = await Promise.all([send.name, send.text?.text, send.file?.fileName].map((part) => part && decryptText(part, key)));
  shown = { seed, proof, text, fileName, size: Number(send.file?.size) };
  at("send-title").textContent = name;
  at("send-subtitle").hidden = true;
  at("send-sender").textContent = send.creatorIdentifier ? words.from.replace("%s", () => send.creatorIdentifier) : words.anonymous;
  at("send-expiry").textContent = send.expirationDate ? words.expires.replace("%s", exactDate(send.expirationDate)) : "";
  at("send-expiry").hidden = !send.expirationDate;
  if (send.file) showFile(send); else showText(send);
  form.hidden = true;
  opened.hidden = false;
}

function showText(send) {
  at("opened-text").hidden = false;
  at("reveal-text").hidden = !send.text.hidden;
  at("send-text").textContent = send.text.hidden ? "••••••••••••" : shown.text;
}

function showFile(send) {
  at("opened-file").hidden = false;
  at("send-file-name").textContent = shown.fileName;
  at("send-file-size").textContent = send.file.sizeName;
}

async function download() {
  const button = at("download-file");
  busy(button);
  at("send-problem").hidden = true;
  try {
    tell(words.loading, null);
    const { url } = await post(words.fileUrl, shown.proof);
    const encrypted = await getBlob(url);
    const file = await decryptInWorker(words.worker, encrypted, await sendFileKey(shown.seed), (share) => tell(words.decrypting.replace("%d", Math.floor(100 * share)), share));
    saveFile(file, shown.fileName);
    tell(words.done, 1);
  } catch (error) {
    at("download-progress").hidden = true;
    form.hidden = false;
    for (const part of form.children) part.hidden = part.id !== "send-problem";
    complain(error.status === undefined ? words.altered : wordsOf(error));
  } finally {
    busy(button, false);
  }
}

function wordsOf({ status, message }) {
  return status === 404 && shown.proof.passed ? words.again : message;
}

function tell(text, share) {
  const progress = at("download-progress");
  progress.hidden = false;
  progress.querySelector("[role]").textContent = text;
  const bar = progress.querySelector("progress");
  if (share === null) bar.removeAttribute("value"); else bar.value = share;
}

function complain(text) {
  at("send-problem").textContent = text;
  at("send-problem").hidden = false;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  open();
});
at("reveal-text").addEventListener("click", ({ currentTarget }) => {
  at("send-text").textContent = shown.text;
  currentTarget.hidden = true;
});
at("copy-text").addEventListener("click", () => copy(shown.text, { secret: true }));
at("download-file").addEventListener("click", download);
