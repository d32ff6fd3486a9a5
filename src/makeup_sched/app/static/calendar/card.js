// The card of a session, opened beside the calendar.

function drawCard(ui, card) {
  const act = (words, kind, attributes = {}) => button(words, {
    class: "ms-button", onclick: () => {
      ui.closeCard();
      ui.edit(kind, { what: card.what, ...attributes.fields });
    }, ...attributes.more,
  });
  const places = card.places.map((place) => make("li", {},
    button(place.label, {
      class: "ms-place", onclick: () => {
        ui.closeCard();
        ui.edit("move", { what: card.what, date: place.date, start: place.start });
      },
    }, make("span", { class: "ms-details" }, ` ${place.words}`))));
  const panel = make("div", { class: "ms-card", role: "dialog", "aria-label": `Session ${card.id}`, tabindex: "-1" },
    make("div", { class: "ms-card-head" },
      make("div", {}, make("strong", {}, card.title), make("div", { class: "ms-details" }, `${card.when} (${card.id})`)),
      button(sign("close"), { class: "ms-close", "aria-label": "Close", onclick: () => ui.closeCard() })),
    ...card.facts.map((words) => make("p", {}, words)),
    make("ul", { class: "ms-people" }, ...card.people.map((each) => make("li", {},
      make("strong", {}, each.who), ` ${each.what}. `, make("span", { class: "ms-details" }, each.why)))),
    make("div", { class: "ms-pair" },
      card.locked ? act("Unlock", "unlock") : act("Lock here", "lock"),
      act("Remove", "remove", { more: { title: "Take the session away and keep its time free" } })),
    card.locked ? make("p", { class: "ms-details" }, "Locked: planning keeps it exactly here. Unlock it to move it.")
      : make("div", {}, make("p", {}, make("strong", {}, places.length ? "Other good places" : "No other place around this week")),
        make("ol", { class: "ms-places" }, ...places)));
  for (const each of panel.querySelectorAll("button")) each.setAttribute("data-lm-suppress-shortcuts", "true");
  panel.setAttribute("data-lm-suppress-shortcuts", "true");
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    ui.closeCard();
  });
  return panel;
}
