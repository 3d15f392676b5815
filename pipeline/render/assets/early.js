/* Runs before the first line is drawn, so that nothing moves afterwards: the reader's settings of last time, and
   the script's own controls in the place of the browser's. */
(() => {
  "use strict";

  const NAMES = ["size", "lines", "ease", "words", "follow", "speed"];
  const root = document.documentElement;
  const retreat = () => root.classList.remove("live");

  root.classList.add("live");
  if ("highlights" in CSS) root.classList.add("words");

  /* A script that does not load, or breaks, leaves the browser's controls. */
  addEventListener("error", retreat, true);
  addEventListener("DOMContentLoaded", () => removeEventListener("error", retreat, true));

  try {
    if (localStorage.getItem(`editions ${location.pathname}`)) root.dataset.resume = "";
    const kept = JSON.parse(localStorage.getItem("editions") ?? "{}");
    for (const name of NAMES) {
      if (typeof kept[name] === "string") root.setAttribute(`data-set-${name}`, kept[name]);
    }
  } catch {
    /* A browser that keeps nothing: the page is as it comes. */
  }
})();
