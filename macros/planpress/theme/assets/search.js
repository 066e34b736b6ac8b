// Search: looks through the plan that one reads, or the site's own pages, in the reader's browser; then says which other
// plans hold the words. Texts of a plan are only ever put in as text.
(function () {
  "use strict";
  var AT_ONCE = 10, SHOWN = 220, PLANS_AT_ONCE = 3;
  var form = document.querySelector(".pp-search"), field = form.elements.q;
  var found = document.querySelector(".pp-found"), count = found.querySelector(".pp-found-count");
  var root = new URL(form.dataset.root + "/", location.href);
  var here = location.pathname.slice(root.pathname.length).split("/")[0];
  var reading = null, plans = [], loaded = {}, shards = {}, pages = null, said = "", timer = 0;

  function element(name, properties, children) {
    var made = Object.assign(document.createElement(name), properties || {});
    (children || []).forEach(function (child) { made.append(child); });
    return made;
  }

  function folded(text) { return text.toLowerCase().replace(/[’']/g, ""); }

  function get(address) {
    return fetch(new URL(address, root)).then(function (answer) {
      if (!answer.ok) { throw new Error(answer.status); }
      return answer.json();
    });
  }

  // The pages of an index, that of a plan or of the site's own pages. Each is read once.
  function load(plan) {
    loaded[plan] = loaded[plan] || get(plan ? plan + "/search.json" : "search/site.json").then(function (index) {
      return index.pages.map(function (page) {
        var sections = page.slice(4).map(function (part) {
          return { id: part[0], title: part[1], text: part[2], low: folded(part[1]), lowText: folded(part[2]) };
        });
        return {
          url: (plan ? plan + "/" : "") + page[0], plan: plan ? index.name : "", kind: page[1], title: page[2],
          low: folded(page[1] + " " + page[2]), first: page[3], sections: sections,
        };
      });
    });
    return loaded[plan];
  }

  // The file that says which plans hold the words with the same two first signs.
  function shard(word) {
    return Array.from(word).slice(0, 2).map(function (sign) {
      return /[a-z0-9]/.test(sign) ? sign : "-" + sign.codePointAt(0).toString(16);
    }).join("");
  }

  // The parts of words by which plans can be told apart: bare figures stand in all of them.
  function telling(words) {
    return words.flatMap(function (word) { return word.text.split(/[^\p{L}\p{N}.]+/u); }).filter(function (piece) {
      return piece.length > 1 && !/^\d+(\.\d+)?$/.test(piece);
    });
  }

  // The plans, by their place in the list, that hold every word.
  function holding(words) {
    return Promise.all(telling(words).map(function (piece) {
      var name = shard(piece), stem = pattern(piece).stem;
      // No plan has a word that begins so: there is no file.
      shards[name] = shards[name] || get("search/words/" + name + ".json").catch(function () { return {}; });
      return shards[name].then(function (held) {
        var found = new Set();
        Object.keys(held).forEach(function (word) {
          if (word.indexOf(stem) === 0) { held[word].forEach(function (plan) { found.add(plan); }); }
        });
        return found;
      });
    })).then(function (sets) {
      return plans.map(function (plan, number) { return number; }).filter(function (number) {
        return sets.every(function (found) { return found.has(number); });
      });
    });
  }

  // A word as it stands, and as the beginning of a word: "plans" also finds "plan" and "planning".
  function pattern(word) {
    var safe = function (text) { return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); };
    var stem = /^[a-z]{5,}$/.test(word) ? word.replace(/(?:ies|ing|ed|es|s)$/, "") : word;
    return {
      text: word,
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
    return { page: page, total: total, missing: missing, best: best };
  }

  function split(query) { return folded(query).split(/[\s,:;()[\]"“”/!?]+/).filter(Boolean).map(pattern); }

  function look(query) {
    var words = split(query);
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
    var page = one.page;
    var title = element("a", { className: "md-search-result__link", href: new URL(page.url, root).href, textContent: page.title });
    if (page.kind) { title.prepend(element("span", { className: "pp-kind", textContent: page.kind }), " "); }
    var made = element("li", {}, [element("p", { className: "pp-found-title" }, [title])]);
    if (page.plan && page.plan !== page.title) { made.append(element("p", { className: "pp-found-plan", textContent: page.plan })); }
    if (page.first) { made.append(about(page.first, words)); }
    if (one.best && one.best.id) {
      var inner = about(one.best.text, words);
      inner.prepend(element("a", { href: new URL(page.url + "#" + one.best.id, root).href, textContent: one.best.title }), ": ");
      made.append(inner);
    }
    return made;
  }

  // In a plan: the plan. Elsewhere: the site's own pages, with those of the first plans that hold the words.
  function gather(words) {
    return holding(words).then(function (numbers) {
      var ids = numbers.map(function (number) { return plans[number][0]; });
      var read = reading ? [reading] : [""].concat(ids.slice(0, PLANS_AT_ONCE));
      return Promise.all(read.map(load)).then(function (those) {
        return { pages: [].concat.apply([], those), others: ids.filter(function (id) { return read.indexOf(id) < 0; }) };
      });
    });
  }

  function elsewhere(ids, query) {
    var names = new Map(plans), list = element("ul", { className: "pp-found-else md-grid" });
    ids.forEach(function (id) {
      var link = element("a", { href: new URL(id + "/?q=" + encodeURIComponent(query), root).href, textContent: names.get(id) });
      list.append(element("li", {}, [link]));
    });
    return [element("p", { className: "pp-found-other md-grid", textContent: !telling(split(query)).length ? "Look in another plan:" : reading ? "Other plans with these words:" : "More plans with these words:" }), list];
  }

  function show() {
    var query = field.value.trim();
    if (query === said) { return; }
    said = query;
    if (!query) { clear(); count.textContent = ""; return; }
    gather(split(query)).then(function (those) {
      if (said !== query) { return; }
      clear();
      pages = those.pages;
      tell(query, look(query), those.others);
    }).catch(function () { said = ""; count.textContent = "Search does not work just now. Try again later, or use the menu."; });
  }

  function clear() { found.querySelectorAll("ol, ul, div, .pp-found-other").forEach(function (old) { old.remove(); }); }

  function tell(query, answer, others) {
    var number = answer.results.length;
    var where = reading ? " in this plan" : "";
    count.textContent = !number ? "No page" + where + " has “" + query + "”." + (others.length ? "" : " Try other words, or fewer.")
      : (answer.whole ? "" : "No page" + where + " has all of these words. ") + (number === 1 ? "1 page" : number + " pages") + " found for “" + query + "”" + where + ".";
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
    if (number > AT_ONCE) { found.append(element("div", { className: "pp-found-acts md-grid" }, [more])); }
    if (others.length) { found.append.apply(found, elsewhere(others, query)); }
    found.append(element("div", { className: "pp-found-acts md-grid" }, [shut]));
  }

  function close() {
    field.value = "";
    show();
    field.focus();
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(show, 120);
  }

  field.addEventListener("input", soon);
  form.addEventListener("submit", function () {
    show();
    var first = found.querySelector("li a");
    if (first) { first.focus(); }
  });
  [form, found].forEach(function (part) {
    part.addEventListener("keydown", function (event) { if (event.key === "Escape" && (field.value || said)) { event.preventDefault(); close(); } });
  });
  get("search/plans.json").then(function (names) {
    plans = names;
    reading = plans.some(function (plan) { return plan[0] === here; }) ? here : null;
    show();
  }).catch(function () { count.textContent = "Search does not work just now. Try again later, or use the menu."; });
})();
