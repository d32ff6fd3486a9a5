// Draws what Python hands over, and hands back what the reader does.

const ON_PAPER = "925px"; // of an upright page within its margins, at the size that print.css gives

function render({ model, el }) {
  const talk = talkTo(model);
  const root = make("section", { class: "ms ms-calendar", "aria-label": "Calendar" });
  const top = make("div");
  const status = make("div", { class: "ms-status", role: "status" });
  const body = make("div", { class: "ms-body" });
  root.append(top, make("div", { class: "ms-room" }, status), body);
  el.append(root);

  const ui = { root, body, held: null, late: false, card: null, opener: "", told: "", ask: talk.ask };
  // a refusal stands where the session was put down: the line above may be out of sight, and grows
  ui.say = (said, at) => {
    if (said.ok && said.text && said.text === ui.told) return;
    ui.told = "";
    status.replaceChildren(drawSaid(said));
    status.removeAttribute("style");
    status.classList.toggle("ms-there", Boolean(at) && !said.ok);
    if (status.classList.contains("ms-there")) beside(root, status, at.place, at.home.getBoundingClientRect());
  };
  const hush = (event) => {
    if (status.classList.contains("ms-there") && !status.contains(event.target)) ui.say({ ok: true, text: "" });
  };
  ui.focus = (key) => root.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: false });
  ui.show = async (fields, focus) => {
    ui.closeCard();
    const answer = await talk.ask("show", fields);
    ui.say(answer);
    if (focus) requestAnimationFrame(() => ui.focus(focus));
  };
  ui.edit = async (kind, fields = {}, at = null) => {
    const before = document.activeElement;
    const answer = await talk.ask(kind, fields);
    ui.say(answer, at);
    const next = answer.ok && kind === "remove" ? "undo" : `session-${answer.what || fields.what}`;
    if (fields.what) requestAnimationFrame(() => {
      if (stayed(before)) ui.focus(next);
    });
    return answer;
  };
  ui.openCard = async (what) => {
    const answer = await talk.ask("card", { what });
    if (!answer.ok) return ui.say(answer);
    ui.card?.remove();
    ui.opener = `session-${what}`;
    ui.card = drawCard(ui, answer.card);
    // on the side where it leaves the session in sight
    const middle = body.getBoundingClientRect().left + body.clientWidth / 2;
    const opener = root.querySelector(`[data-key="${CSS.escape(ui.opener)}"]`);
    if (opener?.getBoundingClientRect().left > middle) ui.card.classList.add("ms-left");
    body.append(ui.card);
    ui.card.focus();
    return undefined;
  };
  ui.closeCard = () => {
    if (!ui.card) return;
    const now = document.activeElement;
    const goesBack = atNothing(now) || ui.card.contains(now);
    ui.card.remove();
    ui.card = null;
    if (goesBack) ui.focus(ui.opener);
  };
  // a redraw while a session is held would take it out of the reader's hand
  ui.catchUp = () => { if (ui.late) setTimeout(drawing.redraw); };

  function draw() {
    ui.late = ui.held !== null;
    if (ui.late) return;
    const view = model.get("view");
    const active = root.contains(document.activeElement) ? document.activeElement : null;
    const key = ui.card?.contains(active) ? ui.opener : active?.dataset.key;
    ui.card = null;
    const title = make("div", { class: "ms-title" }, make("h2", {}, view.title),
      make("p", {}, view.subtitle || ""));
    const forms = { week: drawWeek, month: drawMonth, year: drawYear };
    if (forms[view.shows]) {
      top.replaceChildren(drawToolbar(ui, view), title);
      body.replaceChildren(forms[view.shows](ui, view));
      fitPeople(body);
    } else {
      top.replaceChildren(title);
      body.replaceChildren();
      status.replaceChildren();
    }
    if (key) focusAgain(root, key);
  }

  const said = (message) => {
    if (message.kind !== "said") return;
    ui.say(message);
    ui.told = message.text; // the answer to an edit says it once more
  };
  const keys = (event) => {
    if (event.key === "Escape") hush({ target: null });
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const kind = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : "";
    if (!kind) return;
    event.preventDefault();
    event.stopPropagation();
    ui.edit(kind);
  };
  const drawing = betweenPresses(root, draw);
  const changed = () => {
    if (ui.held) askPlaces(ui, ui.held);
    drawing.redraw();
  };
  model.on("change:view", changed);
  model.on("msg:custom", said);
  root.addEventListener("keydown", keys);
  root.addEventListener("pointerdown", hush, true);
  root.addEventListener("pointerdown", () => goneOn(ui), true);
  draw();
  // shown only later, or in a window of another width
  let width = body.clientWidth;
  const widened = new ResizeObserver(() => {
    if (body.clientWidth === width || ui.held !== null) return;
    width = body.clientWidth;
    fitPeople(body);
  });
  widened.observe(body);
  // paper is laid out too late to see what fits on it
  const onPaper = () => {
    body.style.width = ON_PAPER;
    fitPeople(body);
    body.style.width = "";
  };
  const onScreen = () => fitPeople(body);
  window.addEventListener("beforeprint", onPaper);
  window.addEventListener("afterprint", onScreen);
  return () => {
    widened.disconnect();
    window.removeEventListener("beforeprint", onPaper);
    window.removeEventListener("afterprint", onScreen);
    model.off("change:view", changed);
    drawing.end();
    model.off("msg:custom", said);
    talk.end();
  };
}

// Whether the keyboard is where it was (drawn anew since, perhaps), or nowhere: else the reader has gone on.
function stayed(before) {
  const now = document.activeElement;
  return atNothing(now) || now === before || (now.dataset.key && now.dataset.key === before?.dataset?.key);
}

function atNothing(element) {
  return !element || element === document.body || element.dataset.key === REST["data-key"];
}

const BESIDE = { undo: "redo", redo: "undo", earlier: "later", later: "earlier" };

// Where what had the focus is gone or cannot be pressed, the keyboard must not be left at nothing, nor at what
// it was not on: the next key would do something to that.
function focusAgain(root, key) {
  for (const each of [key, BESIDE[key], REST["data-key"], "who"]) {
    const found = each && root.querySelector(`[data-key="${CSS.escape(each)}"]`);
    if (!found || found.disabled) continue;
    found.focus({ preventScroll: each !== key });
    return;
  }
}

// Put a box below a place, or above it where there is no room, within the calendar.
function beside(root, box, place, home) {
  const around = root.getBoundingClientRect();
  const width = box.offsetWidth, height = box.offsetHeight;
  const below = place.bottom + 6 + height <= Math.min(window.innerHeight, around.bottom);
  const top = Math.max(below ? place.bottom + 6 : place.top - 6 - height, around.top + 8);
  let left = place.left;
  // the session is at home again, and may be wanted in hand at once
  if (top < home.bottom && home.top < top + height && left < home.right && home.left < left + width) {
    left = home.right + 6 + width <= around.right ? home.right + 6 : home.left - 6 - width;
  }
  left = Math.min(Math.max(left - around.left, 8), around.width - width - 8);
  box.setAttribute("style", `left:${left}px;top:${top - around.top}px`);
}

export default { render };
