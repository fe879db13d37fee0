// Buttons that copy a text beside them; they show only where this runs.
for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const said = document.getElementById("copied");
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
      said.textContent = "Copied.";
      button.textContent = "Copied";
    } catch {
      said.textContent = "The browser does not let it be copied.";
      button.textContent = "Cannot copy";
    }
  });
}
