"""A page with one widget on it: the real script, style and Python object, no server between.
What the script sends goes straight to the Python object; what that sends back, and every trait
that it changes, is handed to the script in the same order. `stale` are values of traits with
which the page begins, as where news are lost while it is made.
"""

from collections.abc import Mapping
from typing import Any

import anywidget
from playwright.sync_api import Browser, Page

from makeup_sched.app.panel import HERE

_PAGE = "<!doctype html><html lang='en'><title>Widget</title><body style='margin:12px'></body>"
_START = """
async ([script, style, values, withKernel]) => {
  const sheet = document.createElement("style");
  sheet.textContent = style;
  document.head.append(sheet);
  const main = document.createElement("main");
  document.body.append(main);
  const heard = {};
  const tell = (name, ...given) => [...(heard[name] || [])].forEach((each) => each(...given));
  const apply = (news) => {
    for (const [kind, name, value] of news) {
      if (kind === "message") tell("msg:custom", value);
      else { values[name] = value; tell(`change:${name}`); }
    }
  };
  window.fromPython = apply;
  const listeners = [];
  const signal = { connect: (each) => listeners.push(each), disconnect: () => {} };
  const kernel = {
    status: "idle", connectionStatus: "connected", statusChanged: signal,
    connectionStatusChanged: signal,
  };
  window.turnKernel = (states) => {
    Object.assign(kernel, states);
    listeners.forEach((each) => each());
  };
  const model = {
    widget_manager: withKernel ? { kernel } : undefined,
    get: (name) => values[name],
    set: (name, value) => { values[name] = value; },
    save_changes: () => {},
    on: (name, listener) => (heard[name] ||= []).push(listener),
    off: (name, listener) => { heard[name] = (heard[name] || []).filter((e) => e !== listener); },
    send: async (message) => apply(await window.toPython(message)),
  };
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const module = await import(url);
  window.endWidget = module.default.render({ model, el: main });
}
"""


class WidgetPage:
    """A widget on a page of its own."""

    def __init__(
        self,
        browser: Browser,
        widget: anywidget.AnyWidget,
        *,
        dark: bool = False,
        width: int = 1280,
        with_kernel: bool = False,
        stale: Mapping[str, Any] | None = None,
    ) -> None:
        self.widget: Any = widget
        self.asked: list[dict[str, Any]] = []
        self._news: list[list[Any]] = []
        names = [name for name in widget.trait_names(sync=True) if not name.startswith("_")]
        widget.observe(self._changed, names)
        self.widget.send = self._sent
        self.page: Page = browser.new_page(viewport={"width": width, "height": 1000})
        self.page.expose_function("toPython", self._asked)
        self.page.set_content(_PAGE)
        if dark:
            self.page.evaluate(
                "document.body.dataset.jpThemeLight = 'false';"
                "document.body.style.background = '#111'"
            )
        values = {name: getattr(widget, name) for name in names if _is_plain(widget, name)}
        values |= stale or {}
        self.page.evaluate(_START, [self.widget._esm, self.widget._css, values, with_kernel])

    def tell(self) -> None:
        """Hand the page what the widget has changed by itself since."""
        self.page.evaluate("(news) => window.fromPython(news)", self._taken())

    def _changed(self, change: Any) -> None:
        self._news.append(["set", change["name"], change["new"]])

    def _sent(self, message: dict[str, Any], buffers: object = None) -> None:
        self._news.append(["message", "", message])

    def _asked(self, message: dict[str, Any]) -> list[list[Any]]:
        self.asked.append(message)
        self.widget._handle_custom_msg(message, [])
        if message == {"kind": HERE}:
            self._news.append(["set", "view", self.widget.view])
        return self._taken()

    def _taken(self) -> list[list[Any]]:
        news, self._news = self._news, []
        return news


def _is_plain(widget: anywidget.AnyWidget, name: str) -> bool:
    return isinstance(getattr(widget, name), str | int | float | bool | dict | list)
