/* The narration with its text: the sentence being read is marked, and every sentence can be read from.
   Without this script the browser's own audio controls stay, and the text is the same.
   Times are on the sentences, so that a page opened from a disk works too. */
(() => {
  "use strict";

  const player = document.querySelector("[data-player]");
  const audio = player.querySelector("audio");
  const position = player.querySelector("[data-position]");
  const elapsed = player.querySelector("[data-elapsed]");
  const length = player.querySelector("[data-length]");
  const settings = document.querySelector("[data-settings]");
  const follow = settings.querySelector("[data-follow]");
  const languages = document.querySelectorAll("nav a[hreflang]");
  const sentences = [...document.querySelectorAll(".seg[data-begin]")].sort((one, other) => begin(one) - begin(other));
  const total = Number(length.dataset.length);
  const STEP = 5; /* seconds, for the arrow keys */
  const RESTART = 2000; /* milliseconds into a sentence, after which "previous" goes to its own begin */
  let current = -1;

  function begin(sentence) {
    return Number(sentence.dataset.begin);
  }

  function now() {
    return Math.round(audio.currentTime * 1000);
  }

  /* The last sentence that has begun, by halving; -1 before the first. */
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

  function isInView(element) {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < window.innerHeight;
  }

  /* Between the bar and the last lines of the window, where the eye need not jump. */
  function isAtEase(element) {
    const box = element.getBoundingClientRect();
    const bar = player.getBoundingClientRect();
    const top = bar.top <= 0 ? bar.bottom : 0;
    return box.top >= top && box.bottom <= window.innerHeight * 0.85;
  }

  function bring(element) {
    if (isAtEase(element)) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }

  function mark(index, asked) {
    if (index === current) return;
    const before = sentences[current];
    const sentence = sentences[index];
    before?.removeAttribute("aria-current");
    current = index;
    if (!sentence) return;
    sentence.setAttribute("aria-current", "true");
    for (const link of languages) link.hash = sentence.id;
    /* Whoever has scrolled away is reading something else and is left alone. */
    if (asked || (follow.checked && (!before || isInView(before)))) bring(sentence);
  }

  function clock(milliseconds) {
    const seconds = Math.floor(milliseconds / 1000);
    const pair = (value) => String(value).padStart(2, "0");
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds / 60) % 60;
    return `${hours ? `${hours}:${pair(minutes)}` : minutes}:${pair(seconds % 60)}`;
  }

  /* For the slider's value: "1 minute, 5 seconds" in the language of the player. */
  function spoken(milliseconds) {
    const language = `${player.closest("[lang]").lang}-u-nu-latn`;
    const seconds = Math.floor(milliseconds / 1000);
    const part = (value, unit) =>
      new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(value);
    return new Intl.ListFormat(language, { type: "unit" }).format([
      part(Math.floor(seconds / 60), "minute"),
      part(seconds % 60, "second"),
    ]);
  }

  function show(asked) {
    const time = now();
    elapsed.textContent = clock(time);
    /* A focused slider is not moved under the reader's hand: a screen reader would read every step out. */
    if (asked || document.activeElement !== position) {
      position.value = String(Math.floor(time / 1000));
      position.setAttribute("aria-valuetext", spoken(time));
    }
  }

  function seek(milliseconds) {
    audio.currentTime = Math.max(0, Math.min(milliseconds, total)) / 1000;
    mark(at(now()), true);
    show(true);
  }

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

  function toggle() {
    if (audio.paused) audio.play();
    else audio.pause();
  }

  function tick() {
    if (audio.paused) return;
    mark(at(now()), false);
    requestAnimationFrame(tick);
  }

  const deeds = { previous, next, toggle };
  player.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) deeds[button.dataset.do]();
  });

  position.addEventListener("input", () => seek(Number(position.value) * 1000));
  position.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: STEP, ArrowUp: STEP, ArrowLeft: -STEP, ArrowDown: -STEP };
    if (!(event.key in steps)) return;
    event.preventDefault();
    seek(now() + steps[event.key] * 1000);
  });

  settings.querySelector("[data-speed]").addEventListener("change", (event) => {
    audio.playbackRate = Number(event.target.value);
  });

  audio.addEventListener("play", () => {
    player.dataset.playing = "";
    tick();
  });
  audio.addEventListener("pause", () => delete player.dataset.playing);
  audio.addEventListener("timeupdate", () => {
    if (!audio.paused) mark(at(now()), false); /* also in a hidden tab, where no frame is drawn */
    show(false);
  });

  /* On the document, so that no screen reader calls every sentence clickable. */
  document.addEventListener("click", (event) => {
    const sentence = event.target.closest(".seg[data-begin]");
    if (!sentence || event.target.closest("a") || !window.getSelection().isCollapsed) return;
    seek(begin(sentence));
    audio.play();
  });

  if ("mediaSession" in navigator) {
    navigator.mediaSession.metadata = new MediaMetadata({ title: document.title });
    navigator.mediaSession.setActionHandler("previoustrack", previous);
    navigator.mediaSession.setActionHandler("nexttrack", next);
  }

  audio.removeAttribute("controls");
  for (const part of [player.querySelector(".controls"), settings]) part.hidden = false;
  document.documentElement.classList.add("live");
  length.textContent = clock(Math.round(total / 1000) * 1000);
  const wanted = sentences.findIndex((sentence) => `#${sentence.id}` === window.location.hash);
  if (wanted >= 0) go(wanted);
  else show(true);
})();
