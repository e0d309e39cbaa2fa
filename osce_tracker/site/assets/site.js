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

  // The record on a day. All statuses, counts and sentences were worked out before: they are only looked up.
  var setUp = function (control, record) {
    var slider = control.querySelector("input");
    var output = control.querySelector("output");
    var note = control.querySelector("[role=status]");
    var legend = document.querySelector("ul.legend");
    var title = document.getElementById("page-squares-title");
    var tables = all("table.records");
    var last = record.days.length - 1;

    // In a list it belongs to the tools.
    var tools = document.querySelector(".tools");
    if (tools) {
      tools.before(control);
    }

    // The name of the page of a commitment leads to its statuses: [moment, status] in order of time.
    var histories = {};
    record.changes.forEach(function (changes, moment) {
      Object.keys(changes).forEach(function (name) {
        (histories[name] = histories[name] || []).push([moment, changes[name]]);
      });
    });
    var items = all(".squares li, table.records tbody tr:not(.group):not(.detail)")
      .map(function (item) {
        var link = item.querySelector("a[href]");
        var name = link && link.pathname.split("/").pop().replace(/\.html$/, "");
        var history = histories[name];
        return history && { item: item, link: link, history: history, chip: item.querySelector(".chip") };
      })
      .filter(Boolean);

    var show = function (item, status) {
      var word = record.statuses[status][0];
      var label = record.statuses[status][1];
      var looks = item.chip || item.item;
      record.statuses.forEach(function (each) {
        looks.classList.toggle("w-" + each[0], each[0] === word);
      });
      all("use", looks)[0].setAttribute("href", "#page-" + word);
      if (item.chip) {
        item.chip.classList.toggle("dashed", Boolean(record.statuses[status][2]));
        item.chip.querySelector("span").textContent = label;
        item.item.setAttribute("data-status", word);
      } else {
        item.link.title = item.link.title.replace(/: [^:]*$/, ": " + label);
      }
    };

    var count = function (counts) {
      if (legend) {
        counts.forEach(function (number, status) {
          var word = record.statuses[status][0];
          var entry = legend.querySelector("[data-status=" + word + "]");
          if (!entry && number) {
            entry = legend.lastElementChild.cloneNode(true);
            entry.className = "w-" + word;
            entry.setAttribute("data-status", word);
            entry.querySelector("use").setAttribute("href", "#page-" + word);
            entry.querySelector("span").textContent = record.statuses[status][1];
            legend.append(entry);
          }
          if (entry) {
            entry.querySelector("b").textContent = number;
            entry.hidden = !number;
          }
        });
      }
      // The menu of statuses counts the rows of this page, known on the day.
      all("select[data-by=status] option[value]:not([value=''])").forEach(function (option) {
        var rows = all("tr[data-status=" + option.value + "]:not([data-unknown])");
        option.textContent = option.textContent.replace(/ \([0-9]+\)$/, "") + " (" + rows.length + ")";
      });
    };

    var choose = function () {
      var moment = Number(slider.value);
      items.forEach(function (item) {
        var status = -1;
        item.history.forEach(function (change) {
          status = change[0] <= moment ? change[1] : status;
        });
        item.item.toggleAttribute("data-unknown", status < 0);
        if (status >= 0) {
          show(item, status);
        }
      });
      count(record.counts[moment]);
      output.textContent = record.days[moment];
      slider.setAttribute("aria-valuetext", record.days[moment]);
      if (title) {
        title.textContent = record.titles[moment];
        title.parentElement.classList.toggle("past", moment < last);
      }
      note.textContent = record.findings[moment];
      // What happened later is not to be read as known on the day.
      tables.forEach(function (table) {
        table.classList.toggle("past", moment < last);
      });
      if (tools) {
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
    choose();
  };
  document.addEventListener("DOMContentLoaded", function () {
    var control = document.querySelector("[data-day]");
    if (control) {
      setUp(control, window.siteData.record);
    }
  });
})();
