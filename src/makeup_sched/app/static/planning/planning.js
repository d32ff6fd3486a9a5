// Plan, Plan again, Stop; a bar that says how far the plan is from the best possible.

function render({ model, el }) {
  const kept = { seconds: null };
  return panel(model, el, "planning", ({ root, view, ask }) => {
    const seconds = make("input", {
      type: "number", min: "1", max: "3600", step: "1", "aria-label": "Seconds to search", "data-key": "seconds",
      "data-lm-suppress-shortcuts": "true", oninput: (event) => { kept.seconds = event.target.value; },
    });
    seconds.value = kept.seconds ?? view.seconds;
    const press = async (kind, fields = {}) => {
      const answer = await ask(kind, fields);
      if (!answer.ok) root.querySelector(".ms-line-said").textContent = answer.text;
    };
    const atOnce = make("input", {
      type: "checkbox", "data-key": "at-once", "data-lm-suppress-shortcuts": "true",
      onchange: (event) => press("at_once", { wanted: event.target.checked }),
    });
    atOnce.checked = view.at_once;
    const spent = view.running && view.spent ? ` ${view.spent} s of at most ${view.limit} s` : "";
    root.dataset.made = view.made; // how many plans: whoever waits for the next can tell it from the last
    root.replaceChildren(
      make("div", { class: "ms-bar" },
        button("Plan", {
          class: "ms-button ms-main ms-plan", "data-key": "plan", disabled: !view.opened,
          onclick: () => press("plan", { seconds: Number(seconds.value) }),
        }),
        make("label", { class: "ms-switch" }, "for", seconds, "seconds"),
        button("Stop", {
          class: "ms-button ms-stop", "data-key": "stop", disabled: !view.running, onclick: () => press("stop"),
        }),
        ...(view.edits ? [button("Plan again", {
          class: "ms-button ms-again", "data-key": "again", disabled: !view.planned || view.running,
          title: "From what stands now: what is locked stays, little else moves", onclick: () => press("again"),
        }),
        make("label", { class: "ms-switch" }, atOnce, "Plan again at once after every change")] : [])),
      drawBar(view),
      make("p", { class: view.ok ? "ms-line-said" : "ms-line-said ms-refused", role: "status" },
        `${view.said}${spent}`),
      view.lines.length ? make("details", { class: "ms-terms", open: view.running },
        make("summary", { "data-key": "terms", "data-lm-suppress-shortcuts": "true" }, view.about),
        make("ol", {}, ...view.lines.map((line) => make("li", {}, line)))) : "");
  });
}

function drawBar(view) {
  if (!view.bar) return make("div", { class: view.running ? "ms-track ms-waiting" : "ms-track" });
  const { placed, lost, open } = view.bar;
  const all = Math.max(placed + lost + open, 1);
  const words = [[placed, "placed", "have a place"], [open, "open", "not settled yet"],
    [lost, "lost", "no plan can place"]].filter(([minutes]) => minutes > 0);
  const figure = (minutes) => (view.bar.share ? `${((100 * minutes) / all).toFixed(1)} %`
    : `${minutes.toLocaleString("en-US")} min`);
  return make("div", {},
    make("div", { class: "ms-track", "aria-hidden": "true" }, ...words.map(([minutes, kind]) =>
      make("span", { class: `ms-part ms-part-${kind}`, style: `width:${(100 * minutes) / all}%` }))),
    make("div", { class: "ms-key" }, ...words.map(([minutes, kind, said]) =>
      make("span", { class: "ms-entry" }, make("i", { class: `ms-part ms-part-${kind}`, "aria-hidden": "true" }),
        `${figure(minutes)} ${said}`)),
      view.bar.share ? make("span", { class: "ms-note" }, "of what is owed, weighed by the students' priorities") : null));
}

export default { render };
