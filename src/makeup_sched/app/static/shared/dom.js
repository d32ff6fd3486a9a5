// Elements made from plain text only: nothing that a table holds can become markup.

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// JupyterLab takes keys on a focused element for its own shortcuts unless it is marked.
function button(words, attributes, ...more) {
  return make("button", { type: "button", "data-lm-suppress-shortcuts": "true", ...attributes },
    words, ...more);
}

function hidden(words) {
  return make("span", { class: "ms-hidden" }, words);
}

const SIGNS = {
  lock: "M4 7V5a4 4 0 0 1 8 0v2h1v7H3V7zm2 0h4V5a2 2 0 0 0-4 0z",
  back: "M10 2 4 8l6 6 1.5-1.5L7 8l4.500-4.500z",
  on: "M6 2l6 6-6 6-1.500-1.500L9 8 4.500 3.500z",
  undo: "M6 2 1 6l5 4V7c4 0 6 1.500 7.500 5C13.500 7 10.500 5 6 5z",
  redo: "M10 2l5 4-5 4V7c-4 0-6 1.500-7.500 5C2.500 7 5.500 5 10 5z",
  close: "M3 4.400 4.400 3 8 6.600 11.600 3 13 4.400 9.400 8 13 11.600 11.600 13 8 9.400 4.400 13 3 11.600 6.600 8z",
};

function sign(name) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  picture.setAttribute("viewBox", "0 0 16 16");
  picture.setAttribute("class", `ms-sign ms-sign-${name}`);
  picture.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SIGNS[name]);
  path.setAttribute("fill-rule", "evenodd");
  picture.append(path);
  return picture;
}
