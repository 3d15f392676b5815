/* What the audit asks of a page from within. Runs in the browser; gives back plain values. */
window.editionsAudit = (() => {
  "use strict";

  const ARABIC = /[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufeff]/;
  const ARABIC_ALL = new RegExp(ARABIC, "g");

  function restyle(text) {
    let style = document.getElementById("editions-audit-style");
    if (!style) {
      style = document.createElement("style");
      style.id = "editions-audit-style";
      document.head.append(style);
    }
    style.textContent = text;
  }

  function name(element) {
    if (element.id) return `#${element.id}`;
    const kind = element.localName + (element.classList.length ? `.${element.classList[0]}` : "");
    const parent = element.closest("[id]:not(html)");
    return parent && parent !== element ? `#${parent.id} ${kind}` : kind;
  }

  function isSeen(element) {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && element.checkVisibility({ visibilityProperty: true });
  }

  function texts(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim()) found.push(walker.currentNode);
    return found;
  }

  /* Hebrew letters do not join, so that axe takes them for text. */
  function swapped(act) {
    const nodes = texts(document.documentElement).filter((node) => ARABIC.test(node.data));
    const before = nodes.map((node) => node.data);
    for (const node of nodes) node.data = node.data.replace(ARABIC_ALL, "\u05d0");
    return act().finally(() => nodes.forEach((node, index) => (node.data = before[index])));
  }

  function listed(results) {
    const unsure = results.incomplete.filter((each) => each.id === "color-contrast");
    return [...results.violations, ...unsure].flatMap((rule) =>
      rule.nodes.map((node) => ({
        rule: rule.id,
        impact: rule.impact ?? "serious",
        target: node.target.join(" "),
        html: node.html.replace(/\s+/g, " ").slice(0, 200),
        message: [...node.any, ...node.all, ...node.none].map((check) => check.message).join(" "),
      })),
    );
  }

  async function axeAll([tags, wantsContrast]) {
    const axe = window.axe;
    const others = { runOnly: { type: "tag", values: tags }, rules: { "color-contrast": { enabled: false } } };
    const contrast = { runOnly: { type: "rule", values: ["color-contrast"] } };
    const found = listed(await axe.run(document, others));
    if (!wantsContrast) return JSON.stringify(found);
    return JSON.stringify([...found, ...(await swapped(async () => listed(await axe.run(document, contrast))))]);
  }

  /* Another sentence that looks the same but for what marks the one being read. */
  function beside(sentence) {
    const kind = sentence.parentElement.localName;
    return [...document.querySelectorAll(".seg")].find((each) => each !== sentence && each.parentElement.localName === kind);
  }

  function markOne() {
    const seen = [...document.querySelectorAll(".seg[data-begin]")].filter(isSeen);
    const sentence = seen.find(beside) ?? seen[0];
    for (const each of document.querySelectorAll(".seg[aria-current]")) each.removeAttribute("aria-current");
    sentence?.setAttribute("aria-current", "true");
    return Boolean(sentence);
  }

  /* Each probe gives a list of [place, evidence]. */
  const probes = {
    direction() {
      const told = document.documentElement.dir;
      const real = getComputedStyle(document.body).direction;
      return told === real ? [] : [["body", `dir is "${told}", set is ${real}`]];
    },

    overflow() {
      const root = document.documentElement;
      if (root.scrollWidth <= root.clientWidth + 1) return [];
      const wide = [...document.body.querySelectorAll("*")].filter((each) => {
        const box = each.getBoundingClientRect();
        return isSeen(each) && (box.right > root.clientWidth + 1 || box.left < -1);
      });
      return [[wide.length ? name(wide[wide.length - 1]) : "html", `${root.scrollWidth} px in ${root.clientWidth} px`]];
    },

    clipped() {
      const hides = (value) => value === "hidden" || value === "clip";
      return [...document.body.querySelectorAll("*")]
        .filter((each) => isSeen(each) && texts(each).length)
        .filter((each) => {
          const style = getComputedStyle(each);
          const wide = hides(style.overflowX) && each.scrollWidth > each.clientWidth + 2;
          const high = hides(style.overflowY) && each.scrollHeight > each.clientHeight + 2;
          return each.clientWidth > 2 && (wide || high);
        })
        .map((each) => [name(each), each.textContent.trim().slice(0, 60)]);
    },

    targets() {
      const inline = (each) => getComputedStyle(each).display === "inline" && each.closest("p, li, dd, figcaption, h1, h2, h3");
      return [...document.querySelectorAll("a[href], button, select, summary, input:not([type=hidden])")]
        .filter((each) => isSeen(each) && !inline(each) && !each.closest(".skip"))
        .filter((each) => {
          const label = each.closest("label") ?? each;
          const [own, whole] = [each.getBoundingClientRect(), label.getBoundingClientRect()];
          return Math.max(own.width, whole.width) < 24 || Math.max(own.height, whole.height) < 24;
        })
        .map((each) => [name(each), each.textContent.trim().slice(0, 40)]);
    },

    arabic() {
      const found = [];
      for (const node of texts(document.body)) {
        const element = node.parentElement;
        if (!ARABIC.test(node.data) || !isSeen(element)) continue;
        const style = getComputedStyle(element);
        const ratio = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
        if (style.letterSpacing !== "normal" && parseFloat(style.letterSpacing) !== 0) found.push([name(element), `letter-spacing: ${style.letterSpacing}`]);
        if (style.fontStyle !== "normal") found.push([name(element), `font-style: ${style.fontStyle}`]);
        if (style.textAlign === "left") found.push([name(element), "text-align: left"]);
        if (element.closest(".body p") && (ratio < 1.69 || ratio > 1.91)) found.push([name(element), `line-height: ${ratio.toFixed(2)}`]);
      }
      return found.slice(0, 20);
    },

    motion() {
      const moves = (value) => value.split(",").some((each) => parseFloat(each) > 0.01);
      return [...document.querySelectorAll("*")]
        .filter((each) => {
          const style = getComputedStyle(each);
          return moves(style.animationDuration) || moves(style.transitionDuration) || style.scrollBehavior === "smooth";
        })
        .map((each) => [name(each), "moves although the reader asked for less motion"]);
    },

    marked() {
      if (!markOne()) return [];
      const now = document.querySelector(".seg[aria-current]");
      const other = beside(now);
      if (!other) return [];
      const look = (each) => {
        const style = getComputedStyle(each);
        return [style.textDecorationLine, style.outlineStyle, style.borderInlineStartWidth, style.fontWeight, style.boxShadow, style.textDecorationThickness].join("|");
      };
      /* Computed styles tell the author's colours even where the system's replace them. */
      const background = (each) => (getComputedStyle(each).forcedColorAdjust === "none" ? getComputedStyle(each).backgroundColor : "");
      const forced = window.matchMedia("(forced-colors: active)").matches;
      const same = look(now) === look(other) && (!forced || background(now) === background(other));
      return same ? [[name(now), "only its colour differs"]] : [];
    },

    print() {
      const players = [...document.querySelectorAll("audio, .player, .settings")].filter(isSeen);
      const lost = [...document.querySelectorAll(".seg")].filter((each) => !isSeen(each));
      return [...players.map((each) => [name(each), "is printed"]), ...lost.map((each) => [name(each), "is not printed"])].slice(0, 10);
    },

    autoplay() {
      return [...document.querySelectorAll("audio, video")]
        .filter((each) => each.autoplay || !each.paused)
        .map((each) => [name(each), "plays by itself"]);
    },

    plain() {
      const audio = document.querySelector("audio");
      const lost = [...document.querySelectorAll(".seg")].filter((each) => !isSeen(each));
      const silent = audio && !(audio.controls && isSeen(audio)) ? [["audio", "has no controls"]] : [];
      return [...silent, ...lost.map((each) => [name(each), "is not shown"])].slice(0, 10);
    },

    /* Figures whose parts an Arabic line would turn round must be drawn from left to right. */
    bidi() {
      const figures = /(?:[+\-\u2212]\d[\d \-()]*\d|[+\-\u2212]\d|\d+(?:-\d+){2,}|\bC\+\+)/g;
      const found = [];
      for (const node of texts(document.body)) {
        if (!isSeen(node.parentElement) || getComputedStyle(node.parentElement).display === "none") continue;
        for (const match of node.data.matchAll(figures)) {
          const lefts = [...match[0]].map((_, index) => {
            const range = document.createRange();
            range.setStart(node, match.index + index);
            range.setEnd(node, match.index + index + 1);
            return range.getBoundingClientRect();
          });
          const row = lefts.filter((box) => box.width && Math.abs(box.top - lefts[0].top) < box.height / 2);
          if (row.some((box, index) => index && box.left < row[index - 1].left - 0.5)) found.push([name(node.parentElement), match[0]]);
        }
      }
      return found;
    },

    live() {
      return [...document.querySelectorAll("[aria-live]:not([aria-live=off]), [role~=alert], [role~=log], [role~=marquee], [role~=status], [role~=timer], output")]
        .map((each) => [name(each), each.getAttribute("aria-live") ?? each.getAttribute("role") ?? "output"]);
    },

    shift() {
      const entries = window.editionsShifts ?? [];
      const sum = entries.reduce((total, each) => total + each, 0);
      return sum > 0.01 ? [["html", `layout shift of ${sum.toFixed(3)}`]] : [];
    },
  };

  function probe(which) {
    return probes[which]();
  }

  /* Of the element that has the focus: what a keyboard user sees of it. */
  function stop() {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const label = element.closest("label");
    const ring = (each) => {
      const own = getComputedStyle(each);
      return own.outlineStyle === "none" ? 0 : parseFloat(own.outlineWidth);
    };
    const around = Math.max(ring(element), ...[...element.querySelectorAll("*"), ...(label ? [label, ...label.querySelectorAll("*")] : [])].map(ring));
    const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return {
      place: name(element),
      skip: element.matches('a[href^="#"]'),
      seen: isSeen(element) && style.opacity !== "0" || Boolean(label && isSeen(label)),
      inside: box.bottom > 0 && box.top < window.innerHeight && box.right > 0 && box.left < window.innerWidth,
      covered: Boolean(middle) && !element.contains(middle) && !middle.contains(element) && !(label && label.contains(middle)),
      outline: style.outlineStyle === "auto" ? Math.max(2, around) : around,
    };
  }

  /* Seeks in the narration; gives what came of it. A server without ranges starts again at 0. */
  async function seek() {
    const audio = document.querySelector("audio");
    if (!audio) return [];
    if (!(audio.readyState > 0)) {
      audio.load();
      await Promise.race([new Promise((done) => audio.addEventListener("loadedmetadata", done, { once: true })), new Promise((done) => setTimeout(done, 5000))]);
    }
    if (!(audio.duration > 0)) return [["audio", "cannot be loaded"]];
    const wanted = audio.duration * 0.7;
    const heard = new Promise((done) => audio.addEventListener("seeked", done, { once: true }));
    audio.currentTime = wanted;
    await Promise.race([heard, new Promise((done) => setTimeout(done, 5000))]);
    const reached = audio.currentTime;
    audio.currentTime = 0;
    return Math.abs(reached - wanted) < 0.5 ? [] : [["audio", `asked for ${wanted.toFixed(1)} s, got ${reached.toFixed(1)} s`]];
  }

  return { restyle, axe: axeAll, markOne, probe, stop, seek };
})();
