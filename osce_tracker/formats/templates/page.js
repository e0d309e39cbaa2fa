"use strict";
(function () {
  var all = function (selector, root) {
    return Array.from((root || document).querySelectorAll(selector));
  };
  document.documentElement.classList.add("js");

  // On small screens long texts are folded. On paper the style sheet shows them: what is opened while a
  // browser prints makes rows taller after the pages were counted, and the last pages are lost.
  var small = window.matchMedia("(max-width: 64rem)");
  var fold = function () {
    if (window.matchMedia("print").matches) {
      return;
    }
    all(".fold").forEach(function (one) {
      one.open = !small.matches;
    });
  };
  fold();
  small.addEventListener("change", fold);

  // A record is a row with the long texts below it; records stay in their group.
  var groups = all("table.records tbody").map(function (body) {
    var group = { body: body, records: [] };
    all("tr:not(.group)", body).forEach(function (row) {
      if (row.classList.contains("detail")) {
        group.records[group.records.length - 1].push(row);
      } else {
        group.records.push([row]);
      }
    });
    return group;
  });

  var collator = new Intl.Collator("en", { numeric: true });
  var key = function (record, column) {
    var cell = record[0].cells[column];
    var order = cell.getAttribute("data-sort");
    if (order === "" || (order === null && cell.classList.contains("none"))) {
      return null;
    }
    return order === null ? cell.textContent.trim() : order;
  };
  all("table.records").forEach(function (table) {
    all("thead th", table).forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.append.apply(button, Array.from(head.childNodes));
      head.append(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        all("thead th", table).forEach(function (other) {
          other.removeAttribute("aria-sort");
        });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        groups.forEach(function (group) {
          if (!table.contains(group.body)) {
            return;
          }
          group.records
            .map(function (record, place) {
              return [key(record, column), place, record];
            })
            .sort(function (a, b) {
              if (a[0] === null || b[0] === null) {
                return (a[0] === null) - (b[0] === null) || a[1] - b[1];
              }
              return (down ? -1 : 1) * collator.compare(a[0], b[0]) || a[1] - b[1];
            })
            .forEach(function (item) {
              group.body.append.apply(group.body, item[2]);
            });
        });
      });
    });
  });

  var tools = document.querySelector(".tools");
  if (!tools) {
    return;
  }
  var field = tools.querySelector("input[type=search]");
  var changed = tools.querySelector("input[type=checkbox]");
  var menus = all("select", tools);
  var clear = tools.querySelector("button");
  var filter = function () {
    var words = field.value.toLocaleLowerCase("en").split(/\s+/).filter(Boolean);
    var total = 0;
    var left = 0;
    groups.forEach(function (group) {
      var before = left;
      group.records.forEach(function (record) {
        // Nobody knew of it yet on the day that the reader chose.
        if (record[0].hasAttribute("data-unknown")) {
          return;
        }
        var text = record
          .map(function (row) {
            return row.textContent;
          })
          .join(" ")
          .toLocaleLowerCase("en")
          .replace(/\s+/g, " ");
        var fits =
          words.every(function (word) {
            return text.includes(word);
          }) &&
          menus.every(function (menu) {
            return !menu.value || record[0].closest("[data-" + menu.dataset.by + '="' + menu.value + '"]');
          }) &&
          !(changed && changed.checked && !record[0].hasAttribute("data-changed"));
        record.forEach(function (row) {
          row.hidden = !fits;
        });
        total += 1;
        left += fits ? 1 : 0;
      });
      group.body.hidden = left === before;
    });
    var counted = total + " rows";
    var text = left === total ? counted : left ? left + " of " + counted : "No row matches.";
    tools.querySelector("output").textContent = text;
    clear.hidden = left === total;
  };
  tools.addEventListener("input", filter);
  tools.addEventListener("change", filter);
  clear.addEventListener("click", function () {
    field.value = "";
    menus.forEach(function (menu) {
      menu.value = "";
    });
    if (changed) {
      changed.checked = false;
    }
    filter();
    field.focus();
  });
  filter();
})();
