// A session that is held, by mouse or by keyboard: places that are allowed light up.

const THRESHOLD = 4; // pixels before a press counts as dragging

function makeMovable(ui, view, day, block, element) {
  element.addEventListener("pointerdown", (event) => {
    if (event.button === 0) startDrag(ui, view, day, block, element, event);
  });
  element.addEventListener("click", (event) => {
    if (element.dataset.dragged) delete element.dataset.dragged;
    else if (!ui.held) ui.openCard(block.what);
  });
  element.addEventListener("keydown", (event) => keyOnBlock(ui, view, day, block, element, event));
  // another window may be looked at meanwhile
  element.addEventListener("focusout", () => { if (ui.held?.element === element && document.hasFocus()) goneOn(ui); });
}

function keyOnBlock(ui, view, day, block, element, event) {
  if (ui.held) return keyWhileHeld(ui, view, event);
  const doing = {
    " ": () => hold(ui, view, day, block, element, "keys"),
    l: () => ui.edit(block.locked ? "unlock" : "lock", { what: block.what }),
    Delete: () => ui.edit("remove", { what: block.what }),
  }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (doing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    doing();
  }
}

async function hold(ui, view, day, block, element, by) {
  const held = { view, block, element, by, date: day.date, start: block.start, places: null };
  ui.held = held;
  element.classList.add("ms-held");
  held.ghost = make("div", { class: "ms-ghost" });
  drawGhost(ui);
  const answer = await askPlaces(ui, held);
  if (!answer) return;
  ui.say({ ok: true, text: by === "keys" ? `${block.head} picked up. ${answer.text}` : answer.text });
}

// Lights up where it may go; lets it go where the plan, made anew meanwhile, does not hold it any more.
async function askPlaces(ui, held) {
  const answer = await ui.ask("pick", { what: held.block.what });
  if (ui.held !== held) return null;
  if (!answer.ok) {
    const place = held.ghost.getBoundingClientRect();
    letGo(ui);
    ui.say(answer, { place, home: held.element });
    return null;
  }
  held.places = answer.places;
  darken(ui);
  lightUp(ui, held);
  drawGhost(ui);
  return answer;
}

function lightUp(ui, held) {
  const { view, places } = held;
  for (const column of ui.body.querySelectorAll(".ms-column")) {
    const here = places.filter((place) => place[0] === column.dataset.date).sort((a, b) => a[1] - b[1]);
    const stretches = [];
    for (const [, start, end] of here) {
      const last = stretches[stretches.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else stretches.push([start, end]);
    }
    for (const [start, end] of stretches) {
      column.append(make("div", { class: "ms-allowed", style: boxOf(view, start, end) }));
    }
  }
}

function allowedAt(held, date, start) {
  return (held.places || []).find((place) => place[0] === date && place[1] === start);
}

function drawGhost(ui) {
  const { held } = ui;
  const { view, block, ghost, date, start } = held;
  const home = date === held.element.closest(".ms-column")?.dataset.date && start === block.start;
  const place = allowedAt(held, date, start);
  const verdict = held.places === null ? "" : place || home ? "ms-yes" : "ms-no";
  const others = place && place[3] ? `, ${place[3]} other would move` : "";
  ghost.className = `ms-ghost ${verdict}`;
  ghost.setAttribute("style", boxOf(view, start, start + block.end - block.start));
  ghost.textContent = `${clockWords(start)}${verdict === "ms-no" ? " not allowed" : others}`;
  const column = ui.body.querySelector(`.ms-column[data-date="${date}"]`);
  if (column && ghost.parentElement !== column) column.append(ghost);
  return verdict;
}

function clockWords(minute) {
  const hour = Math.floor(minute / 60);
  const half = hour % 24 < 12 ? "AM" : "PM";
  return `${((hour + 11) % 12) + 1}:${String(minute % 60).padStart(2, "0")} ${half}`;
}

function letGo(ui) {
  const { held } = ui;
  if (!held) return;
  ui.held = null;
  held.ghost.remove();
  held.element.classList.remove("ms-held");
  darken(ui);
  ui.catchUp();
}

function leave(ui) {
  letGo(ui);
  ui.say({ ok: true, text: "Let go: it stays where it was." });
}

// Whoever has it in hand by keyboard and goes on to something else has let it go.
function goneOn(ui) {
  if (ui.held?.by === "keys") leave(ui);
}

function darken(ui) {
  for (const lit of ui.body.querySelectorAll(".ms-allowed")) lit.remove();
}

async function putDown(ui) {
  const { held } = ui;
  const { block, date, start, element, ghost } = held;
  if (date === element.closest(".ms-column").dataset.date && start === block.start) {
    letGo(ui);
    ui.say({ ok: true, text: "It stays where it was." });
    return;
  }
  // it is seen where it was put until Python has answered
  ui.held = null;
  darken(ui);
  await ui.edit("move", { what: block.what, date, start }, { place: ghost.getBoundingClientRect(), home: element });
  ghost.remove();
  element.classList.remove("ms-held");
  ui.catchUp();
}

// -- by mouse ------------------------------------------------------------------------------------

function startDrag(ui, view, day, block, element, press) {
  const grip = press.clientY - element.getBoundingClientRect().top;
  let dragging = false;
  const move = (event) => {
    const far = Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY);
    if (!dragging && far < THRESHOLD) return;
    if (!dragging) {
      dragging = true;
      element.dataset.dragged = "yes";
      hold(ui, view, day, block, element, "mouse");
    }
    if (!ui.held) return;
    follow(ui, view, event, grip);
    drawGhost(ui);
  };
  const end = (event) => {
    element.removeEventListener("pointermove", move);
    element.removeEventListener("pointerup", end);
    element.removeEventListener("pointercancel", end);
    ui.root.removeEventListener("keydown", cancel, true);
    if (!ui.held || !dragging) return;
    if (event.type === "pointerup") putDown(ui);
    else letGo(ui);
  };
  const cancel = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    leave(ui);
  };
  element.setPointerCapture(press.pointerId);
  element.addEventListener("pointermove", move);
  element.addEventListener("pointerup", end);
  element.addEventListener("pointercancel", end);
  ui.root.addEventListener("keydown", cancel, true);
}

