// A table that is sorted by a click on a heading and searched by typing.

const MOST_OPEN = 4; // texts that are shown unfolded
const FEW = 6; // lines that are found without searching
const LONG = 40; // letters of a word that is broken where it must be
const DAY = /^\d{4}-\d{2}-\d{2}$/;

function render({ model, el }) {
  const kept = { column: -1, down: false, search: "" };
  return panel(model, el, "table-panel", ({ root, view, ask }) => drawTable(root, view, ask, kept));
}

function drawTable(root, view, ask, kept) {
  const parts = [make("h2", {}, view.title)];
  if (view.answer) parts.push(make("p", { class: "ms-answer" }, view.answer));
  if (view.note) parts.push(make("p", { class: "ms-note" }, view.note));
  if (view.rows.length) parts.push(...drawRows(root, view, kept));
  const press = async (words) => {
    const answer = await ask("press", { button: words });
    if (answer.ok) return;
    const line = root.querySelector(".ms-line-said");
    line.className = "ms-line-said ms-refused";
    line.textContent = answer.text;
  };
  const buttons = view.buttons.map(({ words, disabled, pressed }) => button(words, {
    class: "ms-button", "data-key": `press-${words}`, disabled, "aria-pressed": pressed === undefined ? null : String(pressed),
    onclick: () => press(words),
  }));
  if (buttons.length) parts.push(make("div", { class: "ms-pair" }, ...buttons));
  if (view.running) parts.push(make("div", { class: "ms-track ms-waiting", "aria-hidden": "true" }));
  parts.push(saidLine(view));
  if (view.picture) {
    parts.push(make("img", { class: "ms-picture", src: view.picture.source, alt: view.picture.alt }));
  }
  view.texts.forEach((text, number) => parts.push(drawText(text, number < MOST_OPEN)));
  root.replaceChildren(...parts);
}

function drawText(text, open) {
  const lines = text.lines.length > 1 ? make("ul", {}, ...text.lines.map((line) => make("li", {}, line)))
    : make("p", {}, text.lines[0] || "");
  const [heads, ...rows] = text.table;
  return make("details", { class: "ms-text", open },
    make("summary", { "data-lm-suppress-shortcuts": "true" }, text.head), lines,
    heads ? make("div", { class: "ms-wide", tabindex: "0", role: "region", "aria-label": text.head }, make("table", { class: "ms-small" },
      make("thead", {}, make("tr", {}, ...heads.map((head) => make(head ? "th" : "td", head ? { scope: "col" } : {}, head)))),
      make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map((cell) =>
        make("td", { class: /^[\d,.]+$/.test(cell) ? "ms-right" : "" }, shown(cell)))))))) : null);
}

function drawRows(root, view, kept) {
  // roles, as on a narrow screen each row is a block of its own, which no longer reads as a table
  const body = make("tbody", { role: "rowgroup" });
  const count = make("span", { class: "ms-note", "aria-live": "polite" });
  const heads = view.columns.map((name, column) => {
    const right = typeof view.rows[0][column] === "number";
    return make("th", { role: "columnheader", scope: "col", class: right ? "ms-right" : "" }, button(name, {
      class: "ms-sort", "data-key": `sort-${column}`,
      onclick: () => {
        kept.down = kept.column === column && !kept.down;
        kept.column = column;
        fill();
      },
    }, make("span", { class: "ms-arrow", "aria-hidden": "true" })));
  });
  const fill = () => {
    const wanted = view.rows.length > FEW ? plain(kept.search.trim()) : "";
    const rows = view.rows.filter((row) => plain([...row, ...row.map((cell) => shown(cell))].join(" ")).includes(wanted));
    if (kept.column >= 0) {
      const sign = kept.down ? -1 : 1;
      rows.sort((a, b) => sign * compare(a[kept.column], b[kept.column]));
    }
    heads.forEach((head, column) => head.setAttribute("aria-sort",
      column !== kept.column ? "none" : kept.down ? "descending" : "ascending"));
    body.replaceChildren(...rows.map((row) => make("tr", { role: "row" }, ...row.map((cell, column) =>
      drawCell(view.columns[column], shown(cell, view.zeros), cell, typeof view.rows[0][column] === "number")))));
    const all = `${view.rows.length} ${view.rows.length === 1 ? "line" : "lines"}`;
    count.textContent = rows.length === view.rows.length ? all : `${rows.length} of ${all}`;
  };
  const search = make("input", {
    type: "search", placeholder: "Search", "aria-label": `Search: ${view.title}`, "data-key": "search",
    "data-lm-suppress-shortcuts": "true",
    oninput: (event) => {
      kept.search = event.target.value;
      fill();
    },
  });
  search.value = kept.search;
  fill();
  return [
    view.rows.length > FEW ? make("div", { class: "ms-bar" }, search, count) : "",
    make("div", { class: "ms-scroll", tabindex: "0", role: "region", "aria-label": view.title },
      make("table", { class: "ms-blocks", role: "table" }, make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...heads)), body)),
  ];
}

// Names and sentences are broken between their words; an id, a date or a number stays in one piece.
function drawCell(head, words, cell, right) {
  const whole = !words.includes(" ") || DAY.test(cell);
  const kind = [right ? "ms-right" : "", whole && words.length < LONG ? "ms-whole" : ""].join(" ").trim();
  const parts = whole ? [words] : words.split(/(\S*-\S*)/).map((part, at) =>
    at % 2 && part.length < LONG ? make("span", { class: "ms-whole" }, part) : part);
  return make("td", { class: kind || null, role: "cell", "data-head": head }, ...parts);
}

// As people type it: neither accents nor the shape of an apostrophe matters.
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[\u2019\u02bc]/g, "'").toLowerCase();
}

// Numbers with their thousands apart; dates, months and times in words (they are sorted as they are).
function shown(cell, zeros = false) {
  if (typeof cell === "number") return cell || zeros ? cell.toLocaleString("en-US", { maximumFractionDigits: 1 }) : "";
  const time = /^(\d{2}):(\d{2})$/.exec(cell);
  if (time) return `${((Number(time[1]) + 11) % 12) + 1}:${time[2]} ${Number(time[1]) < 12 ? "AM" : "PM"}`;
  const found = /^(\d{4}-\d{2})(-\d{2})?$/.exec(cell);
  if (!found) return cell;
  const day = found[2] ? { month: "short", day: "numeric" } : { month: "long" };
  return new Date(`${found[1]}${found[2] || "-01"}T00:00:00Z`).toLocaleDateString("en-US",
    { timeZone: "UTC", year: "numeric", ...day });
}

function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), "en", { numeric: true });
}

export default { render };
