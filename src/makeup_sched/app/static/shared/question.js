// A question before something is let go of; the first answer, which changes nothing, has the keyboard.

function question(root, about, answers, back) {
  const buttons = answers.map(([words, key, act], number) => button(words, {
    class: number ? "ms-button" : "ms-button ms-main", "data-key": key,
    onclick: async () => {
      await act();
      root.querySelector(`[data-key="${back}"]`)?.focus();
    },
  }));
  // once the panel has put the focus back
  queueMicrotask(() => buttons[0].focus());
  return make("div", { class: "ms-bar", role: "group", "aria-label": about }, ...buttons);
}
