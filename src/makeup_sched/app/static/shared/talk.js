// Questions to Python, which alone decides, and its answers.

function talkTo(model) {
  const waiting = new Map();
  let last = 0;
  const heard = (message, buffers) => {
    if (message.kind !== "answer" || !waiting.has(message.seq)) return;
    waiting.get(message.seq)({ ...message, buffers: buffers || [] });
    waiting.delete(message.seq);
  };
  model.on("msg:custom", heard);
  const unwatch = watchConnection(model);
  // what has changed while the page was made is lost on a slow machine
  if (model.widget_manager?.kernel) model.send({ kind: "here" });
  return {
    ask(kind, fields = {}, buffers = []) {
      last += 1;
      const seq = last;
      const answer = new Promise((resolve) => waiting.set(seq, resolve));
      model.send({ kind, seq, ...fields }, undefined, buffers);
      return answer;
    },
    end: () => {
      model.off("msg:custom", heard);
      unwatch();
    },
  };
}

// What is drawn anew between a press and its release swallows the click: it waits until then.
function betweenPresses(root, redraw) {
  let down = false;
  let late = false;
  const press = () => { down = true; };
  const release = () => {
    if (!down) return;
    down = false;
    setTimeout(() => {
      if (!late || down) return;
      late = false;
      redraw();
    });
  };
  const moved = (event) => { if (!event.buttons) release(); }; // let go outside of the window
  root.addEventListener("pointerdown", press, true);
  for (const kind of ["pointerup", "pointercancel"]) window.addEventListener(kind, release, true);
  window.addEventListener("pointermove", moved, true);
  return {
    redraw: () => {
      late = down;
      if (!down) redraw();
    },
    end: () => {
      for (const kind of ["pointerup", "pointercancel"]) window.removeEventListener(kind, release, true);
      window.removeEventListener("pointermove", moved, true);
    },
  };
}

// A panel that draws `view` anew whenever it changes, and keeps the focus where it was.
function panel(model, el, kind, draw) {
  const talk = talkTo(model);
  const root = make("section", { class: `ms ms-panel ms-${kind}` });
  el.append(root);
  const redraw = () => {
    const active = root.contains(document.activeElement) ? document.activeElement : null;
    const key = active?.dataset.key;
    draw({ root, view: model.get("view"), ask: talk.ask });
    const again = key ? root.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
    // a button that cannot be pressed any more hands on to the one that can
    (again?.disabled ? again.parentElement.querySelector("button:not(:disabled)") : again)?.focus();
  };
  const drawing = betweenPresses(root, redraw);
  model.on("change:view", drawing.redraw);
  redraw();
  return () => {
    model.off("change:view", drawing.redraw);
    drawing.end();
    talk.end();
  };
}

function saidLine(view) {
  return make("p", { class: view.ok === false ? "ms-line-said ms-refused" : "ms-line-said", role: "status" },
    view.said || "");
}
