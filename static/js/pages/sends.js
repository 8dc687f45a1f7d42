// A person's Sends.
import { call } from "../agent/client.js";
import { confirmDialog } from "../ui/dialog.js";
import { post, put } from "../ui/http.js";
import { createSendDialog } from "../ui/send_dialog.js";
import { say, showSends } from "../ui/send_list.js";
import { toast } from "../ui/toast.js";

const SEARCH_DELAY = 120;
const card = document.getElementById("sends");
const { url, createUrl, link } = card.dataset;
const filter = { query: "", type: null, page: 1 };
let sends = JSON.parse(document.getElementById("own-sends").textContent);
let timer = null;

const addressOf = (id) => `${url}${id}/`;
const dialog = createSendDialog({ createUrl, updateUrl: addressOf, saved });

async function refresh() {
  await call("indexSends", { sends });
  await showSends(filter, sends.length);
}

function change(id, facts) {
  sends = sends.map((send) => (send.id === id ? { ...send, ...facts } : send));
  return refresh();
}

async function saved(send, isNew) {
  sends = isNew ? [send, ...sends] : sends.map((known) => (known.id === send.id ? send : known));
  await refresh();
  await copyLink(send.id, isNew ? say("created") : say("saved"), say("notCopied"));
}

/** Put the link into the clipboard; browsers may refuse it long after the click. */
async function copyLink(id, done, failed) {
  const { fragment } = await call("sendFragment", { id });
  const { accessId } = sends.find((send) => send.id === id);
  try {
    await navigator.clipboard.writeText(`${location.origin}${link.replace("ACCESS", accessId)}#${fragment}`);
    toast(done, "success");
  } catch {
    toast(failed, "warning");
  }
}

const acts = {
  edit: (id) => dialog.edit(id),
  link: (id) => copyLink(id, say("linked"), say("notCopied")),
  disable: (id) => toggle(id, { disabled: true }, "disabledNow"),
  enable: (id) => toggle(id, { disabled: false }, "enabledNow"),
  "open-up": async (id) => {
    if (!await wanted("password")) return;
    await post(`${addressOf(id)}password/remove/`);
    await change(id, { hasPassword: false });
    toast(say("passwordRemoved"), "success");
  },
  delete: async (id) => {
    if (!await wanted("delete")) return;
    await post(`${addressOf(id)}delete/`);
    sends = sends.filter((send) => send.id !== id);
    await refresh();
    toast(say("deleted"), "success");
  },
};

async function toggle(id, state, words) {
  await put(`${addressOf(id)}disabled/`, state);
  await change(id, state);
  toast(say(words), "success");
}

function wanted(what) {
  return confirmDialog({ title: say(`${what}Title`), body: say(`${what}Text`), confirm: say(`${what}Button`), danger: true });
}

document.addEventListener("click", async (event) => {
  if (event.target.closest("[data-new-send]")) return dialog.create();
  const button = event.target.closest("[data-act]");
  if (!button || !card.contains(button)) return;
  try {
    await acts[button.dataset.act](button.closest("tr").dataset.id);
  } catch (error) {
    toast(error.message, "danger");
  }
});

function look(changed) {
  Object.assign(filter, { page: 1, ...changed });
  return showSends(filter, sends.length);
}

document.getElementById("send-search").addEventListener("input", ({ target }) => {
  clearTimeout(timer);
  timer = setTimeout(() => look({ query: target.value }), SEARCH_DELAY);
});
for (const button of card.querySelectorAll("button[data-type]")) {
  button.addEventListener("click", () => {
    for (const other of card.querySelectorAll("button[data-type]")) other.setAttribute("aria-pressed", String(other === button));
    look({ type: button.dataset.type === "" ? null : Number(button.dataset.type) });
  });
}
for (const button of card.querySelectorAll("[data-turn]")) {
  button.addEventListener("click", () => look({ page: filter.page + Number(button.dataset.turn) }));
}

await refresh();
