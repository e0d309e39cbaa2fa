(function () {
  var all = function (selector, root) {
    return Array.from((root || document).querySelectorAll(selector));
  };

  // The box of the home page leads to the page of the search.
  all("form[data-find]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var words = form.querySelector("input").value.trim();
      location.href = form.dataset.find + "#" + encodeURIComponent(words);
    });
  });

  // Change the symbol, word and colour of a chip or square to those of a status.
  var paint = function (element, statuses, status) {
    var look = statuses[status];
    statuses.forEach(function (each) {
      element.classList.toggle("w-" + each[0], each === look);
    });
    element.querySelector("use").setAttribute("href", "#page-" + look[0]);
    if (element.classList.contains("chip")) {
      element.classList.toggle("dashed", Boolean(look[2]));
      element.querySelector("span").textContent = look[1];
    }
  };

  // The record on a day. All statuses, counts and sentences were worked out before: they are only looked up.
  var setUp = function (control, record) {
    var slider = control.querySelector("input");
    var output = control.querySelector("output");
    var note = control.querySelector("[role=status]");
    var legend = document.querySelector("ul.legend");
    var title = document.getElementById("page-squares-title");
    var tables = all("table.records");
    var tools = document.querySelector(".tools");
    var statuses = record.statuses;
    var last = record.days.length - 1;

    // The name of the page of a commitment leads to its statuses: [moment, status] in order of time.
    var histories = {};
    record.changes.forEach(function (changes, moment) {
      Object.keys(changes).forEach(function (name) {
        (histories[name] = histories[name] || []).push([moment, changes[name]]);
      });
    });
    // Return the place of a status, or -1 if the commitment was not known yet.
    var statusOf = function (name) {
      var moment = Number(slider.value);
      return histories[name].reduce(function (status, change) {
        return change[0] <= moment ? change[1] : status;
      }, -1);
    };
    var items = all(".squares li, table.records tbody tr:not(.group):not(.detail)")
      .map(function (item) {
        var link = item.querySelector("a[href]");
        var name = link && link.pathname.split("/").pop().replace(/\.html$/, "");
        return { item: item, link: link, name: name, chip: item.querySelector(".chip") };
      })
      .filter(function (item) {
        return item.name in histories;
      });

    var show = function (item) {
      var status = statusOf(item.name);
      item.item.toggleAttribute("data-unknown", status < 0);
      if (status < 0) {
        return;
      }
      paint(item.chip || item.item, statuses, status);
      if (item.chip) {
        item.item.setAttribute("data-status", statuses[status][0]);
      } else {
        item.link.title = item.link.title.replace(/: [^:]*$/, ": " + statuses[status][1]);
      }
    };

    var count = function (counts) {
      counts.forEach(function (number, status) {
        var word = statuses[status][0];
        var entry = legend.querySelector("[data-status=" + word + "]");
        if (!entry && number) {
          entry = legend.lastElementChild.cloneNode(true);
          entry.setAttribute("data-status", word);
          entry.querySelector("span").textContent = statuses[status][1];
          paint(entry, statuses, status);
          legend.append(entry);
        }
        if (entry) {
          entry.querySelector("b").textContent = number;
          entry.hidden = !number;
        }
      });
    };

    // The menus say how many commitments there are of each status and lever on the day.
    var setOptions = function (by, pairs) {
      var menu = tools.querySelector("select[data-by=" + by + "]");
      if (!menu) {
        return;
      }
      var chosen = menu.value;
      all("option:not([value=''])", menu).forEach(function (option) {
        option.remove();
      });
      pairs.forEach(function (pair) {
        if (pair[2] || pair[0] === chosen) {
          var capital = pair[1].charAt(0).toUpperCase() + pair[1].slice(1);
          menu.append(new Option(capital + " (" + pair[2] + ")", pair[0], false, pair[0] === chosen));
        }
      });
    };

    // A list of several pages is filtered as a whole: what fits is listed by title instead of the tables.
    var across = window.siteData.commitments;
    // A row has the name of its page, its title, and its place in each of these menus.
    var others = across ? Object.keys(across.menus) : [];
    var wordOf = function (row, by) {
      return across.menus[by][row[2 + others.indexOf(by)]];
    };
    var LONGEST = 100;
    var found = document.createElement("ol");
    found.className = "results";
    var asked = null;
    var said = "";
    var filterAll = function () {
      var words = tools.querySelector("input[type=search]").value.toLocaleLowerCase("en").split(/\s+/).filter(Boolean);
      var chosen = {};
      all("select", tools).forEach(function (menu) {
        chosen[menu.dataset.by] = menu.value;
      });
      var isFiltered = words.length > 0 || Object.values(chosen).some(Boolean);
      // A field that loses the focus to a link asks again: the link must stay, or the click on it is lost.
      var now = JSON.stringify([words, chosen, slider.value]);
      if (now === asked) {
        say(isFiltered);
        return;
      }
      asked = now;
      var known = across.rows.filter(function (row) {
        return row[0] in histories && statusOf(row[0]) >= 0;
      });
      var fitting = known.filter(function (row) {
        var text = row[1].toLocaleLowerCase("en");
        return (
          words.every(function (word) {
            return text.includes(word);
          }) &&
          (!chosen.status || statuses[statusOf(row[0])][0] === chosen.status) &&
          others.every(function (by) {
            return !chosen[by] || wordOf(row, by)[0] === chosen[by];
          })
        );
      });
      found.replaceChildren();
      found.hidden = !isFiltered;
      tables.forEach(function (table) {
        table.closest("section").hidden = isFiltered;
      });
      fitting.slice(0, isFiltered ? LONGEST : 0).forEach(function (row) {
        var entry = document.createElement("li");
        var link = document.createElement("a");
        var chip = tables[0].querySelector(".chip").cloneNode(true);
        var who = document.createElement("span");
        link.href = row[0] + ".html";
        link.append(row[1]);
        paint(chip, statuses, statusOf(row[0]));
        who.className = "src";
        who.append(wordOf(row, "lever")[1]);
        entry.append(link, " ", chip, " ", who);
        found.append(entry);
      });
      var more = fitting.length > LONGEST ? "; the first " + LONGEST + " are shown" : "";
      said = fitting.length + " of " + known.length + " on all pages" + more;
      say(isFiltered);
    };
    // Instead of the number of rows of this page.
    var say = function (isFiltered) {
      if (isFiltered) {
        tools.querySelector("output").textContent = said;
        tools.querySelector("button").hidden = false;
      }
    };

    // Return how many commitments have a status or lever: on all pages, or on this one.
    var sizeOf = function (by, word) {
      return all("tr[data-" + by + "=" + word + "]:not([data-unknown])").length;
    };
    var menus = function (counts) {
      setOptions(
        "status",
        statuses.map(function (status, place) {
          return [status[0], status[1], across ? counts[place] : sizeOf("status", status[0])];
        })
      );
      others.forEach(function (by) {
        setOptions(
          by,
          across.menus[by].map(function (word) {
            var rows = across.rows.filter(function (row) {
              return wordOf(row, by) === word && row[0] in histories && statusOf(row[0]) >= 0;
            });
            return [word[0], word[1], rows.length];
          })
        );
      });
    };

    var choose = function () {
      var moment = Number(slider.value);
      items.forEach(show);
      output.textContent = record.days[moment];
      slider.setAttribute("aria-valuetext", record.days[moment]);
      // What happened later is not to be read as known on the day.
      var isPast = moment < last;
      var hint = isPast && tables.length ? " What happened is shown for the last day only." : "";
      note.textContent = record.findings[moment] + hint;
      if (legend) {
        count(record.counts[moment]);
      }
      if (title) {
        title.textContent = record.titles[moment];
        title.parentElement.classList.toggle("past", isPast);
      }
      tables.forEach(function (table) {
        table.classList.toggle("past", isPast);
      });
      if (tools) {
        menus(record.counts[moment]);
        tools.dispatchEvent(new Event("change"));
      }
    };
    slider.max = last;
    slider.value = last;
    slider.addEventListener("input", choose);
    all("button", control).forEach(function (button) {
      button.addEventListener("click", function () {
        slider.value = Number(slider.value) + Number(button.dataset.step);
        choose();
      });
    });
    if (tools) {
      tools.before(control);
      if (across) {
        tools.after(found);
        tools.addEventListener("input", filterAll);
        tools.addEventListener("change", filterAll);
        tools.querySelector("button").addEventListener("click", filterAll);
      }
    }
    choose();
  };
  document.addEventListener("DOMContentLoaded", function () {
    var control = document.querySelector("[data-day]");
    if (control) {
      setUp(control, window.siteData.record);
    }
  });
})();
