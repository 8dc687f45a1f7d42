import { postProven } from "../ui/step_up.js";

const button = document.getElementById("start-change");

button.addEventListener("click", async () => {
  const answer = await postProven(button.dataset.url);
  if (answer) location.assign(answer.url);
});
button.disabled = false;
