// A log of events: the names of items and collections, which only somebody with the organization's key can read.
import { call } from "../agent/client.js";
import { ready } from "../agent/guard.js";
import { fill } from "../ui/fields.js";

// While locked, the guard is on its way to the lock screen.
if ((await ready).unlocked) {
  await call("open", JSON.parse(document.getElementById("keyring").textContent));
  await fill();
}
