import { AgentError } from "./errors.js";
import { completed } from "./index.js";
import { remember } from "./remembered.js";

// An administrator may walk through many clients in one session.
const KEPT = 24;

/** Return the index of a scope as far as it is decrypted, or refuse. */
export function indexOf({ indexes }, scope) {
  const found = indexes.get(scope);
  if (!found) throw new AgentError("refused", "this list has not been indexed");
  return found;
}

/** Return the index of a scope once the names of all items are known, or refuse. */
export async function namedIndex(session, scope) {
  const found = indexOf(session, scope);
  await found.naming;
  return found;
}

/** Put an index in the place of the scope's older one, and begin with what searching needs. */
export function keepIndex(session, scope, fresh) {
  const { indexes } = session;
  indexes.delete(scope);
  indexes.set(scope, fresh);
  if (indexes.size > KEPT) indexes.delete(indexes.keys().next().value);
  const isCurrent = () => indexes.get(scope) === fresh;
  completed(fresh, isCurrent)
    .then(() => isCurrent() && remember(session, scope, fresh))
    // Without storage the next unlock decrypts everything, as the first did.
    .catch(() => {});
}
