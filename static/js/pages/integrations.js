// The keys of an organization's programs: each is made after the master password, and shown once.
import { openDialog } from "../ui/dialog.js";
import { reveal, setSecret } from "../ui/secret.js";
import { postProven } from "../ui/step_up.js";

const dialog = document.getElementById("new-key");
const secret = document.getElementById("key");

async function issue(url) {
  const answer = await postProven(url);
  if (!answer) return;
  setSecret(secret, answer.key);
  reveal(secret);
  openDialog(dialog);
}

for (const button of document.querySelectorAll("[data-issue-key]")) {
  button.addEventListener("click", () => issue(button.dataset.issueKey));
  button.disabled = false;
}
dialog.addEventListener("close", () => {
  setSecret(secret, "");
  // The page says now that there is a key.
  location.reload();
});
