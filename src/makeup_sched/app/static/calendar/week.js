// The week: a column for each day, bands of time behind, sessions before them.

const MINUTE = 1.75; // pixels
const LEAST = 13; // pixels of a session's height
const LINE = 15; // pixels of a line of text in a session, as in the style
// Where the keyboard rests when what it was on is gone: no key does anything here.
const REST = { "data-key": "rest", tabindex: "-1", role: "group" };

function drawWeek(ui, view) {
  const height = (view.last - view.first) * MINUTE;
  const hours = make("div", { class: "ms-hours", "aria-hidden": "true", style: `height:${height}px` });
  for (const [minute, words] of view.hours) {
    hours.append(make("span", { style: `top:${(minute - view.first) * MINUTE}px` }, words));
  }
  const days = view.days.map((day) => drawDay(ui, view, day, height));
  return make("div", { class: "ms-week" },
    make("div", { class: "ms-across" },
      make("div", { class: "ms-grid", ...REST, "aria-label": view.title, style: `--days:${days.length}` },
        make("div", { class: "ms-corner" }), ...days.map((day) => day.head), hours,
        ...days.map((day) => day.column))),
    drawLegend(view),
    make("p", { class: "ms-help" },
      "Drag a session, or press Space on it, move it with the arrow keys (with Shift to the next place that is ",
      "allowed) and put it down with Enter; Esc lets it go. Enter opens its card, L locks, Delete removes."));
}

function drawDay(ui, view, day, height) {
  const marks = [...day.marks].map((words) => make("span", { class: "ms-mark" }, words));
  // the same key for both, so that the keyboard stays on what takes it back
  const turn = (words, kind, title) => button(words, {
    class: "ms-out", "data-key": `out-${day.date}`, title,
    onclick: () => ui.edit(kind, { date: day.date }),
  }, hidden(` on ${day.name}`));
  const out = !view.provider ? null
    : day.out ? turn("Out", "day_out", `Mark ${day.name} as a day out`)
      : day.back ? turn("Back", "day_in", `Take back that ${day.name} is a day out`) : null;
  const head = make("div", { class: "ms-head" },
    make("div", { class: "ms-day" }, make("strong", {}, day.name), out),
    make("div", { class: "ms-marks" }, ...marks));
  const column = make("div", { class: "ms-column", style: `height:${height}px`, "data-date": day.date });
  for (const band of day.bands) column.append(drawBand(view, band));
  for (const [minute] of view.hours) {
    column.append(make("div", { class: "ms-line", style: `top:${(minute - view.first) * MINUTE}px` }));
  }
  for (const band of day.bands) column.append(...drawBandWords(view, band));
  if (day.closure) column.append(make("div", { class: "ms-closure" }, make("span", {}, day.closure)));
  for (const block of day.blocks) column.append(drawBlock(ui, view, day, block));
  return { head, column };
}

function drawBand(view, band) {
  const height = (band.end - band.start) * MINUTE;
  return make("div", {
    class: `ms-band ms-${band.kind}`, title: band.kind === "absent" ? view.absent : band.words,
    style: `top:${(band.start - view.first) * MINUTE}px;height:${height}px`,
  });
}

// Above the lines of the hours, which would strike them through.
function drawBandWords(view, band) {
  if ((band.end - band.start) * MINUTE < 16 || band.words === "free" || band.kind === "absent") return [];
  return [make("span", { class: `ms-words ms-words-${band.kind}`, style: `top:${(band.start - view.first) * MINUTE}px` },
    band.words)];
}

function boxOf(view, start, end, lane = 0, lanes = 1) {
  const share = 100 / lanes;
  const height = (end - start) * MINUTE - 1;
  // higher than its minutes where a line needs it: half of that above, so that no words are covered below
  const more = Math.max(0, LEAST - height);
  return `top:${(start - view.first) * MINUTE - more / 2}px;height:${height + more}px;`
    + `left:calc(${lane * share}% + 2px);width:calc(${share}% - 4px)`;
}

function drawBlock(ui, view, day, block) {
  const style = boxOf(view, block.start, block.end, block.lane, block.lanes);
  const height = (block.end - block.start) * MINUTE;
  const size = height < 20 ? " ms-tiny" : height < 42 ? " ms-short" : "";
  // whole lines only, and where not all fit, what comes first is cut and the time stays
  const lines = Math.floor((height - 7) / LINE);
  const details = make("span", { class: "ms-inside", style: size ? null : `height:${LINE * lines}px` },
    ...drawWords(block, Boolean(size)));
  if (!block.makeup) {
    return make("div", {
      class: `ms-regular${size}`, style, "data-shade": block.shade, title: `${block.head}, ${block.time}`,
    }, details);
  }
  details.append(hidden(`, ${day.name}, ${block.time}${block.locked ? ", locked" : ""}`));
  const element = button("", {
    class: `ms-makeup${size}${block.locked ? " ms-locked" : ""}`, style, "data-shade": block.shade,
    "data-id": block.id, "data-key": `session-${block.what}`, title: `${block.head}, ${block.time}`,
  }, details);
  makeMovable(ui, view, day, block, element);
  return element;
}

// In a single line the names have the room that the time leaves, and what else is said stands there whole or not.
function drawWords(block, inOneLine) {
  const who = make("span", { class: "ms-who" }, block.locked ? sign("lock") : null,
    block.changed ? make("span", { class: "ms-change" }, block.changed) : null, drawPeople(block), " ");
  if (!inOneLine) return [who, make("span", { class: "ms-details" }, block.details.join(", "))];
  const [time, ...more] = block.details;
  return [make("span", { class: "ms-first" }, who, make("span", { class: "ms-time" }, time)),
    ...more.map((part) => make("span", {}, `, ${part}`))];
}

function drawLegend(view) {
  const { legend } = view;
  const entry = (kind, words, shade) => make("span", { class: "ms-entry" },
    make("i", { class: `ms-swatch ms-swatch-${kind}`, "data-shade": shade, "aria-hidden": "true" }), words);
  return make("div", { class: "ms-legend" },
    ...legend.disciplines.map((each) => entry("makeup", `${each.name} make-up`, each.shade)),
    legend.locked ? make("span", { class: "ms-entry" }, sign("lock"), "Locked: kept as it stands") : null,
    legend.regular ? entry("regular", "Regular session") : null,
    legend.free ? entry("free", "Free for make-ups") : null,
    legend.off.length ? entry("off", `Off limits: ${legend.off.join(", ")}`) : null,
    legend.absent ? entry("absent", view.absent) : null);
}
