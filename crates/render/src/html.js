// Lights up both sides of a finding while one of them is pointed at or focused. Reading works without it.
(() => {
  const light = (event) => {
    const from = event.target.closest?.("[data-f]");
    document.querySelectorAll(".lit").forEach((el) => el.classList.remove("lit"));
    if (from) document.querySelectorAll(`[data-f="${from.dataset.f}"]`).forEach((el) => el.classList.add("lit"));
  };
  document.addEventListener("mouseover", light);
  document.addEventListener("focusin", light);
})();
