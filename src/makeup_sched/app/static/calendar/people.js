// Who attends a session, in the room that its block has: whole names, and how many more there are.

function drawPeople(block) {
  const plain = (text) => text.replaceAll("\u00a0", " "); // better broken in two than within a word
  const people = (block.people || []).map(plain);
  if (people.length < 2) return make("strong", {}, plain(block.head));
  const shared = plain(block.head).split(people[0])[0];
  const strong = make("strong", { "data-people": people.length });
  strong.fit = (count) => {
    const more = people.length - count;
    const shown = count ? people.slice(0, count).join(", ") : `${people.length} students`;
    const rest = count && more ? ` +${more} more` : "";
    // what has no room is there for those who listen
    const unseen = more ? hidden(`: ${people.slice(count).join(", ")}`) : "";
    strong.replaceChildren(shared, shown, make("span", { class: "ms-more" }, rest), unseen);
  };
  strong.most = people.length;
  strong.fit(people.length);
  return strong;
}

// As many names as there is room for, once the blocks stand on the page.
function fitPeople(root) {
  for (const strong of root.querySelectorAll("[data-people]")) {
    const who = strong.parentElement;
    const inside = who.closest(".ms-inside");
    if (!inside.clientWidth) continue;
    let count = strong.most;
    strong.fit(count);
    while (count > 0 && isCut(who)) {
      count -= 1;
      strong.fit(count);
    }
  }
}

function isCut(who) {
  return who.scrollHeight > who.clientHeight + 1 || who.scrollWidth > who.clientWidth + 1;
}
