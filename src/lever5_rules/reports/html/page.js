"use strict";
// Everything on the page can be read without this; it adds filters and opens what a link points to.
(() => {
  const form = document.getElementById("filters");
  const status = document.getElementById("shown");
  if (!form || !status) return;
  const findings = [...document.querySelectorAll(".finding")];
  const practices = [...document.querySelectorAll(".practice")];
  const squares = [...document.querySelectorAll("a.square")];
  const details = [...document.querySelectorAll("details")];
  const has = (list, number) => !number || list.split(" ").includes(number);

  function show() {
    const wanted = [...form.querySelectorAll("[name=outcome]:checked")].map((one) => one.value);
    const campus = form.elements.campus ? form.elements.campus.value : "";
    const office = form.elements.office.value;
    const left = new Set();
    for (const one of findings) {
      const fits = wanted.includes(one.dataset.outcome)
        && has(one.dataset.campuses, campus) && has(one.dataset.offices, office);
      one.hidden = !fits;
      if (fits) left.add(one.id);
    }
    const narrowed = left.size < findings.length;
    for (const one of practices) {
      one.hidden = narrowed && !one.querySelector(".finding:not([hidden])");
    }
    for (const one of squares) {
      one.classList.toggle("faded", narrowed && !left.has(one.hash.slice(1)));
    }
    status.textContent = narrowed
      ? `Filtered: ${left.size} of ${findings.length} findings are shown.`
      : `All ${findings.length} findings are shown.`;
  }

  function follow() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.hidden || target.closest("[hidden]")) {
      form.reset();
      show();
    }
    const opened = target.matches(".finding") ? target.querySelector("details") : null;
    if (opened) {
      opened.open = true;
      opened.querySelector("summary").focus({ preventScroll: true });
    }
    target.scrollIntoView();
  }

  form.addEventListener("change", show);
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", (event) => {
    const wanted = event.target.dataset.open;
    if (!wanted) return;
    for (const one of details) {
      if (!one.closest("[hidden]")) one.open = wanted === "yes";
    }
  });
  addEventListener("hashchange", follow);
  for (const one of squares) {
    one.addEventListener("click", () => setTimeout(follow));
  }

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = details.filter((one) => !one.open);
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });

  const root = document.documentElement;
  for (const one of document.querySelectorAll("[data-print]")) {
    one.addEventListener("click", () => {
      root.dataset.print = one.dataset.print;
      print();
    });
    one.parentElement.hidden = false;
  }
  addEventListener("afterprint", () => { delete root.dataset.print; });

  form.hidden = false;
  show();
  follow();
})();
