"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // Data and plotly.js lie gzipped in the page and are unpacked when the first chart comes into view.
  const unpack = async id => {
    const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), c => c.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  };
  let ready;
  const load = () => ready ??= (async () => {
    const [code, data] = await Promise.all([unpack("packed-plotly"), unpack("packed-data")]);
    document.head.append(make("script", { textContent: code }));
    return JSON.parse(data);
  })();

  // Theme: the system's, until the button says otherwise; a browser that keeps nothing asks again.
  const kept = act => { try { return act(localStorage); } catch { return null; } };
  const chosen = kept(store => store.getItem("theme"));
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  const drawn = new Map();
  const button = document.getElementById("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
  const themed = () => {
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", isDark() ? "Light colours" : "Dark colours");
    drawn.forEach(redraw => redraw());
  };
  button.hidden = false;
  button.onclick = () => { root.dataset.theme = isDark() ? "light" : "dark"; kept(store => store.setItem("theme", root.dataset.theme)); themed(); };
  dark.addEventListener("change", themed);
  themed();

  // A custom property as the colour that it is in this theme.
  const colour = name => {
    const probe = make("span");
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
  };
  const faint = (rgb, alpha) => rgb.replace("rgb(", "rgba(").replace(")", `, ${alpha})`);

  // Plotly reads markup in its texts.
  const plain = text => String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\n", "<br>");

  // Ticks of a log axis at some digits of each decade, or at decades alone; each with its full number.
  const logTicks = (values, digits) => {
    const [low, high] = [Math.min(...values), Math.max(...values)].map(Math.log10), decades = high - low;
    const every = Math.max(1, Math.ceil(decades / 7)), at = [];
    for (let d = Math.floor(low) - 1; d <= high + 1; d++)
      if (d % every === 0) for (const digit of decades > 3.2 ? [1] : digits) at.push(digit * 10 ** d);
    const label = v => v >= 1e-4 && v < 1e6 ? Number(v.toPrecision(3)).toLocaleString("en", { maximumSignificantDigits: 3, useGrouping: v >= 1e4 }).replaceAll(",", "\u202f") : `10<sup>${Math.round(Math.log10(v))}</sup>`;
    return { tickmode: "array", tickvals: at, ticktext: at.map(label) };
  };

  // An axis as it stands in the data, for the values that are drawn on it.
  const axis = (a, values, log = a.log, digits = [1, 2, 5]) => {
    const shown = values.filter(v => Number.isFinite(v) && (!log || v > 0));
    return {
      title: { text: plain(a.title), standoff: 8, font: { size: 13 } }, type: log ? "log" : "linear", automargin: true, zeroline: false,
      gridcolor: colour("line"), tickangle: 0, tickfont: { color: colour("muted"), size: 12 }, exponentformat: "power",
      minexponent: 6, separatethousands: true,
      ...(a.at.length ? { tickmode: "array", tickvals: a.at, ticktext: a.labels.map(plain) } : log && shown.length ? logTicks(shown, digits) : {}),
    };
  };

  const layout = (x, y) => ({
    paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", margin: { l: 60, r: 16, t: 16, b: 48 },
    font: { family: getComputedStyle(document.body).fontFamily, size: 13, color: colour("ink") },
    hoverlabel: { bgcolor: colour("card"), bordercolor: colour("line"), font: { color: colour("ink") } },
    hovermode: "closest", separators: ".\u202f", showlegend: false, legend: { orientation: "h", y: 1.02, yanchor: "bottom", x: 0 }, xaxis: x, yaxis: y,
  });

  // What values are held against: a line, or a band where its ends differ; an infinite end reaches the edge.
  const hold = (page, references, { x = "x", y = "y" } = {}) => {
    const log = page[y + "axis"].type === "log", plane = axis => axis + " domain", infinite = v => !Number.isFinite(v);
    page.shapes = []; page.annotations = [];
    for (const { name, ends: [low, high], x: at } of references) {
      const across = at === undefined ? [0, 1, plane(x)] : [at - 0.4, at + 0.4, x];
      const edge = infinite(low) || infinite(high);
      const shape = (from, to, more) => ({ [x + "0"]: across[0], [x + "1"]: across[1], [x + "ref"]: across[2], [y + "0"]: from, [y + "1"]: to, [y + "ref"]: y, layer: "below", ...more });
      const line = { color: colour("muted"), width: 1.5, dash: "dash" };
      if (low === high) page.shapes.push(shape(low, high, { type: "line", line }));
      else if (!edge) page.shapes.push(shape(low, high, { type: "rect", fillcolor: faint(colour("muted"), 0.18), line: { width: 0 } }));
      else page.shapes.push(shape(infinite(low) ? high : low, infinite(low) ? high : low, { type: "line", line }));
      const value = infinite(high) ? low : high;
      if (at === undefined)
        page.annotations.push({ text: plain(name), [x]: x === "x" ? 1 : 0, [x + "ref"]: plane(x), [y]: log ? Math.log10(value) : value, [y + "ref"]: y, showarrow: false, xanchor: x === "x" ? "right" : "left", yanchor: "bottom", font: { size: 12, color: colour("muted") } });
    }
    return page;
  };

  // The range of finite values, with a margin; plotly wants logs on a log axis.
  const spread = (values, log, margin = 0) => {
    const places = values.filter(v => Number.isFinite(v) && (!log || v > 0)).map(v => log ? Math.log10(v) : v);
    const [low, high] = [Math.min(...places), Math.max(...places)], pad = (high - low || 1) * margin;
    return places.length ? [low - pad, high + pad] : undefined;
  };

  const draw = (plot, traces, page) => Plotly.react(plot, traces, page, { responsive: true, displaylogo: false, displayModeBar: false });

  const press = (text, pressed, act, mark) => {
    const toggle = make("button", { type: "button", onclick: act }, ...(mark ? [mark] : []), text);
    toggle.setAttribute("aria-pressed", pressed);
    return toggle;
  };
  const group = (name, ...buttons) => {
    const box = make("div", {}, name, ...buttons);
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", name);
    return box;
  };

  // Every seed's curve, thin; the geometric mean of an arm, thick. One seed can be picked out.
  const curves = (plot, figure, data) => {
    const state = { off: new Set(), seed: null, logX: figure.x.log, logY: figure.y.log };
    const from = figure.x.from ?? 0; // what lies before looks alike in all arms
    const bar = make("div", { className: "controls" });
    plot.before(bar);
    const seeds = [...new Set(figure.arms.flatMap(a => a.runs.map(r => r[0])))];
    const mean = runs => {
      const all = runs.map(r => data.losses[r[1]]), steps = data.steps[data.stepsOfLoss[runs[0][1]]];
      if (!runs.every(r => data.stepsOfLoss[r[1]] === data.stepsOfLoss[runs[0][1]])) return null;
      return [steps, steps.map((_, i) => Math.exp(all.reduce((sum, loss) => sum + Math.log(loss[i]), 0) / all.length))];
    };
    const controls = () => {
      const focused = [...bar.querySelectorAll("button")].indexOf(document.activeElement);
      const change = act => () => { act(); controls(); show(); };
      bar.replaceChildren(
        group("Arms", ...figure.arms.map(arm => {
          const mark = make("i");
          mark.style.background = `var(--series${arm.colour})`;
          return press(arm.name, !state.off.has(arm.name), change(() => state.off.delete(arm.name) || state.off.add(arm.name)), mark);
        })),
        group("Seeds", press("all", state.seed === null, change(() => state.seed = null)), ...seeds.map(s => press(s, state.seed === s, change(() => state.seed = state.seed === s ? null : s)))),
        group("Loss", press("log", state.logY, change(() => state.logY = true)), press("linear", !state.logY, change(() => state.logY = false))),
        group("Steps", press("log", state.logX, change(() => state.logX = true)), press("linear", !state.logX, change(() => state.logX = false))));
      bar.querySelectorAll("button")[focused]?.focus();
    };
    const show = () => {
      const traces = [], ends = [];
      for (const arm of figure.arms.filter(a => !state.off.has(a.name))) {
        const line = colour("series" + arm.colour);
        const middle = state.seed === null && arm.runs.length > 1 && mean(arm.runs);
        // Where the mean is drawn, a pointer asks for it: a thin line would always lie nearer.
        const trace = (x, y, width, opacity, hover) => traces.push({ type: "scatter", mode: "lines", name: arm.name, x, y, opacity, line: { color: line, width }, ...(hover ? { hovertemplate: hover } : { hoverinfo: "skip" }) });
        for (const [seed, at] of arm.runs) {
          const picked = state.seed === seed;
          trace(data.steps[data.stepsOfLoss[at]], data.losses[at], picked ? 2.5 : 1, picked ? 1 : state.seed === null ? 0.4 : 0.12, middle ? null : `${plain(arm.name)}, seed ${seed}<br>step %{x:,d}<br>%{y:.4g}<extra></extra>`);
        }
        if (middle) trace(...middle, 3, 1, `${plain(arm.name)}, geometric mean of ${arm.runs.length} seeds<br>step %{x:,d}<br>%{y:.4g}<extra></extra>`);
      }
      const [xs, ys] = ["x", "y"].map(a => traces.flatMap(t => t[a].filter((_, i) => t.x[i] >= from)));
      const page = layout(axis({ ...figure.x, at: [] }, xs, state.logX, plot.clientWidth < 600 ? [1, 3] : [1, 2, 5]), axis(figure.y, [...ys, ...figure.references.flatMap(r => r.ends)], state.logY));
      page.xaxis.range = spread(xs, state.logX);
      page.yaxis.range = spread([...ys, ...figure.references.flatMap(r => r.ends)], state.logY, 0.05);
      draw(plot, traces, hold(page, figure.references));
    };
    controls();
    return show;
  };

  // A chart of the claim's own. Rows: x runs down the left side.
  const chart = (plot, figure) => {
    const [x, y] = figure.rows ? ["y", "x"] : ["x", "y"];
    const names = [...new Set(figure.series.map(s => s.name))];
    return () => {
      const finite = figure.series.flatMap(s => [...s.y, ...(s.low ?? []), ...(s.high ?? [])]).filter(v => Number.isFinite(v) && (!figure.y.log || v > 0));
      const [bottom, top] = [Math.min(...finite), Math.max(...finite)];
      const traces = [], named = new Set();
      const add = (series, more) => {
        traces.push({ type: "scatter", name: plain(series.name), legendgroup: series.name, showlegend: !named.has(series.name), hovertemplate: `${plain(series.name)}<br>%{${x}}: %{${y}:.4g}<extra></extra>`, ...more });
        named.add(series.name);
      };
      for (const series of figure.series) {
        const tint = colour(series.ink ? "ink" : "series" + series.colour), at = { [x]: series.x };
        // A run that diverged stands at the edge as a triangle.
        const values = series.y.map(v => Number.isFinite(v) ? v : v > 0 ? top : bottom);
        const symbols = series.y.map(v => Number.isFinite(v) ? "circle" : v > 0 ? "triangle-up" : "triangle-down");
        if (series.drawing === "Line") {
          if (series.low) {
            add(series, { ...at, [y]: series.low, mode: "lines", line: { width: 0 }, showlegend: false, hoverinfo: "skip", hovertemplate: undefined });
            traces.push({ ...traces.at(-1), [y]: series.high, fill: figure.rows ? "tonextx" : "tonexty", fillcolor: faint(tint, 0.18) });
            named.delete(series.name);
          }
          add(series, { ...at, [y]: values, mode: "lines", line: { color: tint, width: series.ink ? 1.8 : 2.5 } });
        } else if (series.drawing === "Thin") {
          add(series, { ...at, [y]: values, mode: "lines", opacity: 0.45, line: { color: tint, width: 1 } });
        } else if (series.drawing === "Dots") {
          add(series, { ...at, [y]: values, mode: "markers", marker: { color: tint, size: 6, opacity: 0.55, symbol: symbols } });
        } else if (series.drawing === "Discs" || series.drawing === "Rings") {
          const [fill, outline] = series.drawing === "Discs" ? [tint, colour("card")] : [colour("card"), tint];
          add(series, { ...at, [y]: values, mode: "markers", marker: { color: fill, size: 10, symbol: symbols, line: { color: outline, width: series.drawing === "Discs" ? 1 : 2.5 } } });
        } else {
          const bars = series.low ? { ["error_" + y]: { type: "data", symmetric: false, array: series.high.map((h, i) => h - series.y[i]), arrayminus: series.low.map((l, i) => series.y[i] - l), color: tint, thickness: 2, width: 5 } } : {};
          add(series, { ...at, [y]: values, mode: "markers", marker: { color: tint, size: 10, symbol: symbols }, ...bars });
        }
      }
      const xs = figure.series.flatMap(s => s.x), page = layout();
      page[x + "axis"] = axis(figure.x, xs);
      page[y + "axis"] = axis(figure.y, finite);
      if (figure.rows) page.yaxis.autorange = "reversed";
      if (figure.x.from !== undefined) page[x + "axis"].range = spread(xs.filter(v => v >= figure.x.from), figure.x.log, 0.02);
      page.showlegend = names.length > 1;
      draw(plot, traces, hold(page, figure.references, { x, y }));
    };
  };

  const watch = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      watch.unobserve(target);
      load().then(data => {
        const figure = data.figures[target.dataset.figure];
        const show = figure.arms ? curves(target, figure, data) : chart(target, figure);
        drawn.set(target, show);
        show();
      }).catch(error => { target.textContent = `This browser cannot draw the chart: ${error.message}`; });
    }
  }, { rootMargin: "400px" });
  document.querySelectorAll(".plot").forEach(plot => watch.observe(plot));

  // Paper has no folds.
  addEventListener("beforeprint", () => document.querySelectorAll("details:not([open])").forEach(fold => {
    fold.open = true;
    fold.dataset.printed = "";
  }));
  addEventListener("afterprint", () => document.querySelectorAll("details[data-printed]").forEach(fold => {
    fold.open = false;
    delete fold.dataset.printed;
  }));

  // The claim that is being read is marked in the bar, and the bar scrolls to it.
  const bar = document.querySelector(".bar nav"), top = 100;
  const follow = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      bar.querySelector("[aria-current]")?.removeAttribute("aria-current");
      const link = [...bar.querySelectorAll("a")].find(a => a.getAttribute("href") === "#" + target.id);
      if (!link) continue;
      link.setAttribute("aria-current", "true");
      bar.scrollLeft = link.offsetLeft - bar.offsetLeft - (bar.clientWidth - link.offsetWidth) / 2;
    }
  }, { rootMargin: `-${top}px 0px -${Math.max(0, innerHeight - top - 40)}px 0px` });
  document.querySelectorAll("#scorecard, .claim").forEach(section => follow.observe(section));

  // Search, and copying of commands. "R2" finds R²: both are compared without their typography.
  const bare = text => text.normalize("NFKC").toLowerCase();
  const search = document.getElementById("search"), nothing = document.getElementById("nothing-found");
  if (search) {
    search.hidden = false;
    search.oninput = () => {
      const words = bare(search.value.trim()), bodies = [...document.querySelectorAll(".scorecard tbody")];
      for (const body of bodies) {
        const rows = [...body.querySelectorAll("tr:not(.group)")];
        rows.forEach(row => row.hidden = !bare(row.textContent).includes(words));
        body.hidden = rows.every(row => row.hidden);
      }
      nothing.hidden = bodies.some(body => !body.hidden);
    };
  }
  document.querySelectorAll(".copy").forEach(copy => copy.onclick = async () => {
    const code = copy.previousElementSibling;
    try {
      await navigator.clipboard.writeText(code.textContent);
      copy.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(code);
      copy.textContent = "Marked";
    }
    setTimeout(() => copy.textContent = "Copy", 2000);
  });
})();
