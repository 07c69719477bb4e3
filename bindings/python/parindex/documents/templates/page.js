"use strict";
// The switch of language.
(() => {
  const root = document.documentElement;
  const language = document.getElementById("language");

  const speak = () => {
    const chosen = language.value;
    root.lang = chosen;
    root.dataset.show = chosen;
    document.title = chosen === "vi" ? language.dataset.titleVi : language.dataset.titleEn;
    for (const option of document.querySelectorAll("option[data-vi]")) {
      option.textContent = chosen === "vi" ? option.dataset.vi : option.dataset.en;
    }
  };

  document.getElementById("controls").hidden = false;
  language.addEventListener("change", speak);
})();
