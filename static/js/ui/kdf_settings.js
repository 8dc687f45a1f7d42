/**
 * Show the numbers of the chosen key derivation only (accounts/_kdf_settings.html); returns a function that reads them.
 *
 * @param {HTMLFormElement} form
 * @returns {() => KdfSettings}
 */
export function startKdfSettings(form) {
  const choices = [...form.querySelectorAll('input[name="kdf"]')];
  const rows = [...form.querySelectorAll("[data-kdf]")];
  const chosen = () => choices.find((choice) => choice.checked).value;

  function show() {
    for (const row of rows) row.hidden = row.disabled = row.dataset.kdf !== chosen();
  }

  function read() {
    const row = rows.find((row) => row.dataset.kdf === chosen());
    const numbers = [...row.querySelectorAll("[data-setting]")].map((input) => [input.dataset.setting, input.valueAsNumber]);
    return { type: Number(chosen()), memory: null, parallelism: null, ...Object.fromEntries(numbers) };
  }

  form.addEventListener("change", show);
  // A browser that remembers the form chooses before this runs.
  show();
  return read;
}
