// What pages do beyond showing themselves. Without it everything works by links and forms.
"use strict";
(() => {
  const body = document.body;
  const main = document.getElementById("main");
  if (!main) return;

  // "/" leads to the search, wherever a page has one.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
    const search = main.querySelector("input[type=search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  });

  function writes(element) {
    return element.isContentEditable || /^(input|textarea|select)$/i.test(element.tagName);
  }

  // One press sends a form once.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  if (!("live" in body.dataset) || !window.EventSource) return;

  // A live page asks for itself again when it hears that something has changed.
  const russian = document.documentElement.lang === "ru";
  const words = russian
    ? {fresh: "Есть новое. Показать", done: "Страница обновлена"}
    : {fresh: "Something is new. Show it", done: "The page is up to date"};
  const voice = document.createElement("p");
  voice.className = "sr";
  voice.setAttribute("role", "status");
  main.append(voice);

  let source = null; // of events
  let shown = body.dataset.live; // what the page shows
  let stored = shown; // what is stored, as far as we have heard
  let timer = 0;
  let tries = 0; // since the last event
  let asking = false;
  let notice = null;

  function listen() {
    if (source || document.hidden) return;
    source = new EventSource("/live");
    source.addEventListener("hello", heard);
    source.addEventListener("change", heard);
    source.onerror = () => {
      if (!source || source.readyState !== EventSource.CLOSED) return; // else it comes back by itself
      source = null;
      setTimeout(listen, 30000 + Math.random() * 10000);
    };
  }

  function rest() {
    if (source) source.close();
    source = null;
    clearTimeout(timer);
    timer = 0;
  }

  function heard(event) {
    stored = JSON.parse(event.data).revision;
    tries = 0;
    if (stored !== shown) soon(100 + Math.random() * 900); // not all pages at once
  }

  function soon(wait) {
    if (!timer) timer = setTimeout(refresh, wait);
  }

  async function refresh() {
    timer = 0;
    if (asking || document.hidden) return;
    asking = true;
    try {
      const answer = await fetch(location.href, {headers: {Accept: "text/html"}, cache: "no-store"});
      if (answer.redirected && new URL(answer.url).pathname === "/sign-in") {
        location.reload();
        return;
      }
      if (answer.ok) take(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // the connection is away; the next event brings it back
    } finally {
      asking = false;
    }
    if (stored !== shown && ++tries < 4) soon(2000);
  }

  // take puts in place what differs; what somebody works in is left, and offered.
  function take(fresh) {
    shown = fresh.body.dataset.live || stored;
    let left = false;
    let changed = false;
    for (const next of fresh.querySelectorAll("[data-fresh]")) {
      const now = document.querySelector(`[data-fresh="${CSS.escape(next.dataset.fresh)}"]`);
      if (!now || now.innerHTML === next.innerHTML) continue;
      if (busy(now)) {
        left = true;
        continue;
      }
      now.replaceChildren(...document.importNode(next, true).childNodes);
      changed = true;
    }
    replace("footer time", fresh);
    if (!left) {
      replace("h1", fresh);
      document.title = fresh.title;
    }
    const total = fresh.getElementById("main");
    for (const name of ["rows", "people"]) if (!left && total && name in total.dataset) main.dataset[name] = total.dataset[name];
    if (left) offer();
    else if (notice) withdraw();
    if (changed) voice.textContent = words.done;
  }

  function replace(what, fresh) {
    const now = document.querySelector(what);
    const next = fresh.querySelector(what);
    if (now && next && now.textContent !== next.textContent) now.replaceWith(document.importNode(next, true));
  }

  // busy is a region in which somebody is: with the keyboard, with the mouse, or with something half written.
  function busy(region) {
    if (region.contains(document.activeElement)) return true;
    const marked = getSelection();
    if (marked && !marked.isCollapsed && marked.rangeCount && marked.getRangeAt(0).intersectsNode(region)) return true;
    if (region.querySelector("details[open]")) return true;
    return [...region.querySelectorAll("input, textarea, select")].some(touched);
  }

  function touched(field) {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
    const first = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(first, 0);
  }

  function offer() {
    if (notice) return;
    notice = document.createElement("button");
    notice.type = "button";
    notice.className = "notice";
    notice.textContent = words.fresh;
    notice.addEventListener("click", () => location.reload());
    main.append(notice);
    voice.textContent = words.fresh;
  }

  function withdraw() {
    notice.remove();
    notice = null;
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  listen();
})();
