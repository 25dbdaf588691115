// Keyboard and small conveniences of the review application. Every page works without it.
"use strict";
(function () {
  const form = document.getElementById("decide");

  function press(key) {
    const target = document.querySelector('[data-key="' + key + '"]');
    if (!target || target.disabled) return false;
    target.click();
    if (target.type === "radio") target.focus();
    return true;
  }

  function chooseEvidence(number) {
    const option = document.querySelector('#finding option[data-number="' + number + '"]');
    const card = document.getElementById("e" + number);
    if (!option || !card) return false;
    option.selected = true;
    markChosen();
    card.scrollIntoView({ block: "nearest" });
    return true;
  }

  function markChosen() {
    const select = document.getElementById("finding");
    if (!select) return;
    const number = select.selectedOptions[0] ? select.selectedOptions[0].dataset.number : "";
    document.querySelectorAll(".card").forEach(function (card) {
      card.classList.toggle("chosen", card.id === "e" + number);
    });
  }

  function showFields() {
    if (!form) return;
    const checked = form.querySelector('input[name="verdict"]:checked');
    const stance = document.getElementById("stance");
    form.querySelectorAll("[data-when]").forEach(function (part) {
      part.hidden = !checked || checked.value !== part.dataset.when;
    });
    form.querySelectorAll("[data-stance]").forEach(function (part) {
      part.hidden = !stance || stance.value !== part.dataset.stance;
    });
    const corrects = Boolean(checked) && checked.value === "correct";
    if (stance) stance.required = corrects;
    const reason = document.getElementById("reason");
    if (reason) reason.required = corrects;
  }

  function isTyping(element) {
    return element.matches('input[type="text"], input[type="search"], textarea, select');
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const at = event.target instanceof Element ? event.target : document.body;
    if (event.key === "Escape") {
      if (at !== document.body) at.blur();
      return;
    }
    if (event.key === "Enter" && form && (at === document.body || at.matches('main, select, input[type="radio"], input[type="checkbox"]'))) {
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    if (isTyping(at)) return;
    if (handles(event.key)) event.preventDefault();
  }

  function handles(key) {
    if (/^[1-9]$/.test(key)) return chooseEvidence(key);
    if (key === "?") {
      const keys = document.getElementById("keys");
      keys.open = !keys.open;
      keys.querySelector("summary").focus();
      return true;
    }
    if (key === "r") return focusOn("reason");
    if (key === "o") {
      const link = document.querySelector(".card.chosen a.report, a.report");
      if (link) link.click();
      return Boolean(link);
    }
    if (!/^[acujkzld]$/.test(key) || !press(key)) return false;
    if (key === "c" && !focusOn("stance")) focusOn("reason");
    return true;
  }

  function focusOn(id) {
    const field = document.getElementById(id);
    if (!field) return false;
    field.focus();
    return true;
  }

  document.addEventListener("keydown", onKey);
  if (form) {
    form.addEventListener("change", function () { showFields(); markChosen(); });
    form.addEventListener("submit", function (event) {
      if (form.dataset.sent) event.preventDefault(); // Enter twice is one decision
      form.dataset.sent = "yes";
    });
    window.addEventListener("pageshow", function () { delete form.dataset.sent; });
    showFields();
    markChosen();
  }
})();
