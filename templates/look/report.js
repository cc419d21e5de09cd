// 核对结果、对照、汇总表共用：筛选，来回跳转，键盘，排序。没有它，链接也都能用。
(function () {
  "use strict";
  var all = function (what, where) { return Array.prototype.slice.call((where || document).querySelectorAll(what)); };
  var make = function (tag, text, where) { var made = document.createElement(tag); made.textContent = text; if (where) where.appendChild(made); return made; };
  var articles = all(".found article"), now = -1, spot = 0;
  var back = make("button", "↑ 回到这条发现", document.querySelector("main.text") || document.body);
  back.id = "back"; back.type = "button";

  function spots(article) { return all(".at a[href^='#'], .said a[href^='#']", article).sort(function (a, b) { return !a.closest(".at") - !b.closest(".at"); }); }
  function unmark() { all(".now").forEach(function (each) { each.classList.remove("now"); }); }
  function reveal(node) { for (var up = node.parentElement; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true; }
  function seen() { return articles.filter(function (each) { return !each.hidden && !each.parentElement.hidden; }); }

  function choose(article, which, go) {
    unmark();
    now = articles.indexOf(article); spot = which;
    reveal(article);
    article.classList.add("now");
    spots(article).forEach(function (link, n) {
      all("[data-at~='" + link.getAttribute("href").slice(1) + "']").forEach(function (mark) { if (n === which || which < 0) mark.classList.add("now"); });
    });
    var link = spots(article)[which];
    if (link) reveal(link);
    var target = link && document.getElementById(link.getAttribute("href").slice(1));
    if (target) target = target.closest(".mark") || target;  // 几条发现从同一个字说起的，链接只有一个，别的在它里面
    if (target) target.scrollIntoView({ block: "center", inline: "nearest" });
    if (go && target) { target.focus({ preventScroll: true }); back.className = "on"; }
    else { article.focus({ preventScroll: true }); article.scrollIntoView({ block: "nearest" }); back.className = ""; }
  }
  function step(by) {
    var list = seen();
    if (!list.length) return;
    var at = list.indexOf(articles[now]);
    choose(list[at < 0 ? 0 : Math.min(Math.max(at + by, 0), list.length - 1)], 0, false);
  }
  function home() { if (now >= 0) { choose(articles[now], spot, false); articles[now].scrollIntoView({ block: "center" }); } }

  // 数：照它们有没有别处印证着色，点一个就说由什么印证；上面的按钮一个一个走过去，不用鼠标也行
  var legend = document.getElementById("figures"), told, figure = null;
  function figures(state) { return all(".original .数" + (state ? "." + state : "")); }
  function tell(each, go) {
    unmark();
    figure = each;
    each.classList.add("now");
    if (go) { reveal(each); each.scrollIntoView({ block: "center", inline: "nearest" }); }
    told.textContent = (each.textContent.trim() + " " + (each.getAttribute("data-told") || each.title)).trim();
    (each.getAttribute("data-by") || "").split(" ").forEach(function (name) {
      var other = name && each.closest(".original").querySelector("[data-n='" + name + "']");
      if (!other) return;
      told.appendChild(document.createTextNode(" "));
      var link = make("button", "→ " + (other.textContent.trim() || (other.getAttribute("data-told") || other.title).split(/[（=]/)[0].trim()), told);
      link.type = "button"; link.title = other.getAttribute("data-told") || other.title;
      link.addEventListener("click", function () { tell(other, true); legend.querySelector("output button, button").focus(); });
    });
  }
  if (legend && figures().length) {
    ["矛盾", "无从印证", "没有认出", "印证"].forEach(function (state) {
      var these = figures(state), button = these.length && make("button", state, legend);
      if (!button) return;
      button.type = "button"; button.className = "数 " + state; button.title = "到下一个" + state + "的数";
      button.addEventListener("click", function () { tell(these[(these.indexOf(figure) + 1) % these.length], true); });
    });
    told = make("output", "点一个数，看它由什么印证", legend);
    legend.hidden = false;
  }

  document.addEventListener("click", function (event) {
    var number = told && event.target.closest(".original .数");
    if (number) tell(number, false);
    var link = event.target.closest("a[href^='#']");
    if (!link) {
      var card = event.target.closest(".found article");
      if (card && !String(window.getSelection())) choose(card, 0, false);
      return;
    }
    var target = document.getElementById(link.getAttribute("href").slice(1));
    if (!target) return;
    if (link.classList.contains("beside")) {
      event.preventDefault();
      if (target.hidden || target.parentElement.hidden) reset();
      choose(target, 0, false);
      target.scrollIntoView({ block: "center" });
    } else if (link.closest("article")) {
      var article = link.closest("article");
      event.preventDefault();
      choose(article, spots(article).indexOf(link), true);
    } else if (link.classList.contains("mark") && target.tagName === "ARTICLE") {
      event.preventDefault();
      var here = link.getAttribute("data-at").split(" "), told = articles.filter(function (each) {
        return spots(each).some(function (to) { return here.indexOf(to.getAttribute("href").slice(1)) >= 0; });
      });
      var next = told[(told.indexOf(articles[now]) + 1) % told.length] || target;  // 一处有几条发现的，再点就是下一条
      if (next.hidden || next.parentElement.hidden) reset();
      var which = spots(next).findIndex(function (to) { return here.indexOf(to.getAttribute("href").slice(1)) >= 0; });
      choose(next, which, false);
      next.scrollIntoView({ block: "center" });
    }
  });
  back.addEventListener("click", home);
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape") { if (typing) event.target.blur(); home(); return; }
    if (typing) return;
    if (event.key === "j" || event.key === "k") { step(event.key === "j" ? 1 : -1); event.preventDefault(); }
    if (event.key === "Enter" && event.target.tagName === "ARTICLE") { choose(event.target, 0, true); event.preventDefault(); }
    if (event.key === "n" && now >= 0) { var many = spots(articles[now]).length; if (many) choose(articles[now], (spot + 1) % many, false); }
    if (event.key === "/" && search) { search.focus(); event.preventDefault(); }
  });

  // 筛选：级别，规则，节，文字
  var filter = document.getElementById("filter"), search, chosen = {}, count;
  function options(title, values) {
    if (values.length < 2) return null;
    var select = make("select", "", filter);
    select.setAttribute("aria-label", title);
    make("option", title, select).value = "";
    values.forEach(function (value) { make("option", value[0] + "（" + value[1] + "）", select).value = value[0]; });
    select.addEventListener("change", apply);
    return select;
  }
  function counted(of) {
    var found = {}, order = [];
    articles.forEach(function (each) { var key = of(each); if (key) { if (!(key in found)) { found[key] = 0; order.push(key); } found[key]++; } });
    return order.map(function (key) { return [key, found[key]]; });
  }
  function level(each) { return each.parentElement.getAttribute("data-level"); }
  function code(each) { return each.parentElement.getAttribute("data-code"); }
  function section(each) { return each.getAttribute("data-section"); }
  function reset() { chosen.level = ""; all("input[type=checkbox]", filter).forEach(function (each) { each.checked = true; }); all("select", filter).forEach(function (each) { each.value = ""; }); search.value = ""; apply(); }
  function apply() {
    var levels = all("input[type=checkbox]", filter).filter(function (each) { return each.checked; }).map(function (each) { return each.value; });
    var words = search.value.trim();
    articles.forEach(function (each) {
      each.hidden = (level(each) && levels.indexOf(level(each)) < 0) || (chosen.code && chosen.code.value && code(each) !== chosen.code.value) ||
        (chosen.section && chosen.section.value && section(each) !== chosen.section.value) || (words && (each.parentElement.textContent).indexOf(words) < 0);
    });
    all(".found .cause").forEach(function (each) { each.hidden = !all("article", each).some(function (one) { return !one.hidden; }); });
    count.textContent = "列出 " + seen().length + " 条，共 " + articles.length + " 条";
    all("details.hints").forEach(function (each) { if (words || (chosen.code && chosen.code.value) || (chosen.section && chosen.section.value)) each.open = true; });
  }
  if (filter && articles.length > 1) {
    counted(level).forEach(function (each) {
      var label = make("label", "", filter), box = make("input", "", label);
      box.type = "checkbox"; box.checked = true; box.value = each[0];
      box.addEventListener("change", apply);
      label.appendChild(document.createTextNode(" " + each[0] + " " + each[1]));
    });
    chosen.code = options("全部规则", counted(code));
    chosen.section = options("全部各节", counted(section));
    search = make("input", "", filter);
    search.type = "search"; search.placeholder = "找字"; search.setAttribute("aria-label", "找字");
    search.addEventListener("input", apply);
    count = make("output", "", filter);
    make("span", "键盘：j 下一条，k 上一条，n 这条的下一处，回车 到原文，Esc 回来，/ 找字", filter).className = "keys";
    filter.hidden = false;
    apply();
  }

  // 汇总表：点表头排序，按结论、文字筛选
  all("table.sorted").forEach(function (table) {
    var body = table.tBodies[0], heads = all("th", table), rows = all("tr", body), state = heads.findIndex(function (each) { return each.textContent === "结论"; });
    var bar = make("div", ""), find = make("input", "", bar), select = make("select", "", bar), told = make("output", "", bar);
    bar.className = "rows";
    find.type = "search"; find.placeholder = "找单位"; find.setAttribute("aria-label", "找单位"); select.setAttribute("aria-label", "结论");
    make("option", "全部结论", select).value = "";
    rows.map(function (row) { return row.cells[state].textContent; }).filter(function (text, n, every) { return every.indexOf(text) === n; }).forEach(function (text) { make("option", text, select).value = text; });
    function narrow() {
      rows.forEach(function (row) { row.hidden = (find.value && row.textContent.indexOf(find.value.trim()) < 0) || (select.value && row.cells[state].textContent !== select.value); });
      told.textContent = "列出 " + rows.filter(function (row) { return !row.hidden; }).length + " 行，共 " + rows.length + " 行";
    }
    find.addEventListener("input", narrow); select.addEventListener("change", narrow); narrow();
    table.parentElement.parentElement.insertBefore(bar, table.parentElement);
    heads.forEach(function (head, column) {
      var button = make("button", head.textContent);
      head.textContent = ""; head.appendChild(button); button.type = "button";
      button.addEventListener("click", function () {
        var up = head.getAttribute("aria-sort") !== "ascending";
        heads.forEach(function (each) { each.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        rows.sort(function (one, other) {
          var a = one.cells[column].textContent, b = other.cells[column].textContent, x = parseFloat(a), y = parseFloat(b);
          var order = isNaN(x) || isNaN(y) ? a.localeCompare(b, "zh-CN") : x - y;
          return up ? order : -order;
        }).forEach(function (row) { body.appendChild(row); });
      });
    });
  });
})();
