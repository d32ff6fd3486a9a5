// A question before something is let go of; the first answer, which changes nothing, has the keyboard when it appears.

function question(root, about, answers, back) {
  const stood = root.querySelector(`[role="group"][aria-label="${CSS.escape(about)}"]`);
  const buttons = answers.map(([words, key, act], number) => button(words, {
    class: number ? "ms-button" : "ms-button ms-main", "data-key": key,
    onclick: async () => {
      await act();
      if (!goneOnFrom(key)) root.querySelector(`[data-key="${back}"]`)?.focus();
    },
  }));
  // once the panel has put the focus back; drawn anew it must not take it from where the reader has gone
  if (!stood) queueMicrotask(() => buttons[0].focus());
  return make("div", { class: "ms-bar", role: "group", "aria-label": about }, ...buttons);
}

// Whether the reader has gone on to something else of the page while what was pressed was being done.
function goneOnFrom(key) {
  const now = document.activeElement;
  return Boolean(now?.closest(".ms")) && now.dataset.key !== key;
}
