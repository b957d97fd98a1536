/** What may stay in a browser after signing out: nothing that tells who was here. */
const MAY_STAY = ['mantine-color-scheme-value', 'loggia.locale'];

/** Removes everything that pages kept in this browser. */
export function forgetEverything() {
  for (const name of Object.keys(localStorage)) {
    if (!MAY_STAY.includes(name)) localStorage.removeItem(name);
  }
  sessionStorage.clear();
}
