// What every page needs: the menu on narrow screens, the choice of colours, and search once it is wanted.
(function () {
  "use strict";

  // The link to the menu becomes a button. Its menu follows it, so that Tab leads from the one into the other.
  var link = document.querySelector(".pp-menu-link"), menu = document.getElementById("menu");
  if (link && menu) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = link.className;
    button.textContent = link.textContent;
    button.setAttribute("aria-controls", menu.id);
    link.replaceWith(button);
    var show = function (open) {
      button.setAttribute("aria-expanded", String(open));
      menu.classList.toggle("pp-open", open);
    };
    show(false);
    button.addEventListener("click", function () { show(button.getAttribute("aria-expanded") === "false"); });
    menu.addEventListener("keydown", function (event) { if (event.key === "Escape") { show(false); button.focus(); } });
    button.addEventListener("keydown", function (event) { if (event.key === "Escape") { show(false); } });
  }

  // A table is a stop for the Tab key only where there is something to scroll.
  if (window.ResizeObserver) {
    var watch = new ResizeObserver(function (seen) {
      seen.forEach(function (one) {
        if (one.target.scrollWidth > one.target.clientWidth) { one.target.tabIndex = 0; } else { one.target.removeAttribute("tabindex"); }
      });
    });
    document.querySelectorAll(".pp-scroll").forEach(function (table) { watch.observe(table); });
  }

  var colours = document.querySelector(".pp-colours");
  if (colours) {
    var say = function () {
      var scheme = document.body.dataset.mdColorScheme;
      colours.title = scheme === "slate" ? "Change to light colours" : "Change to dark colours";
      colours.setAttribute("aria-label", colours.title);
    };
    colours.addEventListener("click", function () {
      document.body.dataset.mdColorScheme = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate";
      // Only a choice is kept: until there is one, the device's own colours hold.
      try { localStorage.setItem("planpress.__palette", JSON.stringify({ color: { scheme: document.body.dataset.mdColorScheme } })); } catch (error) { /* Not kept, then. */ }
      say();
    });
    say();
  }

  // Neither search nor what it reads is loaded before somebody means to search.
  var search = document.querySelector(".pp-search");
  if (search) {
    var asked = new URLSearchParams(location.search).get("q");
    var wait = function (on) {
      ["focusin", "input", "submit"].forEach(function (name) { search[on ? "addEventListener" : "removeEventListener"](name, load); });
    };
    var load = function () {
      wait(false);
      var script = document.createElement("script"), first = document.createElement("link");
      // The script would ask for this once it is there: so both come together.
      Object.assign(first, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: search.dataset.root + "/search/plans.json" });
      document.head.append(first);
      script.src = search.dataset.script;
      script.onerror = function () {
        script.remove();
        document.querySelector(".pp-found-count").textContent = "Search does not work just now. Try again, or use the menu.";
        wait(true);
      };
      document.body.append(script);
    };
    wait(true);
    search.addEventListener("submit", function (event) { event.preventDefault(); });
    if (asked) { search.elements.q.value = asked; load(); }
  }
})();
