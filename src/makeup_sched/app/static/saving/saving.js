// Saves the notebook in which it is shown, reads the file back and says what is in it.

function render({ model, el }) {
  return panel(model, el, "saving", ({ root, view }) => {
    const line = make("p", { class: "ms-line-said", role: "status" });
    const tell = (told) => {
      line.className = told.ok ? "ms-line-said" : "ms-line-said ms-refused";
      line.textContent = told.text;
      // cleared cells take this panel along: the words need another place
      if (!line.isConnected) tellBeside(told.text);
    };
    root.replaceChildren(
      make("h2", {}, view.title),
      make("p", { class: "ms-note" }, view.note),
      make("div", { class: "ms-bar" }, button(view.save, {
        class: "ms-button ms-main", "data-key": "save-notebook",
        onclick: async () => tell(await saved(model.widget_manager?.context, view.always)),
      })),
      line);
  });
}

async function saved(context, always) {
  if (!context?.save || !context.model?.cells) {
    return { ok: false, text: "Not saved: this button works in JupyterLab. Here, clear all outputs by the program's own command before you save." };
  }
  const name = context.path.split("/").pop();
  try {
    if (!always) clearAll(context.model);
    await context.save();
    await context.createCheckpoint();
    return await foundIn(context.path, name);
  } catch {
    return { ok: false, text: `${name} was not saved, or could not be read back. Do not share the file before this button says that it holds no student data.` };
  }
}

function clearAll(notebook) {
  for (const cell of notebook.cells) {
    if (cell.type === "code") cell.clearExecution();
  }
  notebook.deleteMetadata?.("widgets");
}

// What is said of the file is what stands in it, not what was meant.
async function foundIn(path, name) {
  const lab = JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "{}");
  const where = path.split("/").map(encodeURIComponent).join("/");
  const headers = lab.token ? { Authorization: `token ${lab.token}` } : {};
  const reply = await fetch(`${lab.baseUrl || "/"}api/contents/${where}?type=notebook&content=1`, { headers, cache: "no-store" });
  if (!reply.ok) throw new Error(reply.statusText);
  const book = (await reply.json()).content;
  const showing = book.cells.filter((cell) => cell.outputs?.length || cell.execution_count).length;
  if (showing || book.metadata.widgets) {
    return { ok: false, text: `${name} was saved, but it still holds what cells or panels showed, which may be student data. Do not share it: wait until no cell is running, switch off "Save Widget State Automatically" in the menu Settings, and press again.` };
  }
  const pasted = book.cells.filter((cell) => Object.keys(cell.attachments ?? {}).length).length;
  if (pasted) {
    const where = pasted === 1 ? "a picture was pasted into a cell" : `pictures were pasted into ${pasted} cells`;
    return { ok: false, text: `${name} was saved without what cells showed, but ${where}, which may show student data and is kept. Look at it, and delete the cell if it does, before you share the file.` };
  }
  return { ok: true, text: `Saved ${name}: ${book.cells.length} cells with their text and code, and nothing that they showed. Read back from the disk, the file holds no student data, unless somebody typed or pasted some into a cell.` };
}

function tellBeside(text) {
  const words = make("p", { role: "status" }, text);
  const box = make("dialog", { class: "ms ms-saved", "aria-label": "Save this notebook" }, words,
    button("Close", { class: "ms-button ms-main", onclick: () => box.close() }));
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}

export default { render };
