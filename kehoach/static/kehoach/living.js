// Opens the section that an address points into, and all of them on a wide screen or on paper, where a browser does not
// do it by the stylesheet. Without this file a tap on the section's head does it.
"use strict";

const folds = [...document.querySelectorAll(".part-fold")];
const reveal = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = target && target.closest(".part-fold");
  if (fold && !fold.open) {
    fold.open = true;
    target.scrollIntoView();
  }
};
const openAll = () => folds.forEach((fold) => { fold.open = true; });

addEventListener("hashchange", reveal);
reveal();
if (!CSS.supports("selector(::details-content)")) {
  addEventListener("beforeprint", openAll);
  if (matchMedia("(min-width: 62rem)").matches) openAll();
}
