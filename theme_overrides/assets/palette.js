/* Before the page is drawn: the reader's choice of a light or a dark ground. The only thing that the archive keeps in a browser. */
(() => {
  "use strict";
  const KEY = "bantin-palette";
  const sheet = document.getElementById("bt-dark");
  const bySystem = sheet.media;
  const kept = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const keep = (value) => { try { localStorage.setItem(KEY, value); } catch { /* a private window: for this page only */ } };
  const show = (scheme) => {
    sheet.media = { dark: "screen", light: "not all" }[scheme] || bySystem;
    document.documentElement.dataset.scheme = scheme || "";
  };
  const isDark = () => matchMedia(sheet.media).matches;

  document.documentElement.className = "js";
  show(kept());
  window.bantinPalette = {
    isDark,
    turn: () => { const scheme = isDark() ? "light" : "dark"; keep(scheme); show(scheme); },
  };
})();
