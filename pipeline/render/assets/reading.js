/* How a reader wants the page: letters and lines, the original under a sentence, how each sentence was made.
   Works without sound too. The setting of a control is an attribute of the root, which the stylesheet knows. */
(() => {
  "use strict";

  const KEPT = "editions";
  const root = document.documentElement;
  const panel = document.querySelector("[data-reading]");
  if (!(panel instanceof HTMLElement) || !root.classList.contains("live")) return;

  const shelf = document.querySelector("template[data-shelf]");
  const originals = document.querySelector("template[data-originals]");
  const narration = document.querySelector("audio");
  const opener = document.querySelector("[data-do=compare]");
  const sound = new Audio();
  let until = 0;

  /* Settings */

  /** @param {EventTarget | null} control @returns {string} */
  function valueOf(control) {
    if (control instanceof HTMLInputElement && control.type === "checkbox") return control.checked ? "on" : "off";
    return control instanceof HTMLInputElement || control instanceof HTMLSelectElement ? control.value : "";
  }

  /** @param {HTMLElement} control @param {string} value */
  function put(control, value) {
    if (control instanceof HTMLSelectElement) control.value = value;
    else if (control instanceof HTMLInputElement && control.type === "checkbox") control.checked = value === "on";
    else if (control instanceof HTMLInputElement) control.checked = control.value === value;
  }

  /** @param {string} name @param {string} value */
  function keep(name, value) {
    root.setAttribute(`data-set-${name}`, value);
    try {
      const kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
      localStorage.setItem(KEPT, JSON.stringify({ ...kept, [name]: value }));
    } catch {
      /* It holds for this page. */
    }
  }

  for (const control of document.querySelectorAll("[data-setting], [data-show]")) {
    if (!(control instanceof HTMLElement)) continue;
    const value = root.getAttribute(`data-set-${control.dataset.setting}`);
    if (value !== null) put(control, value);
    else if (control instanceof HTMLInputElement) control.checked = control.defaultChecked; /* some browsers fill forms in again */
  }

  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    const { setting, show } = target.dataset;
    if (setting) keep(setting, valueOf(target));
    if (show === "originals") compareAll(valueOf(target) === "on");
    if (show === "states") tellStates(valueOf(target) === "on");
  });

  /* What stands beside a sentence */

  /** @param {Element | null} template @param {string} path @returns {HTMLElement | null} */
  function find(template, path) {
    return template instanceof HTMLTemplateElement ? template.content.querySelector(path) : null;
  }

  /** @param {Element | null} template @param {string} path @returns {HTMLElement | null} */
  function copy(template, path) {
    const found = find(template, path)?.cloneNode(true);
    return found instanceof HTMLElement ? found : null;
  }

  /** A heading keeps its name: what is told of it stands after it. @param {Element} sentence @returns {Element} */
  function end(sentence) {
    return sentence.closest("h1, h2, h3, h4, h5, h6") ?? sentence;
  }

  /** @param {string} [only] */
  function sentences(only = ".seg[data-state]") {
    return /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(only));
  }

  /** @param {boolean} shown */
  function tellStates(shown) {
    for (const label of document.querySelectorAll(".made")) label.remove();
    if (!shown) return;
    for (const sentence of [...sentences()].reverse()) {
      const label = copy(shelf, `[data-made="${sentence.dataset.state}"]`);
      if (label) end(sentence).after(label);
    }
  }

  /* The original */

  /** @param {string} id */
  function boxOf(id) {
    return document.querySelector(`[data-original-of="${id}"]`);
  }

  /** The one that the keyboard or the narration is at. */
  function chosen() {
    return sentences(".seg[tabindex]")[0];
  }

  /** @param {HTMLElement} sentence @returns {HTMLElement | null} */
  function compare(sentence) {
    const words = copy(originals, `[data-of="${sentence.id}"]`);
    const box = copy(shelf, ".comparison");
    if (!words || !box || boxOf(sentence.id)) return null;
    box.dataset.originalOf = sentence.id;
    box.querySelector(".original")?.append(...words.childNodes);
    if (!words.dataset.begin) box.querySelector("[data-hear=original]")?.remove();
    if (!sentence.dataset.begin) box.querySelector("[data-hear=translation]")?.remove();
    let spot = end(sentence);
    if (spot.nextElementSibling?.matches(".made")) spot = spot.nextElementSibling;
    spot.after(box);
    return box;
  }

  /** @param {boolean} shown */
  function compareAll(shown) {
    root.toggleAttribute("data-comparing", shown);
    if (shown) for (const sentence of [...sentences()].reverse()) compare(sentence);
    else for (const box of document.querySelectorAll(".comparison")) box.remove();
    arrange();
  }

  /* One sentence after the other: its buttons are Tab stops while it is the chosen one. */
  function arrange() {
    const sentence = chosen();
    for (const box of sentences(".comparison")) {
      const inOrder = !sentence || box.dataset.originalOf === sentence.id;
      for (const button of box.querySelectorAll("button")) button.tabIndex = inOrder ? 0 : -1;
    }
    const open = sentence && boxOf(sentence.id);
    opener?.setAttribute("aria-expanded", String(Boolean(open)));
    const able = open || (sentence && find(originals, `[data-of="${sentence.id}"]`));
    opener?.setAttribute("aria-disabled", String(!able)); /* not `disabled`: it may have the focus */
  }

  /** @param {HTMLElement} sentence */
  function toggle(sentence) {
    const box = boxOf(sentence.id);
    if (box) box.remove();
    else {
      const words = compare(sentence)?.querySelector(".original");
      if (words instanceof HTMLElement) words.focus();
    }
    arrange();
  }

  function watch() {
    if (sound.paused) return;
    if (sound.currentTime * 1000 >= until) sound.pause();
    else requestAnimationFrame(watch);
  }

  /** @param {string} id */
  function hearOriginal(id) {
    const times = find(originals, `[data-of="${id}"]`)?.dataset;
    if (!times || !(originals instanceof HTMLElement)) return;
    narration?.pause();
    if (!sound.src) sound.src = originals.dataset.audio ?? "";
    sound.currentTime = Number(times.begin) / 1000;
    sound.playbackRate = Number(root.getAttribute("data-set-speed")) || 1;
    until = Number(times.end);
    sound.play().catch(() => {}); /* paused again at once */
  }

  sound.addEventListener("play", watch);
  sound.addEventListener("timeupdate", () => {
    if (sound.currentTime * 1000 >= until) sound.pause(); /* also in a hidden tab */
  });
  narration?.addEventListener("play", () => sound.pause());

  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    const box = button?.closest(".comparison");
    const sentence = box instanceof HTMLElement ? document.getElementById(box.dataset.originalOf ?? "") : chosen();
    if (!button || !sentence) return;
    if (button === opener) toggle(sentence);
    else if (button.dataset.hear === "original") hearOriginal(sentence.id);
    else if (button.dataset.hear === "translation") sentence.dispatchEvent(new Event("hear", { bubbles: true }));
    else if (button.dataset.hear === "close") {
      toggle(sentence);
      sentence.focus();
    }
  });

  document.addEventListener("chosen", arrange);
  panel.hidden = false;
})();
