/// <reference lib="dom" />

const KEY = "permafrost-theme";

/** Wires the button that goes from light to dark and back; until it is pressed the system decides. */
export function chooseTheme(button: HTMLButtonElement): void {
  const system = matchMedia("(prefers-color-scheme: dark)"), root = document.documentElement;
  const isDark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const told = () => {
    const other = isDark() ? "light" : "dark";
    button.textContent = isDark() ? "☀ Light" : "☾ Dark";
    button.setAttribute("aria-label", `Show the page in ${other}`);
  };
  const kept = stored();
  if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    keep(root.dataset.theme);
    told();
  });
  system.addEventListener("change", told);
  told();
}

/** Browsers may refuse to keep anything for a file; then the choice lasts as long as the page. */
function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(theme: string): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    return;
  }
}
