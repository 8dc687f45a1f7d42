// What keeps an item from being saved, said by the names that its fields have on the page.
import { parseTotp } from "../core/totp.js";
import { say } from "./vault_texts.js";

const CONFLICT = 409;

/** Return what an item lacks before it is encrypted, or "". */
export function faultOf(item, before) {
  if (!item.name) return say("noName");
  const key = item.login?.totp;
  // One that came from elsewhere stays as it is.
  return key && key !== before?.login?.totp && !isTotp(key) ? say("noTotp") : "";
}

/** Say why the server did not take an item. */
export function refusalOf({ status, message, errors = {} }, type) {
  if (status === CONFLICT) return say("conflict");
  const labels = new Set(Object.keys(errors).map((path) => labelOf(path.replace(/^cipher\./, ""), type)));
  return labels.size ? say("tooLong", [...labels].join(", ")) : message;
}

/** Name the field of an item at this path. */
export function labelOf(path, type) {
  const [head, member] = path.split(/[.[]/);
  if (head === "login" && member === "uris") return say("website");
  const own = head === type.member && type.fields.find(({ name }) => name === member);
  const common = { name: say("name"), notes: say("notes"), fields: say("customFields"), passwordHistory: say("history"), attachments: say("attachments") };
  return own ? own.label : common[head] ?? path;
}

function isTotp(key) {
  try {
    return Boolean(parseTotp(key));
  } catch {
    return false;
  }
}
