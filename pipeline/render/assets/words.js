/* The word being spoken, on request: a range of the text, for which no element stands. Where a browser knows no
   highlights of its own, the sentence is marked alone. */
(() => {
  "use strict";

  const choice = document.querySelector("[data-setting=words]");
  const audio = document.querySelector("audio");
  if (!("highlights" in CSS) || !(choice instanceof HTMLInputElement) || !audio) return;

  /** @typedef {{ from: number, range: Range }} Word `from` in milliseconds of the narration. */
  /** @type {HTMLElement | null} */
  let sentence = null;
  /** @type {Word[]} Those of the sentence, in order. */
  let words = [];
  /** @type {Word | undefined} */
  let lit;

  /** "3,0 5,210 4,480,2": a length, when it begins, and what stands before it where that is not one space.
   * @param {HTMLElement} sentence @returns {Word[]} */
  function wordsOf(sentence) {
    /** @type {{ node: Text, end: number }[]} */
    const pieces = [];
    const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
    let end = 0;
    while (walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      end += node.length;
      pieces.push({ node, end });
    }
    let at = 0;
    return (sentence.dataset.words ?? "").split(" ").filter(Boolean).flatMap((told, index) => {
      const [length, from, gap = index ? 1 : 0] = told.split(",").map(Number);
      const first = pieces.find((piece) => piece.end > at + gap);
      const last = pieces.find((piece) => piece.end >= at + gap + length);
      at += gap + length;
      if (!first || !last) return [];
      const range = new Range();
      range.setStart(first.node, first.node.length - first.end + at - length);
      range.setEnd(last.node, last.node.length - last.end + at);
      return [{ from: Number(sentence.dataset.begin) + from, range }];
    });
  }

  const light = () => {
    const time = Math.round(audio.currentTime * 1000);
    /** @type {HTMLElement | null} */
    const current = document.querySelector(".seg[aria-current]");
    if (current !== sentence) {
      sentence = current;
      words = current ? wordsOf(current) : [];
    }
    const sounds = choice.checked && time < Number(sentence?.dataset.end);
    const word = sounds ? words.filter((each) => each.from <= time).at(-1) : undefined;
    if (word === lit) return;
    lit = word;
    if (word) CSS.highlights.set("word", new Highlight(word.range));
    else CSS.highlights.delete("word");
  };

  choice.addEventListener("change", light);
  document.addEventListener("moved", light);
})();
