/* The narration with its text: the sentence being read is marked, and every sentence can be read from.
   Without this script the browser's own audio controls stay, and the text is the same.
   Times are on the sentences, so that a page opened from a disk works too. */
(() => {
  "use strict";

  const STEP = 5; /* seconds, for the arrow keys of the slider */
  const RESTART = 2000; /* milliseconds into a sentence, after which "previous" goes to its own begin */
  const NOTED = 3000; /* milliseconds of narration between two notes of the place */

  /** @template {Element} T @param {string} path @param {new () => T} kind @returns {T} */
  function part(path, kind) {
    const found = document.querySelector(path);
    if (found instanceof kind) return found;
    throw new Error(`The page has no ${path}.`);
  }

  const root = document.documentElement;
  if (!root.classList.contains("live")) return;
  const player = part("[data-player]", HTMLElement);
  const audio = part("[data-player] audio", HTMLAudioElement);
  const position = part("[data-position]", HTMLInputElement);
  const elapsed = part("[data-elapsed]", HTMLElement);
  const settings = part("[data-settings]", HTMLElement);
  const follow = part("[data-setting=follow]", HTMLInputElement);
  const speed = part("[data-setting=speed]", HTMLSelectElement);
  const total = Number(part("[data-length]", HTMLElement).dataset.length);
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const languages = document.querySelectorAll("nav a[hreflang]");
  /** @type {HTMLElement[]} In the order of the page. */
  const text = [...document.querySelectorAll(".seg[data-begin]")].filter((each) => each instanceof HTMLElement);
  const sentences = [...text].sort((one, other) => begin(one) - begin(other));
  const place = `editions ${location.pathname}`;
  let current = -1;
  let until = Infinity;
  let noted = 0;
  /** @type {HTMLElement | undefined} The one sentence that Tab goes to. */
  let chosen;

  /** @param {HTMLElement} sentence */
  function begin(sentence) {
    return Number(sentence.dataset.begin);
  }

  function now() {
    return Math.round(audio.currentTime * 1000);
  }

  /** The last sentence that has begun, by halving; -1 before the first.
   * @param {number} time */
  function at(time) {
    let low = 0;
    let high = sentences.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (begin(sentences[middle]) <= time) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** @param {Element} element */
  function isInView(element) {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
  }

  /** Between the bar and the last lines of the window, where the eye need not jump.
   * @param {Element} element */
  function isAtEase(element) {
    const box = element.getBoundingClientRect();
    const bar = player.getBoundingClientRect();
    const top = bar.top <= 0 ? bar.bottom : 0;
    return box.top >= top && box.bottom <= innerHeight * 0.85;
  }

  /** @param {Element} element */
  function bring(element) {
    if (isAtEase(element)) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }

  /** One Tab stop for the whole text: the sentence that is read, or the one that the arrows have gone to.
   * @param {HTMLElement | undefined} sentence */
  function choose(sentence) {
    if (!sentence || sentence === chosen) return;
    chosen?.removeAttribute("tabindex");
    chosen?.removeAttribute("aria-describedby");
    chosen = sentence;
    sentence.tabIndex = 0;
    document.dispatchEvent(new Event("chosen"));
  }

  /** @param {number} index @param {"asked" | "playing" | "still"} how */
  function mark(index, how) {
    if (index === current) return;
    const before = sentences[current];
    const sentence = sentences[index];
    before?.removeAttribute("aria-current");
    current = index;
    if (!sentence) return;
    sentence.setAttribute("aria-current", "true");
    if (document.activeElement !== chosen) choose(sentence); /* the focus stays where the reader has put it */
    for (const link of languages) link.hash = sentence.id;
    /* Whoever has scrolled away is reading something else and is left alone. */
    const along = how === "playing" && follow.checked && (!before || isInView(before));
    if (how === "asked" || along) bring(sentence);
  }

  /** @param {number} milliseconds */
  function clock(milliseconds) {
    const seconds = Math.floor(milliseconds / 1000);
    const pair = (/** @type {number} */ value) => String(value).padStart(2, "0");
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds / 60) % 60;
    return `${hours ? `${hours}:${pair(minutes)}` : minutes}:${pair(seconds % 60)}`;
  }

  /** For the slider's value: "1 minute, 5 seconds" in the language of the player.
   * @param {number} milliseconds */
  function spoken(milliseconds) {
    const language = `${player.closest("[lang]")?.getAttribute("lang")}-u-nu-latn`;
    const seconds = Math.floor(milliseconds / 1000);
    const amount = (/** @type {number} */ value, /** @type {string} */ unit) =>
      new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(value);
    return new Intl.ListFormat(language, { type: "unit" }).format([
      amount(Math.floor(seconds / 60), "minute"),
      amount(seconds % 60, "second"),
    ]);
  }

  /** @param {boolean} asked */
  function show(asked) {
    const time = now();
    elapsed.textContent = clock(time);
    /* A focused slider is not moved under the reader's hand: a screen reader would read every step out. */
    if (asked || document.activeElement !== position) {
      position.value = String(Math.floor(time / 1000));
      position.setAttribute("aria-valuetext", spoken(time));
    }
  }

  /** @param {number} milliseconds @param {"asked" | "still"} [how] */
  function seek(milliseconds, how = "asked") {
    until = Infinity;
    audio.currentTime = Math.max(0, Math.min(milliseconds, total)) / 1000;
    mark(at(now()), how);
    show(true);
    document.dispatchEvent(new Event("moved"));
    if (how === "asked") note();
  }

  function sound() {
    audio.play().catch(() => {}); /* paused again at once, or not allowed: the button tells */
  }

  /** @param {HTMLElement} sentence */
  function playFrom(sentence) {
    seek(begin(sentence));
    sound();
  }

  /** @param {number} index */
  function go(index) {
    if (sentences[index]) seek(begin(sentences[index]));
  }

  function previous() {
    const late = current >= 0 && now() - begin(sentences[current]) > RESTART;
    go(late ? current : Math.max(0, current - 1));
  }

  function next() {
    go(current + 1);
  }

  function play() {
    until = Infinity;
    if (follow.checked && root.hasAttribute("data-resume") && sentences[current]) bring(sentences[current]);
    sound();
  }

  function toggle() {
    if (audio.paused) play();
    else audio.pause();
  }

  /* Where the reader has got to, for the next visit: the sentence, so that a new recording does not matter. */
  function note() {
    const sentence = sentences[current];
    noted = now();
    try {
      if (audio.ended || !sentence || noted < RESTART) localStorage.removeItem(place);
      else localStorage.setItem(place, `${sentence.id} ${noted - begin(sentence)}`);
    } catch {
      /* The browser keeps nothing. */
    }
  }

  /** @returns {number} Milliseconds; 0 where there is nothing to go on with. */
  function left() {
    try {
      const [id, into] = (localStorage.getItem(place) ?? "").split(" ");
      const sentence = sentences.find((each) => each.id === id);
      return sentence ? Math.min(begin(sentence) + (Number(into) || 0), Number(sentence.dataset.end)) : 0;
    } catch {
      return 0;
    }
  }

  function step() {
    mark(at(now()), "playing");
    document.dispatchEvent(new Event("moved"));
    if (now() >= until) audio.pause();
  }

  function tick() {
    if (audio.paused) return;
    step();
    requestAnimationFrame(tick);
  }

  /** @type {Record<string, () => void>} */
  const deeds = { previous, next, toggle };
  player.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-do]") : null;
    if (button instanceof HTMLElement) deeds[button.dataset.do ?? ""]?.();
  });

  position.addEventListener("input", () => seek(Number(position.value) * 1000));
  position.addEventListener("keydown", (event) => {
    /** @type {Record<string, number>} */
    const steps = { ArrowRight: STEP, ArrowUp: STEP, ArrowLeft: -STEP, ArrowDown: -STEP };
    if (!(event.key in steps)) return;
    event.preventDefault();
    seek(now() + steps[event.key] * 1000);
  });

  /* The arrows that would scroll sideways, which no page does, go from sentence to sentence; those that scroll
     up and down, the space bar and the page keys are the browser's. */
  document.addEventListener("keydown", (event) => {
    if (event.target !== chosen || !chosen || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const onwards = root.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (event.key === "Enter") playFrom(chosen);
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const other = text[text.indexOf(chosen) + (event.key === onwards ? 1 : -1)];
    if (!other) return;
    other.tabIndex = 0;
    other.focus();
    choose(other);
  });

  /* How to go on is said once, on entering the text, and not again at every sentence. */
  document.addEventListener("focusin", ({ target }) => {
    if (target === chosen) chosen?.setAttribute("aria-describedby", "keys");
  });

  /* Who leaves the text while it is read comes back to the sentence that is read by then. */
  document.addEventListener("focusout", ({ target }) => {
    if (target === chosen && !audio.paused) choose(sentences[current]);
  });

  function pace() {
    audio.playbackRate = Number(speed.value);
  }

  speed.addEventListener("change", pace);
  audio.addEventListener("play", () => {
    player.dataset.playing = "";
    delete root.dataset.resume;
    tick();
  });
  audio.addEventListener("pause", () => {
    delete player.dataset.playing;
    until = Infinity;
    note();
  });
  audio.addEventListener("ended", note);
  addEventListener("pagehide", () => {
    if (!audio.paused) note();
  });
  audio.addEventListener("timeupdate", () => {
    if (!audio.paused) step(); /* also in a hidden tab, where no frame is drawn */
    if (!audio.paused && Math.abs(now() - noted) > NOTED) note();
    show(false);
  });

  /* On the document, so that no screen reader calls every sentence clickable. */
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element) || target.closest("a") || !getSelection()?.isCollapsed) return;
    const sentence = target.closest(".seg[data-begin]");
    if (sentence instanceof HTMLElement) playFrom(sentence);
  });

  /* What other scripts ask for: only this sentence, or another place. */
  document.addEventListener("hear", ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    playFrom(target);
    until = Number(target.dataset.end);
  });

  document.addEventListener("seek", (event) => {
    if (event instanceof CustomEvent) seek(event.detail);
  });

  /* The address says where to begin, else the last visit; nothing plays before it is asked to. */
  function start() {
    const wanted = sentences.findIndex((sentence) => `#${sentence.id}` === location.hash);
    const time = wanted < 0 ? left() : 0;
    if (!time) delete root.dataset.resume;
    if (wanted >= 0) {
      seek(begin(sentences[wanted]), "still");
      bring(sentences[wanted]);
    } else if (time) seek(time, "still");
    else show(true);
    part("[data-from]", HTMLElement).textContent = clock(time);
  }

  audio.removeAttribute("controls");
  for (const each of [part(".controls", HTMLElement), settings]) each.hidden = false;
  choose(text[0]);
  pace();
  start();
})();
