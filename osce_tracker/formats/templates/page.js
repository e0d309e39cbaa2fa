"use strict";
(function () {
  document.documentElement.classList.add("js");
  document.querySelectorAll("section .scroll > table").forEach(function (table) {
    var section = table.closest("section");
    var say = function (text) {
      section.querySelector(".count").textContent = text;
    };
    // A record is a row with the long texts below it; records stay in their group.
    var groups = Array.from(table.tBodies).map(function (body) {
      var group = { body: body, heading: null, records: [] };
      Array.from(body.rows).forEach(function (row) {
        if (row.classList.contains("group")) {
          group.heading = row;
        } else if (row.classList.contains("detail")) {
          group.records[group.records.length - 1].push(row);
        } else {
          group.records.push([row]);
        }
      });
      return group;
    });
    var total = groups.reduce(function (sum, group) {
      return sum + group.records.length;
    }, 0);
    var counted = total + (total === 1 ? " row" : " rows");
    var collator = new Intl.Collator("en", { numeric: true });
    var key = function (record, column) {
      var cell = record[0].cells[column];
      var order = cell.getAttribute("data-sort");
      if (cell.classList.contains("none") || order === "") {
        return null;
      }
      return order === null ? cell.textContent.trim() : order;
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
        groups.forEach(function (group) {
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
    section.querySelector("input").addEventListener("input", function (event) {
      var words = event.target.value.toLocaleLowerCase("en").split(/\s+/).filter(Boolean);
      var left = 0;
      groups.forEach(function (group) {
        var leftInGroup = 0;
        group.records.forEach(function (record) {
          var text = record
            .map(function (row) {
              return row.textContent;
            })
            .join(" ")
            .toLocaleLowerCase("en");
          var hidden = !words.every(function (word) {
            return text.includes(word);
          });
          record.forEach(function (row) {
            row.hidden = hidden;
          });
          leftInGroup += hidden ? 0 : 1;
        });
        if (group.heading) {
          group.heading.hidden = leftInGroup === 0;
        }
        left += leftInGroup;
      });
      say(words.length ? left + " of " + counted : counted);
    });
    say(counted);
  });
})();
