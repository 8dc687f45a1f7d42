// Ciphertext that the server rendered: <span data-enc="2.…" data-organization="id"></span>, with data-enc-key where the
// text is encrypted with an item's own key.
import { call } from "../agent/client.js";
import { element, icon, text } from "./dom.js";

/** Mark an element as a text that no key opens. */
function markBroken(target) {
  target.removeAttribute("dir");
  target.replaceChildren(element("span", { class: "undecryptable" }, icon("alert-triangle", "small"), text("undecryptable")));
}

/** Decrypt all [data-enc] under `root`, one question to the agent per organization. */
export async function fill(root = document) {
  const groups = Map.groupBy(root.querySelectorAll("[data-enc]"), (target) => target.dataset.organization ?? "");
  await Promise.all([...groups].map(async ([organizationId, targets]) => {
    const fields = targets.map((target) => target.dataset.enc || null);
    const keys = targets.map((target) => target.dataset.encKey || null);
    const texts = await call("decrypt", { organizationId: organizationId || null, fields, keys });
    targets.forEach((target, i) => put(target, fields[i], texts[i]));
  }));
}

function put(target, encrypted, plain) {
  if (encrypted && plain === null) return markBroken(target);
  target.dir = "auto";
  target.dataset.secret = "";
  target.textContent = plain ?? "";
  if ("encTitle" in target.dataset) target.title = plain ?? "";
}
