
// The cursor in the picture of a survey: arrow keys or a pointer say what a cell is.
(() => {
  const grid = document.getElementById("grid");
  const held = document.getElementById("grid-data");
  const said = document.getElementById("said");
  if (!grid || !held || !said) return;
  const data = JSON.parse(held.textContent);
  const cursor = document.getElementById("cursor");
  const columns = data.districts.length, rows = data.criteria.length;
  let column = 0, row = 0;

  function show(scroll) {
    const x = column * data.wide;
    cursor.setAttribute("x", x - 1);
    cursor.setAttribute("y", data.top + row * data.tall - 1);
    cursor.setAttribute("visibility", "visible");
    const word = data.words[data.cells[row][column]];
    said.textContent = `${data.districts[column]}. ${data.criteria[row]}: ${word}.`;
    if (!scroll) return;
    const left = grid.scrollLeft, width = grid.clientWidth;
    if (x < left + 20) grid.scrollLeft = Math.max(0, x - width / 2);
    if (x > left + width - 40) grid.scrollLeft = x - width / 2;
  }

  const steps = {
    ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1],
    PageDown: [50, 0], PageUp: [-50, 0], Home: [-columns, 0], End: [columns, 0],
  };
  grid.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    column = Math.min(columns - 1, Math.max(0, column + step[0]));
    row = Math.min(rows - 1, Math.max(0, row + step[1]));
    show(true);
  });
  grid.addEventListener("focus", () => show(false));
  grid.addEventListener("click", (event) => {
    const box = grid.querySelector("svg").getBoundingClientRect();
    const x = Math.floor((event.clientX - box.left) / data.wide);
    const y = Math.floor((event.clientY - box.top - data.top) / data.tall);
    if (x < 0 || x >= columns || y < 0 || y >= rows) return;
    column = x;
    row = y;
    show(false);
  });
})();
