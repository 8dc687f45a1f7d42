// Deleting a whole thing, or all that is in it, for good: its name is typed, then the master password is asked for.
import { confirmDialog } from "../ui/dialog.js";
import { postProven } from "../ui/step_up.js";

async function remove({ url, title, text, confirm, phrase, phraseLabel }) {
  if (!await confirmDialog({ title, body: text, confirm, phrase, phraseLabel, danger: true })) return;
  const answer = await postProven(url);
  if (answer) location.assign(answer.url);
}

for (const button of document.querySelectorAll("[data-ends]")) button.addEventListener("click", () => remove(button.dataset));
