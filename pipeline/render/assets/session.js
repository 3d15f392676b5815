/* What the system shows and steers: a lock screen, a headset, the keys of a keyboard. */
(() => {
  "use strict";

  const LEAP = 10; /* seconds, for keys that ask for no length */
  const player = document.querySelector("[data-player]");
  const audio = document.querySelector("audio");
  if (!("mediaSession" in navigator) || !(player instanceof HTMLElement) || !audio) return;
  const session = navigator.mediaSession;

  /** @param {string} path */
  function said(path) {
    return document.querySelector(path)?.textContent?.trim() ?? "";
  }

  /** @param {"previous" | "next" | "toggle"} deed */
  function press(deed) {
    const button = document.querySelector(`[data-do=${deed}]`);
    if (button instanceof HTMLElement) button.click();
  }

  /** @param {number} seconds */
  function seek(seconds) {
    document.dispatchEvent(new CustomEvent("seek", { detail: Math.round(seconds * 1000) }));
  }

  const tell = () => {
    if (!audio.duration) return;
    session.playbackState = audio.paused ? "paused" : "playing";
    session.setPositionState({
      duration: audio.duration,
      playbackRate: audio.playbackRate,
      position: Math.min(audio.currentTime, audio.duration),
    });
  };

  const picture = player.dataset.artwork;
  session.metadata = new MediaMetadata({
    title: said("h1"),
    artist: said(".publisher"),
    artwork: picture ? [{ src: picture }] : [],
  });
  /** @type {[MediaSessionAction, MediaSessionActionHandler][]} */
  const answers = [
    ["play", () => audio.paused && press("toggle")],
    ["pause", () => audio.pause()],
    ["previoustrack", () => press("previous")],
    ["nexttrack", () => press("next")],
    ["seekbackward", ({ seekOffset }) => seek(audio.currentTime - (seekOffset || LEAP))],
    ["seekforward", ({ seekOffset }) => seek(audio.currentTime + (seekOffset || LEAP))],
    ["seekto", ({ seekTime }) => seek(seekTime ?? 0)],
  ];
  for (const [action, answer] of answers) session.setActionHandler(action, answer);
  for (const event of ["loadedmetadata", "play", "pause", "seeked", "ratechange"]) audio.addEventListener(event, tell);
})();
