// A slider beside next year's visits: moving it types the number. Without this script the number is typed.
document.querySelectorAll("#id_luot").forEach((typed) => {
  const number = () => Number(typed.value.replace(/\D/g, "")) || 0;
  const slider = document.createElement("input");
  slider.type = "range";
  slider.max = Math.max(100, number() * 2);
  slider.step = Math.max(1, Math.round(slider.max / 400));
  slider.value = number();
  slider.setAttribute("aria-label", "Kéo để chọn số lượt");
  slider.addEventListener("input", () => { typed.value = slider.value.replace(/\B(?=(\d{3})+$)/g, "."); });
  typed.addEventListener("input", () => { slider.value = number(); });
  typed.after(slider);
});
