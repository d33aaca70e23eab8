// What the tests put into a page to find their way: it looks, and leaves acting to the pointer and the keys.
window.hands ||= (() => {
  const said = (el) => (el.getAttribute("aria-label") || el.value && el.tagName === "INPUT" && el.value || el.textContent).replace(/\s+/g, " ").trim();
  const sees = (el) => el.checkVisibility({visibilityProperty: true}) && el.getClientRects().length > 0;
  // closed are the folds that somebody would open first to see an element, the outermost first.
  const closed = (el) => {
    const folds = [];
    for (let up = el.parentElement; up; up = up.parentElement) {
      if (up.tagName === "DETAILS" && !up.open && el.closest("summary")?.parentElement !== up) folds.unshift(up);
    }
    return folds;
  };
  const find = (css, text) => {
    const all = [...document.querySelectorAll(css)].filter((el) => !text || said(el).includes(text));
    return all.find(sees) || all.find((el) => closed(el).length && sees(closed(el)[0].querySelector("summary")));
  };
  return {
    // want names what is looked for: "" when it is there, else what is amiss.
    want(css, text) {
      window.wanted = find(css, text);
      if (window.wanted) return "";
      const hidden = [...document.querySelectorAll(css)];
      return hidden.length ? `${hidden.length} are there, none to be seen with such words: ` + hidden.slice(0, 5).map(said).join(" | ") : "there is none";
    },
    // unfold makes the outermost closed fold around what is wanted the thing to press first.
    unfold() {
      const fold = closed(window.wanted)[0];
      if (!fold) return false;
      window.behind = window.wanted;
      window.wanted = fold.querySelector("summary");
      return true;
    },
    back() { window.wanted = window.behind; },
    // place is the middle of what is wanted, in the window, where nothing covers it.
    place() {
      const el = window.wanted;
      el.scrollIntoView({block: "center", inline: "center", behavior: "instant"});
      const box = [...el.getClientRects()].sort((a, b) => b.width * b.height - a.width * a.height)[0];
      const x = box.left + box.width / 2, y = box.top + box.height / 2;
      const at = document.elementFromPoint(x, y);
      const over = at && !el.contains(at) && !at.contains(el) && at.closest("label")?.control !== el ? at.outerHTML.slice(0, 120) : "";
      return {x, y, over};
    },
    // ahead is about how often Tab is to be pressed from where one stands, at the least.
    ahead() {
      const all = [...document.querySelectorAll('a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex="0"]')].filter((el) => sees(el) && !el.disabled);
      return Math.max(all.indexOf(window.wanted) - all.indexOf(document.activeElement) - 3, 0);
    },
    focused() { return document.activeElement === window.wanted; },
  };
})();
