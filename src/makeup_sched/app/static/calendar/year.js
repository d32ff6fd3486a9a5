// All weeks of planning as a strip; a click opens the week.

function drawYear(ui, view) {
  const strip = make("div", { class: "ms-year", role: "group", "aria-label": "Weeks" });
  for (const week of view.weeks) {
    const days = week.days.map((day) => make("span", {
      class: `ms-cell ms-tint-${day.tint}${day.open ? "" : " ms-closed"}`, title: day.label,
    }));
    strip.append(make("div", { class: "ms-year-week" },
      make("span", { class: "ms-year-month", "aria-hidden": "true" }, week.month),
      button("", {
        class: "ms-year-button", "aria-label": week.label, title: week.label, "data-key": `week-${week.monday}`,
        onclick: () => ui.show({ shows: "week", monday: week.monday }),
      }, ...days, make("span", { class: "ms-year-sum", "aria-hidden": "true" }, week.minutes || ""))));
  }
  return make("div", { class: "ms-list", ...REST }, strip,
    make("p", { class: "ms-help" },
      "A column for each week, Monday on top. The stronger the colour, the more make-up minutes on that day; ",
      "crossed cells have no school. Below each week stands the sum of its minutes. A click opens the week."));
}
