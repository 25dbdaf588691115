(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");

  function all(selector, within) { return Array.from((within || document).querySelectorAll(selector)); }
  function remembered() { try { return localStorage.getItem("report-mining-language"); } catch (e) { return null; } }
  function remember(language) { try { localStorage.setItem("report-mining-language", language); } catch (e) { /* private window: not kept */ } }
  function asked() {
    var wanted = new URLSearchParams(location.search);
    return wanted.get("lang") || remembered() || navigator.language || "en";
  }
  // Runs in the head, before anything is drawn: only the language that is asked for is ever seen.
  root.lang = /^nl/i.test(asked()) ? "nl" : "en";

  // Texts that stand in attributes and options: written in English, with the Dutch beside it.
  function swap(element, name, key) {
    if (element.dataset.enKept === undefined) { element.dataset.enKept = name ? element.getAttribute(name) : element.textContent; }
    var text = root.lang === "nl" ? element.getAttribute(key) : element.dataset.enKept;
    if (name) { element.setAttribute(name, text); } else { element.textContent = text; }
  }
  // Labels: English in the page, their Dutch once for all pages at the top of this file.
  // "#" stands for each number there, and numbers come in the same order in both languages.
  function dutchOf(english) {
    var numbers = english.match(/[0-9]+/g) || [];
    var dutch = reportMiningDutch[english.replace(/[0-9]+/g, "#")];
    return dutch === undefined ? english : dutch.replace(/#/g, function () { return numbers.shift(); });
  }
  function swapLabel(label) {
    if (label.english === undefined) { label.english = label.textContent; }
    label.textContent = root.lang === "nl" ? dutchOf(label.english) : label.english;
  }
  function speak() {
    var labels = document.getElementsByTagName("t-t");
    for (var i = 0; i < labels.length; i += 1) { swapLabel(labels[i]); }
    all("[data-nl-label]").forEach(function (element) { swap(element, element.tagName === "IMG" ? "alt" : "aria-label", "data-nl-label"); });
    all("option[data-nl]").forEach(function (option) { swap(option, "", "data-nl"); });
    root.dataset.titleEn = root.dataset.titleEn || document.title;
    document.title = root.lang === "nl" ? root.dataset.titleNl : root.dataset.titleEn;
  }

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
  function makeSortable(table) {
    var heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sortBy(table, column, down);
        table.dispatchEvent(new Event("sorted"));
      });
    });
  }

  function textOf(row) {
    if (row.searched === undefined) {
      row.searched = all("td.lead, td.quote", row).map(function (cell) { return cell.textContent; }).join(" ").toLowerCase();
    }
    return row.searched;
  }
  function fits(row, wanted) {
    return wanted.every(function (pair) {
      if (pair[0] === "text") { return textOf(row).indexOf(pair[1].toLowerCase()) >= 0; }
      return (" " + (row.dataset[pair[0]] || "") + " ").indexOf(" " + pair[1] + " ") >= 0;
    });
  }
  var ROWS_AT_FIRST = 100; // the rest comes on request: laying out hundreds of rows takes seconds on a small machine
  function makeFilter(form) {
    var table = document.getElementById(form.dataset.table);
    var controls = Array.from(form.elements).filter(function (control) { return control.name; });
    var shown = form.querySelector(".shown b");
    var limit = ROWS_AT_FIRST;
    var more = form.querySelector(".more");
    function apply() {
      var wanted = controls.filter(function (c) { return c.value; }).map(function (c) { return [c.name, c.value]; });
      var count = 0;
      Array.from(table.tBodies[0].rows).forEach(function (row) {
        var does = fits(row, wanted);
        count += does ? 1 : 0;
        row.hidden = !does || count > limit;
      });
      if (more) { more.hidden = count <= limit; }
      if (shown) { shown.textContent = String(count); }
    }
    function ask(search) {
      var wanted = new URLSearchParams(search);
      controls.forEach(function (control) { control.value = wanted.get(control.name) || ""; });
      apply();
    }
    function showAll() { limit = Infinity; apply(); }
    if (more) { more.addEventListener("click", showAll); }
    window.addEventListener("beforeprint", showAll);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", apply);
    table.addEventListener("sorted", apply);
    form.addEventListener("reset", function () { setTimeout(apply); });
    // A figure of this page that leads to lines of this page filters them without loading it again.
    all("a.found").forEach(function (link) {
      if (link.pathname === location.pathname) {
        link.addEventListener("click", function (event) {
          event.preventDefault();
          ask(link.search);
          document.getElementById("companies").scrollIntoView();
        });
      }
    });
    ask(location.search);
  }

  document.addEventListener("DOMContentLoaded", function () {
    speak();
    all(".switch").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        root.lang = root.lang === "nl" ? "en" : "nl";
        remember(root.lang);
        speak();
      });
    });
    all("table.sortable").forEach(makeSortable);
    all("form.filters").forEach(makeFilter);
    window.addEventListener("beforeprint", function () { all("details").forEach(function (one) { one.open = true; }); });
  });
}());
