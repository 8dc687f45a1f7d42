import { openDialog } from "../ui/dialog.js";
import { reveal, setSecret } from "../ui/secret.js";
import { postProven } from "../ui/step_up.js";

const button = document.getElementById("issue-api-key");
const dialog = document.getElementById("api-key");
const secret = document.getElementById("client-secret");

button.addEventListener("click", async () => {
  const answer = await postProven(button.dataset.url);
  if (!answer) return;
  setSecret(secret, answer.clientSecret);
  // This is the only time it can be seen.
  reveal(secret);
  openDialog(dialog);
});
dialog.addEventListener("close", () => {
  setSecret(secret, "");
  // The page says now that there is a key.
  location.reload();
});
button.disabled = false;
