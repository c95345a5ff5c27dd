/* “Gửi PDF qua Zalo”: hands a file to the phone's own list of apps; where there is none the button stays hidden. */
for (const button of document.querySelectorAll("[data-share]")) {
  const pdf = (...content) => new File(content, button.dataset.name, { type: "application/pdf" });
  button.hidden = !navigator.canShare?.({ files: [pdf("")] });
  button.addEventListener("click", async () => {
    const answer = await fetch(button.dataset.share);
    // Whoever closes the list has changed their mind.
    if (answer.ok) await navigator.share({ files: [pdf(await answer.blob())] }).catch(() => null);
  });
}
