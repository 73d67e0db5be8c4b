/* What a page gains with scripts: switching the ground, closing the menu, following the outline, copying, printing.
   A classic script, so that it runs from `file://` too. Everything else works without it. */
(() => {
  "use strict";
  const all = (selector) => document.querySelectorAll(selector);

  for (const button of all("[data-bt-palette]")) {
    const name = button.querySelector(".bt-hidden");
    const tell = () => { name.textContent = window.bantinPalette.isDark() ? "Chuyển sang nền sáng" : "Chuyển sang nền tối"; };
    button.addEventListener("click", () => { window.bantinPalette.turn(); tell(); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
    tell();
  }

  for (const menu of all("[data-bt-menu]")) {
    const close = (event) => { if (menu.open && !menu.contains(event.target)) menu.open = false; };
    document.addEventListener("click", close);
    menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }

  const wide = matchMedia("(min-width: 76.25em)");
  for (const outline of all("[data-bt-outline]")) {
    if (wide.matches) outline.open = true;
    follow(outline);
  }

  /* Marks in the outline the section that is being read. */
  function follow(outline) {
    const links = [...outline.querySelectorAll("a[href^='#']")];
    const places = links.map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))]).filter(([, place]) => place);
    if (!places.length) return;
    const mark = () => {
      const read = places.filter(([, place]) => place.getBoundingClientRect().top < innerHeight / 3).pop();
      for (const [link] of places) {
        if (read && link === read[0]) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    };
    let waiting = false;
    addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; mark(); });
    }, { passive: true });
  }

  for (const button of all("[data-bt-copy]")) {
    const said = button.parentElement.querySelector("[role=status]");
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.btCopy).textContent.trim();
      said.textContent = await copied(text) ? "Đã chép." : "Trình duyệt không cho chép; hãy chọn chữ rồi chép bằng tay.";
    });
  }

  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  }

  for (const button of all("[data-bt-print]")) button.addEventListener("click", () => print());
})();
