"use strict";
(function () {
  document.documentElement.classList.add("js");
  var say = function (table, text) {
    table.closest("section").querySelector(".count").textContent = text;
  };
  document.querySelectorAll("table[data-sortable]").forEach(function (table) {
    var bodies = Array.from(table.tBodies);
    var counted = bodies.length + (bodies.length === 1 ? " row" : " rows");
    var collator = new Intl.Collator("en", { numeric: true });
    var key = function (body, column) {
      var cell = body.rows[0].cells[column];
      return cell.classList.contains("none") ? null : cell.textContent.trim();
    };
    table.querySelectorAll("thead th").forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.append.apply(button, Array.from(head.childNodes));
      head.append(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        table.querySelectorAll("thead th").forEach(function (other) {
          other.removeAttribute("aria-sort");
        });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        bodies
          .map(function (body, place) {
            return [key(body, column), place, body];
          })
          .sort(function (a, b) {
            if (a[0] === null || b[0] === null) {
              return (a[0] === null) - (b[0] === null) || a[1] - b[1];
            }
            return (down ? -1 : 1) * collator.compare(a[0], b[0]) || a[1] - b[1];
          })
          .forEach(function (item) {
            table.append(item[2]);
          });
      });
    });
    var input = table.closest("section").querySelector("input");
    input.addEventListener("input", function () {
      var words = input.value.toLocaleLowerCase("en").split(/\s+/).filter(Boolean);
      var shown = 0;
      bodies.forEach(function (body) {
        var text = body.textContent.toLocaleLowerCase("en");
        body.hidden = !words.every(function (word) {
          return text.includes(word);
        });
        shown += body.hidden ? 0 : 1;
      });
      say(table, words.length ? shown + " of " + counted : counted);
    });
    say(table, counted);
  });
})();
