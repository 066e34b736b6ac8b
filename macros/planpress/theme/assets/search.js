// Search: looks through the site's index in the reader's browser. Texts of a plan are only ever put in as text.
(function () {
  "use strict";
  var AT_ONCE = 10, SHOWN = 220;
  var form = document.querySelector(".pp-search"), field = form.elements.q;
  var found = document.querySelector(".pp-found"), count = found.querySelector(".pp-found-count");
  var root = new URL(form.dataset.root + "/", location.href);
  var here = location.pathname.slice(root.pathname.length).split("/")[0];
  var NAMED = { lt: "<", gt: ">", amp: "&", quot: "\"", apos: "'", nbsp: " " };
  var pages = null, said = "", timer = 0;

  function element(name, properties, children) {
    var made = Object.assign(document.createElement(name), properties || {});
    (children || []).forEach(function (child) { made.append(child); });
    return made;
  }

  // The index holds HTML: tags go, and what stands for a sign becomes that sign.
  function plain(html) {
    return html.replace(/<[^>]*>/g, " ").replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, function (all, hex, number, name) {
      return hex ? String.fromCodePoint(parseInt(hex, 16)) : number ? String.fromCodePoint(+number) : NAMED[name] || all;
    }).replace(/\s+/g, " ").trim();
  }

  function folded(text) { return text.toLowerCase().replace(/[’']/g, ""); }

  // One page for all entries of the index with its address: its title, what it says first, and its sections.
  function read(index) {
    var byUrl = new Map();
    index.docs.forEach(function (doc) {
      var parts = doc.location.split("#"), title = plain(doc.title), text = plain(doc.text);
      if (!byUrl.has(parts[0])) { byUrl.set(parts[0], { url: parts[0], title: title, low: folded(title), first: "", sections: [] }); }
      var page = byUrl.get(parts[0]);
      // The heading itself says what a page is, as in "KPI 19a": its title does not.
      if (parts[1] === "top") { page.title = title; page.low = folded(title); }
      if (parts[1] === "top" || (!page.first && !parts[1])) { page.first = text; }
      page.sections.push({ id: parts[1] === "top" ? "" : parts[1] || "", title: title, text: text, low: folded(title), lowText: folded(text) });
    });
    return Array.from(byUrl.values());
  }

  // A word as it stands, and as the beginning of a word: "plans" also finds "plan" and "planning".
  function pattern(word) {
    var safe = function (text) { return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); };
    var stem = /^[a-z]{5,}$/.test(word) ? word.replace(/(?:ies|ing|ed|es|s)$/, "") : word;
    return {
      whole: new RegExp("(?:^|[^\\p{L}\\p{N}.])" + safe(word) + "(?![\\p{L}\\p{N}]|\\.\\p{N})", "u"),
      begun: new RegExp("(?:^|[^\\p{L}\\p{N}])" + safe(stem), "u"),
      stem: stem,
    };
  }

  function weight(text, word, whole, begun) { return word.whole.test(text) ? whole : word.begun.test(text) ? begun : 0; }

  // How well a page fits: every word counts where it stands best. Titles count most, and the plan one is reading.
  function rate(page, words) {
    var total = 0, missing = 0, inTitle = 0, best = null, bestSum = 0;
    var sums = page.sections.map(function () { return 0; });
    words.forEach(function (word) {
      var most = weight(page.low, word, 40, 20);
      if (most) { inTitle += 1; }
      page.sections.forEach(function (section, index) {
        var one = Math.max(weight(section.low, word, 8, 4), weight(section.lowText, word, 2, 1));
        sums[index] += one;
        most = Math.max(most, one);
      });
      total += most;
      if (!most) { missing += 1; }
    });
    sums.forEach(function (sum, index) { if (sum > bestSum) { bestSum = sum; best = page.sections[index]; } });
    if (inTitle === words.length) { total += 30 + 60 / page.low.split(" ").length; }
    if (total && here && page.url.indexOf(here + "/") === 0) { total += 5; }
    return { page: page, total: total, missing: missing, best: best };
  }

  function look(query) {
    var words = folded(query).split(/[\s,:;()[\]"“”/!?]+/).filter(Boolean).map(pattern);
    var rated = words.length ? pages.map(function (page) { return rate(page, words); }) : [];
    var all = rated.filter(function (one) { return !one.missing; });
    var least = Math.min.apply(null, rated.map(function (one) { return one.missing; }));
    var some = rated.filter(function (one) { return one.missing === least && least < words.length; });
    some.sort(function (a, b) { return b.total - a.total; });
    return { words: words, results: some, whole: all.length > 0 };
  }

  // The text about the first word found, with the words marked.
  function about(text, words) {
    var stems = words.map(function (word) { return word.stem.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); });
    var mark = new RegExp("(" + stems.join("|") + ")", "iu");
    var at = Math.max(0, text.search(mark));
    var from = at < 90 ? 0 : text.indexOf(" ", at - 60) + 1;
    var cut = text.slice(from, from + SHOWN);
    if (from + SHOWN < text.length) { cut = cut.slice(0, cut.lastIndexOf(" ")) + " …"; }
    var made = element("p", { className: "pp-found-text" }, from ? ["… "] : []);
    cut.split(new RegExp("(" + stems.join("|") + ")", "iu")).forEach(function (piece, index) {
      made.append(index % 2 ? element("mark", { textContent: piece }) : piece);
    });
    return made;
  }

  function item(one, words) {
    var page = one.page, plan = pages.find(function (other) { return other.url === page.url.split("/")[0] + "/"; });
    var title = element("a", { className: "md-search-result__link", href: new URL(page.url, root).href, textContent: page.title });
    var made = element("li", {}, [element("p", { className: "pp-found-title" }, [title])]);
    if (plan && plan !== page) { made.append(element("p", { className: "pp-found-plan", textContent: plan.title })); }
    if (page.first) { made.append(about(page.first, words)); }
    if (one.best && one.best.id) {
      var inner = about(one.best.text, words);
      inner.prepend(element("a", { href: new URL(page.url + "#" + one.best.id, root).href, textContent: one.best.title }), ": ");
      made.append(inner);
    }
    return made;
  }

  function show() {
    var query = field.value.trim();
    if (query === said) { return; }
    said = query;
    found.querySelectorAll("ol, div").forEach(function (old) { old.remove(); });
    if (!query) { count.textContent = ""; return; }
    var answer = look(query), number = answer.results.length;
    count.textContent = !number ? "No page has “" + query + "”. Try other words, or fewer."
      : (answer.whole ? "" : "No page has all of these words. ") + (number === 1 ? "1 page" : number + " pages") + " found for “" + query + "”.";
    var list = element("ol", { className: "md-grid" }), shut = element("button", { type: "button", className: "pp-plain", textContent: "Close the search" });
    var more = element("button", { type: "button", className: "pp-plain", textContent: "Show more" }), shown = 0;
    function add() {
      answer.results.slice(shown, shown + AT_ONCE).forEach(function (one) { list.append(item(one, answer.words)); });
      shown += AT_ONCE;
      more.hidden = shown >= number;
    }
    more.addEventListener("click", function () {
      var next = list.children.length;
      add();
      list.children[next].querySelector("a").focus();
    });
    shut.addEventListener("click", close);
    add();
    if (number) { found.append(list); }
    found.append(element("div", { className: "pp-found-acts md-grid" }, number > AT_ONCE ? [more, shut] : [shut]));
  }

  function close() {
    field.value = "";
    show();
    field.focus();
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(function () { if (pages) { show(); } }, 120);
  }

  field.addEventListener("input", soon);
  form.addEventListener("submit", function () {
    if (!pages) { return; }
    show();
    var first = found.querySelector("li a");
    if (first) { first.focus(); }
  });
  [form, found].forEach(function (part) {
    part.addEventListener("keydown", function (event) { if (event.key === "Escape" && (field.value || said)) { event.preventDefault(); close(); } });
  });
  fetch(new URL("search/search_index.json", root)).then(function (answer) {
    if (!answer.ok) { throw new Error(answer.status); }
    return answer.json();
  }).then(function (index) {
    pages = read(index);
    show();
  }).catch(function () { count.textContent = "Search does not work just now. Try again later, or use the menu."; });
})();
