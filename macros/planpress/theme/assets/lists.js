// Lists that can be narrowed and sorted. Without script every list is whole. No words of a plan ever become markup here.
(function () {
  "use strict";

  function element(name, properties, children) {
    var made = Object.assign(document.createElement(name), properties || {});
    (children || []).forEach(function (child) { made.append(child); });
    return made;
  }

  function enhance(table) {
    var body = table.tBodies[0];
    var rows = Array.from(body.rows);
    var order = rows.slice();
    var what = table.dataset.ppList;
    var id = "list-" + what;
    var asked = new URLSearchParams(location.search);
    var count = element("p", { className: "pp-shown-count" });
    count.setAttribute("role", "status");
    var words = element("input", { type: "search", id: id + "-words", name: "words", autocomplete: "off", value: asked.get("words") || "" });
    var form = element("form", { className: "pp-filters" }, [
      element("div", {}, [element("label", { htmlFor: words.id, textContent: "Words or number" }), words]),
    ]);
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", "Narrow the list of " + what);

    var selects = Array.from(table.tHead.querySelectorAll("[data-filter]")).map(function (head) {
      var key = head.dataset.filter;
      var values = new Set();
      rows.forEach(function (row) { (row.dataset[key] || "").split("|").forEach(function (one) { if (one) { values.add(one); } }); });
      var select = element("select", { id: id + "-" + key, name: key }, [element("option", { value: "", textContent: "All" })]);
      Array.from(values).sort(function (a, b) { return a.localeCompare(b, "en", { numeric: true }); }).forEach(function (one) {
        select.append(element("option", { value: one, textContent: one, selected: asked.get(key) === one }));
      });
      form.append(element("div", {}, [element("label", { htmlFor: select.id, textContent: head.dataset.filterName || head.textContent.trim() }), select]));
      return select;
    });
    var clear = element("button", { type: "button", textContent: "Show all" });
    form.append(element("div", {}, [clear]));
    // On a small screen the list comes first, and its form when it is asked for.
    var wide = matchMedia("(min-width: 44.01em)").matches;
    var fold = element("details", { className: "pp-narrow", open: wide || asked.size > 0 }, [element("summary", { textContent: "Narrow the list" }), form]);

    var sorted = "", spoken = "";
    Array.from(table.tHead.querySelectorAll("[data-sort]")).forEach(function (head) {
      var button = element("button", { type: "button", className: "pp-sort", textContent: head.textContent.trim() });
      head.textContent = "";
      head.append(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", function () {
        sort(head.dataset.sort, head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending");
        narrow();
        remember();
      });
    });

    function sort(key, way) {
      var head = Array.from(table.tHead.querySelectorAll("[data-sort]")).find(function (one) { return one.dataset.sort === key; });
      if (!head) { return; }
      table.tHead.querySelectorAll("[aria-sort]").forEach(function (one) { one.setAttribute("aria-sort", "none"); });
      head.setAttribute("aria-sort", way);
      spoken = head.textContent.trim().toLowerCase() + (way === "descending" ? ", last first" : "");
      sorted = key + (way === "descending" ? "-" : "");
      var name = "sort" + key[0].toUpperCase() + key.slice(1);
      var sign = way === "descending" ? -1 : 1;
      rows = order.slice().sort(function (a, b) {
        var one = a.dataset[name] || "", other = b.dataset[name] || "";
        // What has no value stands last, whichever way.
        if (!one || !other) { return one ? -1 : other ? 1 : 0; }
        return sign * one.localeCompare(other, "en", { numeric: true });
      });
      rows.forEach(function (row) { body.append(row); });
    }

    function narrow() {
      var wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (row) {
        var text = row.textContent.toLowerCase();
        var fits = wanted.every(function (word) { return text.includes(word); }) && selects.every(function (select) {
          return !select.value || (row.dataset[select.name] || "").split("|").includes(select.value);
        });
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      count.textContent = (shown === rows.length ? "All " + rows.length + " " + what + " are shown" : shown + " of " + rows.length + " " + what + " are shown") + (spoken ? ", sorted by " + spoken + "." : ".");
    }

    function remember() {
      var state = new URLSearchParams();
      [words].concat(selects).forEach(function (field) { if (field.value) { state.set(field.name, field.value); } });
      if (sorted) { state.set("sort", sorted); }
      var query = state.toString();
      history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash);
    }

    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", function () { narrow(); remember(); });
    clear.addEventListener("click", function () { form.reset(); [words].concat(selects).forEach(function (field) { field.value = ""; }); narrow(); remember(); words.focus(); });
    table.closest(".pp-scroll").previousElementSibling.append(fold, count);
    var wish = asked.get("sort") || "";
    if (wish) { sort(wish.replace(/-$/, ""), wish.endsWith("-") ? "descending" : "ascending"); }
    narrow();
  }

  document.querySelectorAll("table[data-pp-list]").forEach(enhance);
})();
