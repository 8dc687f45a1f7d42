// Deleting a whole thing for good: its name is typed, then the master password is asked for.
import { confirmDialog } from "../ui/dialog.js";
import { postProven } from "../ui/step_up.js";

const button = document.getElementById("delete");

async function remove({ url, title, text, confirm, phrase, phraseLabel }) {
  if (!await confirmDialog({ title, body: text, confirm, phrase, phraseLabel, danger: true })) return;
  const answer = await postProven(url);
  if (answer) location.assign(answer.url);
}

button?.addEventListener("click", () => remove(button.dataset));
