// Somebody else's own items, seen by their emergency contact: nothing can be changed here.
import { call } from "../agent/client.js";
import { ready } from "../agent/guard.js";
import { attachmentSection } from "../ui/attachments.js";
import { openDialog } from "../ui/dialog.js";
import { element, icon } from "../ui/dom.js";
import { getBlob, getBuffer } from "../ui/http.js";
import { itemView } from "../ui/item_view.js";
import { toast } from "../ui/toast.js";
import { say } from "../ui/vault_texts.js";

const SIZE = 50;
const ZEROS = "00000000-0000-0000-0000-000000000000";
const { scope, itemsUrl, fileUrl, owner, pageOf, failed } = document.getElementById("emergency-vault").dataset;
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const types = new Map(read("item-types").map((type) => [type.type, type]));
const [table, pages, dialog] = [document.querySelector("#emergency-vault table"), document.getElementById("pages"), document.getElementById("item-dialog")];
const question = { query: "", page: 1 };

async function show() {
  const found = await call("search", { scope, ...question, filter: {}, sort: "name", descending: false, size: SIZE });
  document.getElementById("loading").hidden = true;
  document.getElementById("nothing").hidden = found.total > 0;
  table.hidden = found.total === 0;
  table.tBodies[0].replaceChildren(...found.rows.map(rowOf));
  pages.hidden = found.pages < 2;
  pages.firstElementChild.textContent = pageOf.replace("%d", found.page).replace("%d", found.pages);
  for (const button of pages.querySelectorAll("[data-turn]")) {
    const page = found.page + Number(button.dataset.turn);
    button.disabled = page < 1 || page > found.pages;
  }
}

function rowOf({ id, name, subtitle, type }) {
  const words = element("span", {}, element("b", { dir: "auto", dataset: { secret: "" } }, name ?? say("untitled")), subtitle && element("small", { dir: "auto", dataset: { secret: "" } }, subtitle));
  const glyph = element("span", { class: "glyph" }, icon(types.get(type)?.icon ?? "help-circle"));
  const button = element("button", { type: "button", class: "entry", on: { click: () => open(id) } }, glyph, words);
  return element("tr", {}, element("td", { class: "cell-main" }, button), element("td", { class: "medium-only" }, types.get(type)?.label ?? ""));
}

async function open(id) {
  const item = await call("item", { scope, id });
  const type = types.get(item.type);
  const files = attachmentSection(item, { edits: false, fetchFile: (_, file) => getBlob(fileUrl.replace(ZEROS, file)) });
  document.getElementById("item-title").textContent = item.name ?? type.label;
  document.getElementById("item-body").replaceChildren(...itemView(item, { type, owner, collections: [], folder: null, files }));
  openDialog(dialog);
}

// Nothing decrypted stays in a closed dialog.
dialog.addEventListener("close", () => document.getElementById("item-body").replaceChildren());
document.getElementById("search").addEventListener("input", ({ target }) => {
  Object.assign(question, { query: target.value, page: 1 });
  show();
});
pages.addEventListener("click", ({ target }) => {
  const turn = target.closest("[data-turn]")?.dataset.turn;
  if (turn) show(Object.assign(question, { page: question.page + Number(turn) }));
});

await ready;
try {
  await call("open", read("keyring"));
  const buffer = await getBuffer(itemsUrl);
  await call("index", { scope, revision: String(Date.now()), buffer }, [buffer]);
  await show();
} catch {
  toast(failed, "danger");
}
