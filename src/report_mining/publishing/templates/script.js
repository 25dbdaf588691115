(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");

  function remembered() { try { return localStorage.getItem("report-mining-language"); } catch (e) { return null; } }
  function remember(language) { try { localStorage.setItem("report-mining-language", language); } catch (e) { /* private window: not kept */ } }
  function speak(language) {
    root.lang = language;
    document.querySelectorAll("[data-en-label]").forEach(function (element) {
      element.setAttribute(element.dataset.labelAs || "aria-label", element.getAttribute("data-" + language + "-label"));
    });
    document.querySelectorAll("option[data-en]").forEach(function (option) {
      option.textContent = option.getAttribute("data-" + language);
    });
    document.title = root.getAttribute("data-title-" + language) || document.title;
  }
  var asked = remembered() || navigator.language || "en";
  speak(/^nl/i.test(asked) ? "nl" : "en");
  document.querySelectorAll(".switch").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var next = root.lang === "nl" ? "en" : "nl";
      remember(next);
      speak(next);
    });
  });

  function keyOf(cell) { return cell ? (cell.dataset.sort !== undefined ? cell.dataset.sort : cell.textContent.trim()) : ""; }
  function compare(a, b) {
    if (a === "" || b === "") { return a === b ? 0 : (a === "" ? 1 : -1); }
    var x = Number(a), y = Number(b);
    return !isNaN(x) && !isNaN(y) ? x - y : a.localeCompare(b, root.lang, { numeric: true, sensitivity: "base" });
  }
  function sortBy(table, column, down) {
    var body = table.tBodies[0];
    Array.from(body.rows).map(function (row, place) { return { row: row, key: keyOf(row.cells[column]), place: place }; })
      .sort(function (a, b) { return (down ? compare(b.key, a.key) : compare(a.key, b.key)) || a.place - b.place; })
      .forEach(function (entry) { body.appendChild(entry.row); });
  }
  document.querySelectorAll("table.sortable").forEach(function (table) {
    Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        Array.from(table.tHead.rows[0].cells).forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sortBy(table, column, down);
      });
    });
  });

  document.querySelectorAll("form.filters").forEach(function (form) {
    var rows = Array.from(document.getElementById(form.dataset.table).tBodies[0].rows);
    var shown = form.querySelector(".shown b");
    function apply() {
      var count = 0;
      rows.forEach(function (row) {
        var fits = Array.from(form.elements).every(function (control) {
          if (!control.name || !control.value) { return true; }
          if (control.name === "text") { return (row.dataset.text || "").indexOf(control.value.toLowerCase()) >= 0; }
          return (" " + row.dataset[control.name] + " ").indexOf(" " + control.value + " ") >= 0;
        });
        row.hidden = !fits;
        count += fits ? 1 : 0;
      });
      if (shown) { shown.textContent = String(count); }
    }
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", apply);
    apply();
  });
}());
