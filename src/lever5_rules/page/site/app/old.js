// For browsers that know no modules; everything newer is in main.js.
document.getElementById("old").textContent =
  "This browser is too old for this page: it cannot run WebAssembly in a module worker. " +
  "Use a current Edge, Chrome, Firefox or Safari, or the installed program, lever5 check.";