function follow(ui, view, event, grip) {
  const { held } = ui;
  const columns = [...ui.body.querySelectorAll(".ms-column")];
  const column = columns.find((each) => {
    const box = each.getBoundingClientRect();
    return event.clientX >= box.left && event.clientX < box.right;
  });
  if (!column) return;
  const minute = view.first + (event.clientY - grip - column.getBoundingClientRect().top) / MINUTE;
  const length = held.block.end - held.block.start;
  const start = Math.round(minute / view.grid) * view.grid;
  held.date = column.dataset.date;
  held.start = Math.min(Math.max(start, view.first), view.last - length);
  // an allowed start is easier to hit than its very minute
  const near = (held.places || []).filter((place) => place[0] === held.date)
    .map((place) => [Math.abs(place[1] - minute), place[1]]).sort((a, b) => a[0] - b[0])[0];
  if (near && near[0] <= 1.5 * view.grid) held.start = near[1];
}

// -- by keyboard ---------------------------------------------------------------------------------

function keyWhileHeld(ui, view, event) {
  const { held } = ui;
  const days = view.days.map((day) => day.date);
  const sideways = (step) => {
    const beyond = step > 0 ? days.slice(days.indexOf(held.date) + 1) : days.slice(0, days.indexOf(held.date)).reverse();
    const next = beyond.find((day) => !event.shiftKey || (held.places || []).some((place) => place[0] === day));
    if (!next) return;
    held.date = next;
    if (event.shiftKey) nearestAllowed(held);
  };
  const along = (step) => {
    if (event.shiftKey) nextAllowed(held, step);
    else held.start = Math.min(Math.max(held.start + step * view.grid, view.first),
      view.last - held.block.end + held.block.start);
  };
  const doing = {
    ArrowLeft: () => sideways(-1), ArrowRight: () => sideways(1), ArrowUp: () => along(-1),
    ArrowDown: () => along(1),
  }[event.key];
  event.preventDefault();
  event.stopPropagation();
  if (doing) {
    const before = `${held.date} ${held.start}`;
    doing();
    const stays = event.shiftKey && held.places && before === `${held.date} ${held.start}`;
    const verdict = { "ms-yes": "allowed", "ms-no": "not allowed" }[drawGhost(ui)] || "";
    const day = view.days.find((each) => each.date === held.date).name;
    const place = `${day}, ${clockWords(held.start)}`;
    ui.say({ ok: true, text: stays ? `No other place that way: it is at ${place}` : `${place}: ${verdict}` });
  } else if (event.key === "Enter" || event.key === " ") {
    putDown(ui);
  } else if (event.key === "Escape" || event.key === "Tab") {
    leave(ui);
  }
}

function nextAllowed(held, step) {
  const starts = (held.places || []).filter((place) => place[0] === held.date).map((place) => place[1]);
  const beyond = starts.filter((start) => step * (start - held.start) > 0).sort((a, b) => step * (a - b));
  if (beyond.length) [held.start] = beyond;
}

function nearestAllowed(held) {
  const starts = (held.places || []).filter((place) => place[0] === held.date).map((place) => place[1]);
  starts.sort((a, b) => Math.abs(a - held.start) - Math.abs(b - held.start));
  if (starts.length) [held.start] = starts;
}
