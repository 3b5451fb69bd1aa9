// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Filters, groups and walks through findings that are on the page already.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const form = byId("filters");
  const groups = byId("groups");
  const controls = form.elements;

  // In the order of the report: with a profile, the hottest first. On the page
  // they stand by family, each family in that order.
  const findings = [...document.querySelectorAll(".finding")].map((element) => ({
    element,
    ...element.dataset,
    hot: "hot" in element.dataset,
    text: element.querySelector("summary").textContent.toLowerCase(),
  }));
  const initial = [...groups.children];

  //-- Filters ---------------------------------------------------------------

  const keeps = (finding) =>
    ["family", "check", "file"].every(
      (field) => !controls[field].value || finding[field] === controls[field].value,
    ) &&
    (!controls.fix.value ||
      (controls.fix.value === "fixable" ? finding.fix !== "none" : finding.fix === controls.fix.value)) &&
    (!controls.hot.checked || finding.hot) &&
    controls.text.value
      .toLowerCase()
      .split(/\s+/)
      .every((word) => finding.text.includes(word));

  const filter = () => {
    let shown = 0;
    for (const finding of findings) {
      finding.element.hidden = !keeps(finding);
      shown += !finding.element.hidden;
    }
    for (const group of groups.children) {
      const left = group.querySelectorAll(".finding:not([hidden])").length;
      group.hidden = !left;
      group.querySelector("h3 small")?.replaceChildren(String(left));
    }
    byId("count").textContent =
      shown === findings.length ? `${shown} findings` : `${shown} of ${findings.length} findings`;
  };

  // "locks", "p99-missing-timeout" and "src/Client.cpp" are headings alike.
  const regroup = () => {
    const field = controls.group.value;
    if (field === "family") {
      groups.replaceChildren(...initial);
      for (const finding of findings)
        initial.find((group) => group.id === `family-${finding.family}`).append(finding.element);
      return;
    }
    const made = new Map();
    for (const finding of [...findings].sort((a, b) => a.rank - b.rank)) {
      const name = field ? finding[field] : "";
      if (!made.has(name)) {
        const group = document.createElement("section");
        group.className = "group";
        if (name) {
          const heading = document.createElement("h3");
          heading.append(`${name} `, document.createElement("small"));
          group.append(heading);
        }
        made.set(name, group);
      }
      made.get(name).append(finding.element);
    }
    groups.replaceChildren(...made.values());
  };

  const clear = () => {
    const group = controls.group.value;
    form.reset();
    controls.group.value = group;
    filter();
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    if (event.target.name === "group") regroup();
    filter();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const control of [controls.family, controls.check, controls.file, controls.fix, controls.text])
      control.value = "";
    controls.hot.checked = false;
    filter();
  });

  // The tables of the summary choose what they name.
  for (const link of document.querySelectorAll("[data-field]"))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      clear();
      controls[link.dataset.field].value = link.dataset.value;
      filter();
      byId("findings").scrollIntoView();
    });

  //-- One finding -------------------------------------------------------------

  const visible = () => [...groups.querySelectorAll(".finding:not([hidden])")];
  let current = null;

  const select = (element) => {
    current?.classList.remove("current");
    current = element;
    current.classList.add("current");
    current.querySelector("summary").focus({ preventScroll: true });
    current.scrollIntoView({ block: "nearest" });
  };

  const open = (id) => {
    const element = id && byId(id);
    if (!element || !("open" in element)) return;
    if (element.hidden) clear();
    element.open = true;
    if (element.matches(".finding")) select(element);
    element.scrollIntoView();
  };
  const openTarget = () => open(decodeURIComponent(location.hash.slice(1)));
  addEventListener("hashchange", openTarget);
  // A link to where the page is already changes no hash.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && !link.dataset.field && link.hash === location.hash) openTarget();
  });

  for (const button of document.querySelectorAll(".copy")) {
    const label = [...button.childNodes];
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = "Copied";
      } catch {
        // Not allowed to a page of a file in some browsers: it can be marked.
        button.textContent = button.dataset.copy;
        getSelection().selectAllChildren(button);
      }
      setTimeout(() => button.replaceChildren(...label), 2000);
    });
  }

  const openAll = (is) => visible().forEach((element) => (element.open = is));
  byId("open-all").addEventListener("click", () => openAll(true));
  byId("close-all").addEventListener("click", () => openAll(false));
  addEventListener("beforeprint", () => openAll(true));

  const step = (by) => {
    const all = visible();
    const at = all.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
    if (all[next]) select(all[next]);
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, select, textarea")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "/") {
      event.preventDefault();
      controls.text.focus();
    } else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });

  //-- Flame graph -------------------------------------------------------------

  const drawFlameGraph = () => {
    const { tree, names, findings: carried } = JSON.parse(byId("flame-data").textContent);
    const carries = (node) => node.n in carried;
    // Whether something further down carries findings; d3 keeps the nodes.
    const leads = (node) => (node.leads = (node.c || []).filter((child) => leads(child)).length > 0) || carries(node);
    leads(tree);

    const place = byId("flame-graph");
    const percent = (node) => `${((100 * node.v) / tree.v).toPrecision(3)}%`;
    const describe = (node) => {
      const count = carries(node) ? carried[node.n].length : 0;
      return `${names[node.n]}: ${percent(node)} of the samples` +
        (count ? `, ${count} finding${count === 1 ? "" : "s"}` : "");
    };
    const show = (node) => {
      const list = document.createElement("ul");
      for (const fingerprint of carries(node) ? carried[node.n] : []) {
        const finding = byId(`f-${fingerprint}`);
        const link = document.createElement("a");
        link.href = `#f-${fingerprint}`;
        link.textContent = finding.querySelector(".message").textContent;
        const item = document.createElement("li");
        item.append(link, " ", finding.querySelector(".place")?.cloneNode(true) ?? "");
        list.append(item);
      }
      const title = document.createElement("p");
      title.textContent = describe(node);
      byId("flame-findings").replaceChildren(title, ...(list.children.length ? [list] : []));
    };

    byId("flame").hidden = false;
    const chart = flamegraph
      .default()
      .width(place.clientWidth)
      .cellHeight(18)
      .inverted(true)
      .minFrameSize(1)
      .getName((node) => names[node.data.n])
      // The style knows the colours, which differ in the dark.
      .color((node) => (carries(node.data) ? "carries" : node.data.leads ? "leads" : "plain"))
      .label((node) => describe(node.data))
      .details(byId("flame-label"))
      .onClick((node) => show(node.data));
    const atOnce = (draw) => {
      chart.transitionDuration(0);
      draw();
      chart.transitionDuration(matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 250);
    };
    atOnce(() => d3.select(place).datum(tree).call(chart));
    byId("flame-reset").addEventListener("click", () => chart.resetZoom());
    addEventListener("resize", () => {
      if (chart.width() !== place.clientWidth) atOnce(() => chart.width(place.clientWidth).update());
    });
  };

  //-- Start -------------------------------------------------------------------

  form.hidden = !findings.length;
  filter();
  if (byId("flame-data")) drawFlameGraph();
  openTarget();
})();
