// Published sessions of a week, one line per student, to be marked given, short or missed.

const SAYS = { "": "not marked", given: "given", short: "cut short", missed: "missed again" };

function render({ model, el }) {
  const marked = new Map(); // what was chosen and is not written yet, by line
  let whose = "";
  return panel(model, el, "marking", ({ root, view, ask: send }) => {
    if (view.record !== whose) marked.clear();
    whose = view.record;
    // the first time it takes a while, in which the reader must not wonder whether it was pressed
    const begin = (words, kind, fields) => {
      root.querySelector(".ms-line-said").textContent = `${words} …`;
      return send(kind, fields);
    };
    root.replaceChildren(
      make("h2", {}, view.title),
      make("p", { class: "ms-note" }, view.note),
      view.can ? make("div", { class: "ms-steps" },
        button("Publish this plan", {
          class: "ms-button", "data-key": "publish", disabled: !view.planned, onclick: () => begin("Publishing", "publish"),
        }),
        make("span", { class: "ms-note" }, "Writes into the record that the plan is agreed. Its sessions can then be marked here."),
        button("Plan on from the record", {
          class: "ms-button", "data-key": "plan-on", disabled: !view.shown, onclick: () => begin("Reading the record", "plan_on"),
        }),
        make("span", { class: "ms-note" }, "Minutes that were given count, published sessions stay. "
          + "What you changed on the calendar since and did not publish is let go; days out and time kept free "
          + "are not in the record.")) : "",
      ...(view.shown ? drawWeek(view.shown, marked, send) : []),
      saidLine(view),
      view.asks ? question(root, "Replace the published plan?", [
        ["Keep the published plan", "keep", () => send("keep")],
        ["Publish this plan in its place", "over", () => begin("Publishing", "publish", { over: true })],
      ], "publish") : "");
  });
}

const HEADS = ["Session", "When", "Student", "For", "What became of it"];

function drawWeek(shown, marked, send) {
  const tell = () => send("chosen", { marks: marked.size });
  const lines = shown.rows.map((row) => drawLine(shown, row, marked, tell));
  const turn = (step, words) => button("", {
    class: "ms-button", "aria-label": words, "data-key": `turn-${step}`,
    disabled: step < 0 ? shown.first : shown.last, onclick: () => send("week", { step }),
  }, sign(step < 0 ? "back" : "on"));
  return [
    make("div", { class: "ms-bar" }, turn(-1, "Week before"), make("strong", {}, shown.week), turn(1, "Next week"),
      button("Mark the rest as given", {
        class: "ms-button", "data-key": "rest", onclick: () => { lines.forEach((line) => line.giveIfBlank()); tell(); },
      })),
    make("div", { class: "ms-scroll", tabindex: "0", role: "region", "aria-label": "Sessions to mark" },
      make("table", { class: "ms-blocks", role: "table" },
        make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...HEADS.map(
          (head) => make("th", { role: "columnheader", scope: "col" }, head)))),
        make("tbody", { role: "rowgroup" }, ...lines.map((line) => line.element)))),
    button("Write into the record", {
      class: "ms-button ms-main", "data-key": "log",
      onclick: () => send("log", {
        marks: shown.rows.filter((row) => marked.has(row.key)).map((row) => ({ key: row.key, ...marked.get(row.key) })),
      }),
    }),
  ];
}

function drawLine(shown, row, marked, tell) {
  const now = { status: row.status, minutes: row.minutes, reason: row.reason, ...marked.get(row.key) };
  const whose = `${row.session}, ${row.student}`;
  const shortcut = { "data-lm-suppress-shortcuts": "true" };
  const status = make("select", { "aria-label": `What became of ${whose}`, "data-key": `status ${row.key}`, ...shortcut },
    ...["", ...shown.statuses].filter((word) => word || !row.status).map(
      (word) => make("option", { value: word, selected: word === now.status }, SAYS[word] || word)));
  const minutes = make("input", {
    type: "number", min: "1", max: String(row.planned - 1), "aria-label": `Minutes given, ${whose}`,
    "data-key": `minutes ${row.key}`, ...shortcut,
  });
  minutes.value = now.minutes;
  const given = make("label", {}, minutes, ` of ${row.planned} min given`);
  const reason = make("select", { "aria-label": `Reason, ${whose}`, "data-key": `reason ${row.key}`, ...shortcut },
    make("option", { value: "" }, "why?"),
    ...shown.reasons.map((each) => make("option", { value: each.word, selected: each.word === now.reason }, each.says)));
  const became = make("div", { class: "ms-became" }, status, given, reason);
  const element = make("tr", { role: "row" }, ...[row.session, row.when, row.student, row.item, became].map(
    (cell, at) => make("td", { role: "cell", "data-head": HEADS[at] }, cell)));
  const keep = () => {
    const short = status.value === "short";
    const less = short || status.value === "missed";
    const said = { status: status.value, minutes: short ? minutes.value : "", reason: less ? reason.value : "" };
    const same = said.status === row.status && String(said.minutes) === String(row.minutes) && said.reason === row.reason;
    if (!said.status || same) marked.delete(row.key); else marked.set(row.key, said);
    given.hidden = !short;
    reason.hidden = !less;
    element.classList.toggle("ms-unwritten", marked.has(row.key));
  };
  [status, minutes, reason].forEach((each) => each.addEventListener("change", () => { keep(); tell(); }));
  keep();
  return { element, giveIfBlank: () => { if (!status.value) { status.value = "given"; keep(); } } };
}

export default { render };
