// What a number of seats means for the bill, while it is typed; the server does the same sum for real.

/**
 * @param {HTMLFormElement} form with a field `seats`, and with data-price, data-minimum, data-assigned and data-current
 *   (the client's seats now), itself or on its radio buttons `plan`
 * @param {HTMLOutputElement} output with the texts in its data- attributes; data-refused- where nothing may be bought
 */
export function startSeatPreview(form, output) {
  const show = () => {
    const seats = form.elements.seats.valueAsNumber;
    const plan = (form.querySelector("[name=plan]:checked") ?? form).dataset;
    output.hidden = plan.price === undefined || !Number.isInteger(seats) || seats < Number(form.elements.seats.min);
    if (!output.hidden) output.querySelector("p").textContent = sentence(output, plan, seats);
  };
  form.addEventListener("input", show);
  show();
}

function sentence(output, plan, seats) {
  const texts = output.dataset;
  const [minimum, before] = [Number(plan.minimum), Number(plan.assigned)];
  const after = before + seats - Number(plan.current ?? 0);
  const bought = Math.max(0, after - minimum) - Math.max(0, before - minimum);
  const isRefused = bought > 0 && texts.refusedMany !== undefined;
  output.classList.toggle("warning", isRefused);
  output.classList.toggle("info", !isRefused);
  if (isRefused) return counted(texts.refusedOne, texts.refusedMany, Math.max(0, minimum - before));
  if (bought > 0) return priced(texts.boughtOne, texts.boughtMany, bought, plan, texts);
  if (bought < 0) return priced(texts.releasedOne, texts.releasedMany, -bought, plan, texts);
  return counted(texts.leftOne, texts.leftMany, Math.max(0, minimum - after));
}

function priced(one, many, number, { price }, { currency }) {
  const money = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency });
  return counted(one, many, number).replace("%s", money.format(number * Number(price)));
}

function counted(one, many, number) {
  return (number === 1 ? one : many).replace("%d", new Intl.NumberFormat(document.documentElement.lang).format(number));
}
