// The make-up sessions of a month as a list.

function drawMonth(ui, view) {
  const list = make("div", { class: "ms-list", ...REST });
  if (!view.days.length) list.append(make("p", {}, "No make-up sessions in this month."));
  for (const day of view.days) {
    list.append(make("div", { class: "ms-list-day" },
      make("h3", {}, day.name),
      make("ul", {}, ...day.sessions.map((each) => make("li", {},
        button(each.locked ? sign("lock") : "", {
          class: "ms-list-session", "data-shade": each.shade, "data-key": `list-${each.what}`,
          title: "Show it in its week",
          onclick: () => ui.show({ shows: "week", monday: day.date }, `session-${each.what}`),
        }, make("strong", {}, each.time), ` ${each.head} `,
        make("span", { class: "ms-details" }, each.details.join(", "))))))));
  }
  return list;
}
