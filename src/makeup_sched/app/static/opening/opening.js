// Which case is open: by its path, or a workbook from this machine.

function render({ model, el }) {
  const leaving = (event) => { if (model.get("unsaved")) event.preventDefault(); };
  window.addEventListener("beforeunload", leaving);
  const end = panel(model, el, "opening", ({ root, view, ask }) => {
    const path = make("input", {
      type: "text", "aria-label": "Folder or workbook", placeholder: "Folder or workbook, such as my-caseload.xlsx",
      "data-key": "path", "data-lm-suppress-shortcuts": "true",
      onkeydown: (event) => { if (event.key === "Enter") ask("open", { path: path.value }); },
    });
    path.value = view.path;
    const file = make("input", {
      type: "file", accept: ".xlsx", class: "ms-hidden", tabindex: "-1", "aria-label": "Workbook from this computer",
      onchange: async () => {
        const [chosen] = file.files;
        if (!chosen) return;
        file.value = ""; // the same one, mended, is chosen anew
        // where nothing comes with it, Python says why
        const content = chosen.size > view.most_bytes ? null : await chosen.arrayBuffer().catch(() => null);
        ask("upload", { name: chosen.name, size: chosen.size }, content ? [content] : []);
      },
    });
    root.replaceChildren(
      make("div", { class: "ms-bar" }, path,
        button("Open", { class: "ms-button ms-main", "data-key": "open", onclick: () => ask("open", { path: path.value }) }),
        button("Choose a workbook\u2026", { class: "ms-button ms-choose", "data-key": "choose", onclick: () => file.click() }),
        button("Open the sample", { class: "ms-button", "data-key": "sample", onclick: () => ask("sample") }),
        file),
      saidLine(view),
      view.asks ? question(root, "Let go of your changes?", [
        ["Stay", "stay", () => ask("stay")],
        ["Open it, and let go of my changes", "let-go", () => ask("let_go")],
      ], "open") : "");
  });
  return () => {
    window.removeEventListener("beforeunload", leaving);
    end();
  };
}

export default { render };
