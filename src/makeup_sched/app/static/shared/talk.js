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
  return {
    ask(kind, fields = {}, buffers = []) {
      last += 1;
      const seq = last;
      const answer = new Promise((resolve) => waiting.set(seq, resolve));
      model.send({ kind, seq, ...fields }, undefined, buffers);
      return answer;
    },
    end: () => model.off("msg:custom", heard),
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
  model.on("change:view", redraw);
  redraw();
  return () => {
    model.off("change:view", redraw);
    talk.end();
  };
}

function saidLine(view) {
  return make("p", { class: view.ok === false ? "ms-line-said ms-refused" : "ms-line-said", role: "status" },
    view.said || "");
}
