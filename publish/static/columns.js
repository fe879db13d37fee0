// The menus of columns, which table.js opens by the mouse alone, by the keyboard too.
globalThis.DATASETTE_ALLOW_FACET = true;
const menu = document.querySelector(".dropdown-menu");
let opener = null;
for (const icon of document.querySelectorAll("th .dropdown-menu-icon")) {
  icon.setAttribute("role", "button");
  icon.setAttribute("tabindex", "0");
  icon.setAttribute("aria-label", `Menu of column ${icon.closest("th").dataset.column}`);
  icon.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    icon.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    opener = icon;
    [...menu.querySelectorAll("a")].find((link) => link.offsetParent !== null)?.focus();
  });
}
menu?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menu.style.display = "none";
  opener?.focus();
});
