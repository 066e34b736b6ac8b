// Search: looks through the plan that one reads, or the site's own pages, in the reader's browser; then says which other
// plans have the words. Texts of a plan are only ever put in as text.
(function () {
  "use strict";
  const AT_ONCE = 10, SHOWN = 220, WAIT = 120, SLOW = 800;
  // Outside a plan: how many plans one answer reads, and one visit to a page. The others are links.
  const READ = 2, MOST_READ = 4;
  const FAILED = "Search does not work just now. Try again, or use the menu.";
  const form = document.querySelector(".pp-search"), field = form.elements.q;
  const found = document.querySelector(".pp-found"), count = found.querySelector(".pp-found-count");
  const root = new URL(form.dataset.root.replace(/\/$/, "") + "/", location.href); // At the root it is "/".
  const here = location.pathname.slice(root.pathname.length).split("/")[0];
  const got = new Map(), plansRead = new Set();
  let said = "", turn = 0, showing = Promise.resolve(), timer = 0;

  // What is loaded.

  // A file as JSON, loaded once. What failed is forgotten, so that the next try asks again.
  function get(address, made) {
    if (!got.has(address)) {
      got.set(address, fetch(new URL(address, root)).then(function (answer) {
        if (!answer.ok) { throw new Error(answer.status); }
        return answer.json();
      }).then(made).catch(function (error) { got.delete(address); throw error; }));
    }
    return got.get(address);
  }

  // The places to look in: the site's own pages, which have no folder, and the plans. `reading` is that one is in.
  function start() {
    return get("search/plans.json", function (read) {
      const places = read.places.map(function (place) { return { id: place[0], name: place[1] }; });
      const reading = places.find(function (place) { return place.id === here; }) || places[0];
      return { places, reading, files: new Set(read.words.split(" ")), over: new Set(read.over.split(" ")) };
    });
  }

  // The pages of a plan, or the site's own: at first no more than what each says first.
  function load(place) {
    const folder = place.id ? place.id + "/" : "", plan = place.id ? place.name : "";
    return get(place.id ? folder + "search.json" : "search/site.json", function (index) {
      return index.pages.map(function ([url, kind, number, title, state, says]) {
        const sections = [section("", "", says)];
        return { url: folder + url, plan, kind, number, title, state, sections, lowNumber: folded(number), low: folded(kind + " " + number + " " + title) };
      });
    });
  }

  // The same pages with their texts.
  function loadWhole(place) {
    const pages = load(place);
    return get(place.id ? place.id + "/search-texts.json" : "search/site-texts.json", async function (texts) {
      (await pages).forEach(function (page, number) { page.sections.push(...texts[number].map(function (part) { return section(...part); })); });
      return pages;
    });
  }

  function section(id, title, text) { return { id, title, text, low: folded(title), lowText: folded(text) }; }

  // The words that begin as this one does, each with the places that have it.
  function beginning(word, files) {
    const name = Array.from(word).slice(0, 2).map(function (sign) {
      return /[a-z0-9]/.test(sign) ? sign : "-" + sign.codePointAt(0).toString(16);
    }).join("");
    return files.has(name) ? get("search/words/" + name + ".json") : Promise.resolve({});
  }

  // Words.

  // In small letters, without accents and apostrophes: as the words were stored.
  function folded(text) { return text.toLowerCase().normalize("NFD").replace(/[\p{M}'’]/gu, ""); }

  function safe(text) { return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); }

  // A word as it stands, and as the beginning of a word: "policies" also finds "policy", and "plans" finds "planning".
  function pattern(word) {
    const stem = /^[a-z]{5,}$/.test(word) ? word.replace(/(?:ies|y|(?<=s|x|z|ch|sh)es|(?<=[a-z]{4})(?:ing|ed)|(?<!s)s)$/, "") : word;
    const before = /^\d/.test(word) ? "(?:^|[^\\p{L}\\p{N}.])" : "(?:^|[^\\p{L}\\p{N}])";
    return {
      text: word, stem,
      whole: new RegExp(before + safe(word) + "(?![\\p{L}\\p{N}]|\\.\\p{N})", "u"),
      begun: new RegExp(before + safe(stem), "u"),
    };
  }

  // What was asked, as words; those that stand on every page count only where nothing else is asked.
  function split(query, over) {
    const words = folded(query).split(/[\s,:;()[\]{}"“”‘«»/!?…–—-]+/).map(function (word) {
      return word.replace(/^[^\p{L}\p{N}£]+|[^\p{L}\p{N}%]+$/gu, "");
    }).filter(Boolean);
    const telling = words.filter(function (word) { return !over.has(word); });
    return Array.from(new Set(telling.length ? telling : words)).map(pattern);
  }

  // The parts of words by which places can be told apart: figures and single letters stand everywhere.
  function telling(words, over) {
    return words.flatMap(function (word) { return word.text.match(/[\p{L}\p{N}]+(?:\.[\p{L}\p{N}]+)*/gu) || []; }).filter(function (piece) {
      return piece.length > 1 && !/^\d+(\.\d+)?$/.test(piece) && !over.has(piece);
    });
  }

  // Looking.

  function weight(text, word, whole, begun) {
    return text.indexOf(word.stem) < 0 ? 0 : word.whole.test(text) ? whole : word.begun.test(text) ? begun : 0;
  }

  // How well a page's title fits, above all if it has just this number; 0 where a word is missing.
  function rateTitle(page, words) {
    const found = words.map(function (word) { return weight(page.low, word, 40, 20); });
    if (found.includes(0)) { return 0; }
    const just = words.some(function (word) { return word.text === page.lowNumber; });
    return found.reduce(function (sum, one) { return sum + one; }, (just ? 1000000 : 100000) + 60 / page.low.split(" ").length);
  }

  // How well a page fits: first those with all words in the title, whatever their texts say, then by the texts.
  function rate(page, words) {
    const inTitle = rateTitle(page, words);
    if (inTitle) { return { page, total: inTitle, missing: 0, best: null }; }
    let total = 0, missing = 0, best = null, bestSum = 0;
    const sums = page.sections.map(function () { return 0; });
    words.forEach(function (word) {
      let most = weight(page.low, word, 40, 20);
      page.sections.forEach(function (section, index) {
        const one = Math.max(weight(section.low, word, 8, 4), weight(section.lowText, word, 2, 1));
        sums[index] += one;
        most = Math.max(most, one);
      });
      total += most;
      if (!most) { missing += 1; }
    });
    sums.forEach(function (sum, index) { if (sum > bestSum) { bestSum = sum; best = page.sections[index]; } });
    return { page, total, missing, best };
  }

  // The pages with all words or, where no page has them all, those with the most.
  function look(pages, words) {
    const rated = pages.map(function (page) { return rate(page, words); });
    const least = Math.min.apply(null, rated.map(function (one) { return one.missing; }));
    const results = rated.filter(function (one) { return one.missing === least && least < words.length; });
    return { results: results.sort(function (a, b) { return b.total - a.total; }), whole: least === 0 };
  }

  // The places that have every word, those with a word in their name first; and a word meant where nobody has one.
  function elsewhere(words, at) {
    const pieces = telling(words, at.over), own = at.places.indexOf(at.reading);
    return Promise.all(pieces.map(function (piece) { return beginning(piece, at.files); })).then(function (files) {
      let meant = null;
      const sets = pieces.map(function (piece, index) {
        const stem = pattern(piece).stem, held = files[index], having = new Set();
        Object.keys(held).forEach(function (word) {
          if (word.indexOf(stem) === 0) { held[word].forEach(function (place) { having.add(place); }); }
        });
        if (!having.size && !meant) {
          const close = Object.keys(held).filter(function (word) { return piece.length > 3 && near(piece, word); });
          const worth = function (word) { return held[word].length + (held[word].includes(own) ? at.places.length : 0); };
          close.sort(function (a, b) { return worth(b) - worth(a); });
          if (close.length) { meant = [piece, close[0]]; }
        }
        return having;
      });
      const places = at.places.filter(function (place, number) { return sets.every(function (having) { return having.has(number); }); });
      const named = function (place) { const name = folded(place.name); return words.some(function (word) { return place.id && word.begun.test(name); }) ? 0 : 1; };
      return { places: places.sort(function (a, b) { return named(a) - named(b); }), told: pieces.length > 0, meant };
    });
  }

  // Whether two words differ by one letter more, less or other, or by two that changed places.
  function near(one, other) {
    const most = Math.min(one.length, other.length);
    let from = 0, to = 0;
    while (from < most && one[from] === other[from]) { from += 1; }
    while (to < most - from && one[one.length - 1 - to] === other[other.length - 1 - to]) { to += 1; }
    const a = one.slice(from, one.length - to), b = other.slice(from, other.length - to);
    return (a.length < 2 && b.length < 2) || (a.length === 2 && a === b[1] + b[0]);
  }

  // Showing.

  function element(name, properties, children) {
    const made = Object.assign(document.createElement(name), properties || {});
    made.append.apply(made, children || []);
    return made;
  }

  // The text about the first word found, with the words marked. Words are looked for in the folded text.
  function about(text, words) {
    let low = "";
    const places = [];
    for (let at = 0; at < text.length; at += 1) {
      for (const sign of folded(text[at])) { low += sign; places.push(at); }
    }
    const stems = words.map(function (word) { return safe(word.stem); }).join("|");
    const hits = Array.from(low.matchAll(new RegExp("(?<![\\p{L}\\p{N}])(?:" + stems + ")[\\p{L}\\p{N}]*", "gu")), function (hit) {
      return [places[hit.index], places[hit.index + hit[0].length - 1] + 1];
    });
    const first = hits.length ? hits[0][0] : 0;
    const from = first < 90 ? 0 : text.indexOf(" ", first - 60) + 1;
    const space = text.lastIndexOf(" ", from + SHOWN);
    const to = from + SHOWN >= text.length ? text.length : space > from ? space : from + SHOWN;
    const made = element("p", { className: "pp-found-text" }, from ? ["… "] : []);
    let at = from;
    hits.forEach(function (hit) {
      if (hit[0] < at || hit[1] > to) { return; }
      made.append(text.slice(at, hit[0]), element("mark", { textContent: text.slice(hit[0], hit[1]) }));
      at = hit[1];
    });
    made.append(text.slice(at, to), to < text.length ? " …" : "");
    return made;
  }

  function item(one, words, inPlan) {
    const page = one.page, link = new URL(page.url, root).href;
    const title = element("a", { className: "md-search-result__link", href: link });
    if (page.kind) { title.append(element("span", { className: "pp-kind", textContent: page.kind }), " "); }
    if (page.number) { title.append(element("span", { className: "pp-ref", textContent: page.number }), " "); }
    title.append(page.title);
    const made = element("li", {}, [element("p", { className: "pp-found-title" }, [title])]);
    const state = page.state ? [element("span", { className: "pp-tag pp-none", textContent: page.state }), " "] : [];
    const plan = inPlan || page.plan === page.title ? "" : page.plan;
    if (plan || page.state) { made.append(element("p", { className: "pp-found-plan" }, state.concat(plan))); }
    if (page.sections[0].text) { made.append(about(page.sections[0].text, words)); }
    if (one.best && one.best !== page.sections[0]) {
      const inner = about(one.best.text, words);
      if (one.best.id) { inner.prepend(element("a", { href: link + "#" + one.best.id, textContent: one.best.title }), ": "); }
      made.append(inner);
    }
    return made;
  }

  // A list of which ten are shown, a button for more, and what puts further items at its end.
  function list(name, items) {
    const made = element(name, { className: "md-grid" }), more = element("button", { type: "button", className: "pp-plain", textContent: "Show more" });
    // Without its marks a list is none to some screen readers.
    made.setAttribute("role", "list");
    function upTo(most) {
      const next = made.children.length;
      items.slice(next, most).forEach(function (make) { made.append(make()); });
      more.hidden = made.children.length >= items.length;
      return made.children[next];
    }
    function join(further) {
      items.push(...further);
      upTo(Math.max(AT_ONCE, made.children.length));
    }
    const acts = element("div", { className: "pp-found-acts md-grid" }, [more]);
    more.addEventListener("click", function () { upTo(made.children.length + AT_ONCE).querySelector("a").focus(); });
    upTo(AT_ONCE);
    return { parts: [made, acts], join };
  }

  function clear() {
    // Focus in what goes would be lost.
    if (found.contains(document.activeElement)) { field.focus(); }
    while (count.nextSibling) { count.nextSibling.remove(); }
  }

  function number(many, one, more) { return many === 1 ? "1 " + one : many + " " + (more || one + "s"); }

  // Says how the search stands. What is said while it goes on is not read out: the end of it is.
  function say(text, busy) {
    count.setAttribute("aria-busy", String(Boolean(busy)));
    count.textContent = text;
  }

  function summary(query, answer, inPlan) {
    const where = inPlan ? " in this plan" : "", many = answer.results.length;
    return !many ? "No page" + where + " has “" + query + "”."
      : (answer.whole ? "" : "No page" + where + " has all of these words. ") + number(many, "page") + " found for “" + query + "”" + where + ".";
  }

  // Shows pages; gives back what shows further ones below them.
  function tell(results, words, inPlan) {
    const items = function (some) { return some.map(function (one) { return function () { return item(one, words, inPlan); }; }); };
    const shown = list("ol", items(results)), shut = element("button", { type: "button", className: "pp-plain", textContent: "Close the search" });
    shut.addEventListener("click", close);
    clear();
    found.append(...(results.length ? shown.parts : []), element("div", { className: "pp-found-acts md-grid" }, [shut]));
    return function (further) { shown.join(items(further)); };
  }

  // What stands below the pages found: the other places that have the words or, if there is nothing, what to do.
  function add(query, others, none) {
    const made = [], last = found.lastChild, plans = others.places.filter(function (place) { return place.id; });
    if (others.meant) {
      const better = folded(query).replace(others.meant[0], others.meant[1]);
      const button = element("button", { type: "button", className: "pp-plain", textContent: "Search for “" + better + "”" });
      button.addEventListener("click", function () { field.value = better; field.focus(); show(); });
      made.push(element("div", { className: "pp-found-acts md-grid" }, [button]));
    }
    if (others.places.length && (others.told || none)) {
      const words = !others.told ? "Look for it in another plan:" : !plans.length ? "Also on this site:"
        : number(plans.length, "other plan has", "other plans have") + " “" + query + "”:";
      const links = plans.concat(others.places.filter(function (place) { return !place.id; })).map(function (place) {
        const link = new URL((place.id ? place.id + "/" : "") + "?q=" + encodeURIComponent(query), root).href;
        return function () { return element("li", {}, [element("a", { href: link, textContent: place.id ? place.name : "Pages about this site" })]); };
      });
      made.push(element("p", { className: "pp-found-other md-grid", textContent: words }), ...list("ul", links).parts);
    } else if (none) { count.textContent += others.meant ? " Is it spelt right?" : " Check the spelling, or try other or fewer words."; }
    made.forEach(function (one) { found.insertBefore(one, last); });
  }

  // The first plans with the words. Where the words cannot tell plans apart, only those of a site that has no more.
  function toRead(rest, plans) {
    const read = !rest.told && plans > READ ? [] : rest.places.filter(function (place) {
      return place.id && (plansRead.has(place) || plansRead.size < MOST_READ);
    }).slice(0, READ);
    read.forEach(function (place) { plansRead.add(place); });
    return read;
  }

  // In a plan: the plan, then which others have the words. Elsewhere: the site's own pages and the first plans with them.
  // Pages with the words in their titles stand first, so they can be shown before the texts have come.
  async function answer(query, mine) {
    const late = function () { return mine !== turn; };
    const slow = setTimeout(function () { if (!late()) { clear(); say("Searching…"); } }, SLOW);
    let shown = false;
    try {
      const at = await start(), words = split(query, at.over), inPlan = at.reading.id !== "";
      const rest = elsewhere(words, at);
      rest.catch(function () {});
      loadWhole(at.reading).catch(function () {});
      const places = inPlan ? [at.reading] : [at.reading].concat(toRead(await rest, at.places.length - 1));
      const titles = Promise.all(places.map(load)), texts = Promise.all(places.map(loadWhole));
      texts.catch(function () {});
      const loaded = (await titles).flat(), pages = words.length ? loaded : [];
      if (late()) { return; }
      const titled = look(pages.filter(function (page) { return rateTitle(page, words); }), words).results;
      let join = null;
      if (titled.length) {
        clearTimeout(slow);
        join = tell(titled, words, inPlan);
        shown = true;
        // Much as it will say in the end: so the lines are as many, and nothing moves.
        say(summary(query, { results: titled, whole: true }, inPlan).replace(/\.$/, "…"), true);
      }
      await texts;
      if (late()) { return; }
      const all = look(pages, words);
      if (join) { join(all.results.slice(titled.length)); } else { tell(all.results, words, inPlan); }
      say(summary(query, all, inPlan));
      shown = true;
      clearTimeout(slow);
      const others = await rest;
      if (late()) { return; }
      add(query, { ...others, places: words.length ? others.places.filter(function (place) { return !places.includes(place); }) : [] }, !all.results.length);
    } catch (error) {
      if (late()) { return; }
      said = "";
      if (shown) {
        say(count.textContent.replace("…", "."));
        const failed = element("p", { className: "pp-found-other md-grid", textContent: "Not everything could be looked through. Try again." });
        found.insertBefore(failed, found.lastChild);
      } else {
        clear();
        say(FAILED);
      }
    } finally { clearTimeout(slow); }
  }

  // What was typed by now. Only the newest answer is ever shown.
  function show() {
    const query = field.value.trim();
    clearTimeout(timer);
    if (query !== said) {
      said = query;
      turn += 1;
      if (query) { showing = answer(query, turn); } else { clear(); say(""); }
    }
    return showing;
  }

  function close() {
    field.value = "";
    show();
    field.focus();
  }

  field.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(show, WAIT);
    // What is needed in any case is on its way while one types on.
    start().then(function (at) {
      return Promise.all([loadWhole(at.reading), elsewhere(split(field.value, at.over), at)]);
    }).catch(function () {});
  });
  form.addEventListener("submit", async function () {
    const query = field.value;
    await show();
    const first = found.querySelector("li a");
    // Not if one has typed on, or gone elsewhere, meanwhile.
    if (first && query && field.value === query && form.contains(document.activeElement)) { first.focus(); }
  });
  [form, found].forEach(function (part) {
    part.addEventListener("keydown", function (event) { if (event.key === "Escape" && (field.value || said)) { event.preventDefault(); close(); } });
  });
  start().then(show, show);
})();
