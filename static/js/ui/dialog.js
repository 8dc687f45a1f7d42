import { element, iconButton, text } from "./dom.js";

/** Open a <dialog>; the first field with `autofocus`, or the first field at all, gets the focus. */
export function openDialog(dialog) {
  if (dialog.open) return dialog;
  dialog.showModal();
  if (!dialog.querySelector("[autofocus]")) {
    dialog.querySelector('.dialog-body :is(input:not([type="hidden"]), select, textarea):not(:disabled)')?.focus();
  }
  return dialog;
}

/** Put the errors of an ApiError at the fields of a form; return those that have no field. */
export function showErrors(form, errors) {
  clearErrors(form);
  const loose = [];
  for (const [name, messages] of Object.entries(errors)) {
    const control = form.elements.namedItem(name);
    const input = control instanceof RadioNodeList ? control[0] : control;
    const field = input?.closest(".field");
    if (!field) { loose.push(...[messages].flat()); continue; }
    const id = `${input.id || name}_error`;
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", [input.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
    field.append(element("p", { class: "errors", id, dataset: { live: "" } }, [messages].flat().join(" ")));
  }
  const first = form.querySelector('[aria-invalid="true"]');
  first?.focus();
  // Its words stand below it.
  first?.closest(".field").scrollIntoView({ block: "nearest" });
  return loose;
}

/** Show an ApiError at the fields it is about; return in words what has no field, or "". */
export function explain(form, { message, errors = {} }) {
  const loose = showErrors(form, errors);
  return loose.length || !Object.keys(errors).length ? loose.join(" ") || message : "";
}

/** Take away what showErrors put there. */
export function clearErrors(form) {
  for (const note of form.querySelectorAll(".errors[data-live]")) {
    const input = form.querySelector(`[aria-describedby~="${CSS.escape(note.id)}"]`);
    if (input) {
      const rest = input.getAttribute("aria-describedby").split(" ").filter((id) => id !== note.id).join(" ");
      if (rest) input.setAttribute("aria-describedby", rest); else input.removeAttribute("aria-describedby");
      input.removeAttribute("aria-invalid");
    }
    note.remove();
  }
}

/** A page shows one space where a name has several, and a letter looks alike however it is put together. */
const asTyped = (name) => name.normalize("NFC").trim().replace(/\s+/g, " ");

/**
 * Ask before an action; resolves to true or false. `phrase`: the words that must be typed first, shown behind
 * `phraseLabel` above the field. Texts come from the caller's data- attributes.
 */
export function confirmDialog({ title, body = "", confirm, cancel = text("cancel"), danger = false, phrase = "", phraseLabel = "" }) {
  const accept = element("button", { class: `btn primary${danger ? " danger" : ""}`, value: "yes", disabled: Boolean(phrase) }, confirm);
  const parts = [];
  if (body) parts.push(element("p", { dir: "auto" }, body));
  if (phrase) {
    const input = element("input", { id: "confirm-phrase", autocomplete: "off", spellcheck: "false", autofocus: true, dir: "auto" });
    input.addEventListener("input", () => { accept.disabled = asTyped(input.value) !== asTyped(phrase); });
    const label = element("label", { for: "confirm-phrase" }, `${phraseLabel} `, element("b", { class: "strong", dir: "auto" }, phrase));
    parts.push(element("div", { class: "field" }, label, input));
  }
  const dialog = element("dialog", { class: "dialog small", "aria-labelledby": "confirm-title" },
    element("form", { method: "dialog" },
      element("header", { class: "dialog-head" },
        element("h2", { id: "confirm-title", dir: "auto" }, title), iconButton("x", text("close"), { dataset: { closeDialog: "" } })),
      parts.length > 0 && element("div", { class: "dialog-body" }, parts),
      element("footer", { class: "dialog-foot" },
        element("button", { type: "button", class: "btn", autofocus: danger && !phrase, dataset: { closeDialog: "" } }, cancel), accept)));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => { resolve(dialog.returnValue === "yes"); dialog.remove(); }, { once: true });
  });
}

/** Wire [data-open-dialog="id"], [data-close-dialog], a click on the scrim, and forms with [data-confirm]. */
export function startDialogs(root = document) {
  root.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open-dialog]");
    if (opener) openDialog(document.getElementById(opener.dataset.openDialog));
    else if (event.target.closest("[data-close-dialog]")) event.target.closest("dialog")?.close();
  });
  root.addEventListener("pointerdown", (event) => {
    if (event.target.matches?.("dialog:modal") && event.target.dataset.closedby !== "none" && isOutside(event)) event.target.requestClose?.();
  });
  root.addEventListener("submit", async (event) => {
    const form = event.target;
    const { confirmTitle, confirmText, confirmButton, confirmDanger } = form.dataset;
    if (!confirmTitle || form.dataset.confirmed) return;
    event.preventDefault();
    const { submitter } = event;
    if (await confirmDialog({ title: confirmTitle, body: confirmText, confirm: confirmButton, danger: confirmDanger !== undefined })) {
      form.dataset.confirmed = "yes";
      form.requestSubmit(submitter);
    }
  });
}

function isOutside(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
