// Whether Python can still be reached. A busy one can: the server keeps the connection open while it computes.

const PATIENCE = 5000; // milliseconds for a connection to come back by itself
const ENDED = ["dead", "terminating", "restarting", "autorestarting"];
const LOST = "This page is no longer connected to the program behind it, and its buttons do nothing any more. "
  + "Start the page again as you did before. What you have published, written or downloaded is safe; "
  + "changes since then have to be made again.";

// Watches the connection of a widget, and shows one line for the whole page while it is lost.
function watchConnection(model) {
  const kernel = model.widget_manager?.kernel;
  if (!kernel?.connectionStatusChanged) return () => {};
  let due, ended, told;
  const lose = () => {
    told = true;
    lost();
  };
  const look = () => {
    if (ended) return; // what is started in its place knows nothing of this widget
    ended = ENDED.includes(kernel.status);
    if (ended) {
      lose();
    } else if (kernel.connectionStatus !== "connected") {
      due ??= setTimeout(lose, PATIENCE);
    } else {
      due = clearTimeout(due);
      if (told !== false) found();
      told = false;
    }
  };
  const signals = [kernel.connectionStatusChanged, kernel.statusChanged];
  for (const signal of signals) signal.connect(look);
  look();
  return () => {
    clearTimeout(due);
    for (const signal of signals) signal.disconnect(look);
  };
}

function lost() {
  if (document.querySelector(".ms-lost")) return;
  const line = make("div", { class: "ms ms-lost", role: "alert" });
  document.body.append(line);
  line.textContent = LOST; // said aloud only where the line stands before its words
}

function found() {
  document.querySelector(".ms-lost")?.remove();
}
