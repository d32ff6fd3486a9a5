// The buttons above the calendar, and the line below them that says what happened.

function drawToolbar(ui, view) {
  const step = (weeks) => {
    const day = new Date(`${view.monday}T00:00:00Z`);
    if (view.shows === "month") day.setUTCDate(day.getUTCDate() + 3);
    day.setUTCDate(day.getUTCDate() + (view.shows === "month" ? 30 * Math.sign(weeks) : 7 * weeks));
    const wanted = day.toISOString().slice(0, 10);
    const kept = wanted < view.first_week ? view.first_week
      : wanted > view.last_week ? view.last_week : wanted;
    ui.show({ monday: kept });
  };
  const what = view.shows === "month" ? "month" : "week";
  const form = (shows, words) => button(words, {
    class: "ms-button", "aria-pressed": String(view.shows === shows), "data-key": `shows-${shows}`,
    onclick: () => ui.show({ shows }),
  });
  const people = make("select", {
    "aria-label": "Whose calendar", "data-key": "who", "data-lm-suppress-shortcuts": "true",
    onchange: (event) => ui.show({ who: event.target.value }),
  });
  for (const group of [...new Set(view.people.map((each) => each.group))]) {
    people.append(make("optgroup", { label: group },
      ...view.people.filter((each) => each.group === group).map((each) =>
        make("option", { value: each.key, selected: each.key === view.who }, each.label))));
  }
  const names = make("input", {
    type: "checkbox", role: "switch", "data-key": "names", "data-lm-suppress-shortcuts": "true",
    onchange: (event) => ui.show({ names: event.target.checked }),
  });
  names.checked = view.names;
  return make("div", { class: "ms-bar", role: "toolbar", "aria-label": "Calendar" },
    people,
    make("span", { class: "ms-pair" },
      button(sign("back"), {
        class: "ms-button", "aria-label": `Earlier ${what}`, title: `Earlier ${what}`, "data-key": "earlier",
        disabled: view.shows === "year" || view.monday <= view.first_week, onclick: () => step(-1),
      }),
      button(sign("on"), {
        class: "ms-button", "aria-label": `Later ${what}`, title: `Later ${what}`, "data-key": "later",
        disabled: view.shows === "year" || view.monday >= view.last_week, onclick: () => step(1),
      })),
    make("span", { class: "ms-pair" }, form("week", "Week"), form("month", "Month"), form("year", "Year")),
    make("span", { class: "ms-pair" },
      button(sign("undo"), {
        class: "ms-button ms-undo", disabled: !view.undo, title: view.undo,
        "data-key": "undo", onclick: () => ui.edit("undo"),
      }, "Undo"),
      button(sign("redo"), {
        class: "ms-button ms-redo", disabled: !view.redo, title: view.redo,
        "data-key": "redo", onclick: () => ui.edit("redo"),
      }, "Redo")),
    make("label", { class: "ms-switch" }, names, "Show names"));
}

function drawSaid(said) {
  const line = make("div", { class: said.ok ? "ms-said" : "ms-said ms-refused" },
    make("p", {}, said.text || "\u00a0"));
  for (const rule of said.rules || []) {
    const asks = rule.asks ? `Rule ${rule.rule}, ${rule.asks}: ` : "";
    line.append(make("p", { class: "ms-reason" }, make("strong", {}, asks), `${rule.reason}.`));
  }
  return line;
}
