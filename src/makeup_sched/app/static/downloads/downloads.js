// Files to take along, handed to the browser as downloads.

function render({ model, el }) {
  return panel(model, el, "downloads", ({ root, view, ask }) => {
    const line = make("p", { class: "ms-line-said", role: "status" });
    const tell = (answer) => {
      line.className = answer.ok ? "ms-line-said" : "ms-line-said ms-refused";
      line.textContent = answer.text;
    };
    const folder = make("input", {
      type: "text", "aria-label": "Folder", "data-key": "folder", "data-lm-suppress-shortcuts": "true",
    });
    folder.value = view.folder ?? "";
    root.replaceChildren(
      make("h2", {}, view.title),
      view.waits ? make("p", { class: "ms-note" }, view.waits) : "",
      make("div", { class: "ms-files" }, ...view.files.map((file) => make("div", {},
        button(file.words, {
          class: "ms-button", "data-key": `file-${file.key}`, disabled: !view.ready,
          onclick: async () => {
            const answer = await ask("file", { key: file.key });
            if (answer.ok) hand(answer.name, answer.buffers[0]);
            tell(answer);
          },
        }), make("span", { class: "ms-note" }, file.about)))),
      view.folder === null ? "" : make("div", { class: "ms-bar" },
        make("label", { class: "ms-switch" }, "Or write it into the folder", folder),
        button("Write", {
          class: "ms-button ms-write", "data-key": "write", disabled: !view.ready,
          onclick: async () => tell(await ask("save", { folder: folder.value })),
        })),
      line);
  });
}

function hand(name, content) {
  const address = URL.createObjectURL(new Blob([content]));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

export default { render };
