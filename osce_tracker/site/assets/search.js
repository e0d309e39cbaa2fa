"use strict";
document.addEventListener("DOMContentLoaded", function () {
  var data = window.siteData.search;
  var field = document.getElementById("page-find");
  var menu = document.getElementById("page-kind");
  var count = document.getElementById("page-count");
  var list = document.getElementById("page-results");
  var more = document.getElementById("page-more");
  var STEP = 30;

  // Plain letters, as the library makes them: no case, no accents.
  var letters = new RegExp("[" + Object.keys(data.letters).join("") + "]", "g");
  var fold = function (text) {
    return text
      .toUpperCase()
      .toLowerCase()
      .replace(letters, function (letter) {
        return data.letters[letter];
      })
      .normalize("NFD")
      .replace(/\p{M}+/gu, "");
  };
  var WORD = /[\p{L}\p{N}]+/gu;
  var HYPHEN = /([\p{L}\p{N}])[-\u2010\u2011](?=[\p{L}\p{N}])/gu;
  var wordsOf = function (text) {
    return text.match(WORD) || [];
  };
  // A compound is found as one word and by its parts.
  var tokensOf = function (text) {
    var plain = fold(text);
    return Array.from(new Set(wordsOf(plain.replace(HYPHEN, "$1")).concat(wordsOf(plain))));
  };

  // The names of a State or group mean the same.
  var small = new Set(data.small);
  var longest = 1;
  var names = new Map();
  data.names.forEach(function (group) {
    group[0].forEach(function (form) {
      names.set(form, group[1]);
      longest = Math.max(longest, form.split(" ").length);
    });
  });

  var textsOf = function (entry, place) {
    return entry[place].map(function (text) {
      return data.texts[text];
    });
  };

  // Texts that many records share are taken apart once.
  var tokens = data.texts.map(function (text) {
    return tokensOf(text).join(" ");
  });
  var joined = function (places) {
    return places
      .map(function (place) {
        return tokens[place];
      })
      .join(" ");
  };
  var index = new window.MiniSearch({
    fields: ["title", "shown", "other"],
    tokenize: function (text) {
      return text.split(" ");
    },
    processTerm: function (term) {
      return term;
    },
    searchOptions: {
      tokenize: function (term) {
        return [term];
      },
      boost: { title: 4, shown: 2, other: 1 },
    },
  });
  var isReady = false;

  var exact = function (words) {
    return { combineWith: "AND", queries: words, prefix: false, fuzzy: false };
  };
  // A word is found with any ending; only if nothing is, so are words that are spelt nearly the same.
  var term = function (word, isFuzzy) {
    var stem = word.length > 4 ? word.replace(/ies$/, "y").replace(/([^s])s$/, "$1") : word;
    return {
      combineWith: "OR",
      queries: Array.from(new Set([word, stem])),
      prefix: word.length > 2,
      fuzzy: isFuzzy && word.length > 3 ? 0.25 : false,
    };
  };

  // Return the phrases in quotation marks, and a query for all words.
  var parsed = function (text, isFuzzy) {
    var phrases = [];
    var rest = text.replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"').replace(/"([^"]*)"/g, function (_, phrase) {
      phrases.push(wordsOf(fold(phrase)).join(" "));
      return " ";
    });
    phrases = phrases.filter(Boolean);
    var every = wordsOf(fold(rest.replace(/['\u2019]s?(?=\s|$)/g, "")).replace(HYPHEN, "$1"));
    var telling = every.filter(function (word) {
      return !small.has(word);
    });
    var words = telling.length || phrases.length ? telling : every;
    var queries = phrases.map(function (phrase) {
      return exact(phrase.split(" "));
    });
    for (var place = 0; place < words.length; ) {
      var size = Math.min(longest, words.length - place);
      var named;
      for (; size > 0; size -= 1) {
        var form = words.slice(place, place + size).join(" ");
        named = names.get(form) || names.get(form.replace(/s$/, ""));
        if (named) {
          break;
        }
      }
      if (named) {
        queries.push({
          combineWith: "OR",
          queries: named.map(function (name) {
            return exact(wordsOf(name));
          }),
        });
      } else {
        queries.push(term(words[place], isFuzzy));
      }
      place += size || 1;
    }
    return { phrases: phrases, query: { combineWith: "AND", queries: queries }, isEmpty: !queries.length };
  };

  var has = function (entry, phrases) {
    var text = [entry[1]].concat(textsOf(entry, 4), textsOf(entry, 5)).map(function (one) {
      return " " + wordsOf(fold(one)).join(" ") + " ";
    });
    return phrases.every(function (phrase) {
      return text.some(function (one) {
        return one.includes(" " + phrase + " ");
      });
    });
  };

  // Append a text with the words found marked: at most about 240 characters around the first.
  var LONG = 240;
  var passage = function (element, entry, terms) {
    var best = { marks: [], text: textsOf(entry, 4)[0] || "" };
    textsOf(entry, 4).concat(textsOf(entry, 5)).forEach(function (text) {
      var marks = [];
      var seen = new Set();
      for (var match of text.matchAll(/[\p{L}\p{N}]+(?:[-\u2010\u2011][\p{L}\p{N}]+)*/gu)) {
        var found = tokensOf(match[0]).filter(function (token) {
          return terms.has(token);
        });
        if (found.length) {
          marks.push([match.index, match.index + match[0].length]);
          seen.add(found[0]);
        }
      }
      if (seen.size > (best.size || 0)) {
        best = { marks: marks, text: text, size: seen.size };
      }
    });
    var text = best.text;
    var start = 0;
    var end = text.length;
    if (end > LONG) {
      var first = best.marks.length ? best.marks[0][0] : 0;
      start = first < 80 ? 0 : text.lastIndexOf(" ", first - 60) + 1;
      end = text.lastIndexOf(" ", start + LONG);
      end = end <= start || start + LONG >= text.length ? Math.min(text.length, start + LONG) : end;
    }
    element.append(start ? "\u2026 " : "");
    best.marks.forEach(function (mark) {
      if (mark[0] >= start && mark[1] <= end) {
        var marked = document.createElement("mark");
        marked.append(text.slice(mark[0], mark[1]));
        element.append(text.slice(start, mark[0]), marked);
        start = mark[1];
      }
    });
    element.append(text.slice(start, end), end < text.length ? " \u2026" : "");
  };

  var kindOf = function (entry) {
    return data.kinds[entry[0]];
  };
  var labels = {};
  Array.from(menu.options).forEach(function (option) {
    labels[option.value] = option.textContent;
  });

  var shown = [];
  var append = function () {
    shown.slice(list.children.length, list.children.length + STEP).forEach(function (result) {
      var entry = data.entries[result.id];
      var item = document.createElement("li");
      var link = document.createElement("a");
      var note = document.createElement("span");
      var text = document.createElement("p");
      link.href = entry[2];
      link.append(entry[1]);
      note.className = "src";
      note.append(labels[kindOf(entry)] + ": " + entry[3]);
      passage(text, entry, new Set(result.terms));
      item.append(link, " ", note, text);
      list.append(item);
    });
    more.hidden = list.children.length >= shown.length;
  };

  var results = function (asked) {
    return index
      .search(asked.query)
      .filter(function (result) {
        return !asked.phrases.length || has(data.entries[result.id], asked.phrases);
      });
  };
  var search = function () {
    if (!isReady) {
      return;
    }
    var asked = parsed(field.value, false);
    var found = asked.isEmpty ? [] : results(asked);
    var isSimilar = !asked.isEmpty && !found.length;
    if (isSimilar) {
      found = results(parsed(field.value, true));
    }
    Array.from(menu.options).forEach(function (option) {
      var number = found.filter(function (result) {
        return !option.value || kindOf(data.entries[result.id]) === option.value;
      }).length;
      option.textContent = labels[option.value] + (asked.isEmpty ? "" : " (" + number + ")");
    });
    shown = found.filter(function (result) {
      return !menu.value || kindOf(data.entries[result.id]) === menu.value;
    });
    list.replaceChildren();
    append();
    count.textContent = asked.isEmpty
      ? ""
      : shown.length
        ? shown.length + (isSimilar ? " found with words spelt nearly the same" : " found")
        : "Nothing found. Check the spelling, or use fewer words.";
    history.replaceState(null, "", field.value ? "#" + encodeURIComponent(field.value) : location.pathname);
  };

  var read = function () {
    var words = location.hash.slice(1);
    try {
      words = decodeURIComponent(words);
    } catch (error) {
      // Not one of our addresses: the words are those that it has.
    }
    if (words !== field.value) {
      field.value = words;
      search();
    }
  };
  field.addEventListener("input", search);
  menu.addEventListener("change", search);
  window.addEventListener("hashchange", read);
  more.addEventListener("click", function () {
    var next = list.children.length;
    append();
    list.children[next].querySelector("a").focus();
  });
  field.form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (shown.length) {
      list.querySelector("a").focus();
    }
  });
  // The arrow keys go from the field through what was found, and back.
  document.addEventListener("keydown", function (event) {
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    var stops = [field].concat(Array.from(list.querySelectorAll("a")));
    var place = stops.indexOf(document.activeElement);
    if (step && place >= 0 && stops[place + step]) {
      event.preventDefault();
      stops[place + step].focus();
    }
  });
  read();
  field.focus();
  // In parts, so that the reader can type meanwhile.
  count.textContent = "Loading";
  index
    .addAllAsync(
      data.entries.map(function (entry, id) {
        return {
          id: id,
          title: tokensOf(entry[1]).join(" "),
          shown: joined(entry[4]),
          other: joined(entry[5]),
        };
      }),
      { chunkSize: 50 }
    )
    .then(function () {
      isReady = true;
      list.removeAttribute("aria-busy");
      search();
    });
});
