{
  const root = document.documentElement;
  root.className = "js";
  let kept = {};
  try {
    kept = JSON.parse(localStorage.duben) ?? {};
  } catch {}
  // Until the reader chooses, the browser's languages decide: the interface's, and the script for readers of Chinese.
  const own = document.getElementById("script-source").checked && navigator.languages.find((name) => /^zh-/i.test(name));
  const wanted = {
    ui: document.getElementById("ui-auto").checked && !/^zh/i.test(navigator.language) ? "en" : "",
    script: own ? (/hant|-(tw|hk|mo)/i.test(own) ? "hant" : "hans") : "",
    ...kept,
  };
  for (const name in wanted) {
    const input = document.getElementById(name + "-" + wanted[name]);
    if (input) input.checked = true;
  }
  for (const input of document.querySelectorAll("#reading :checked")) root.dataset[input.name] = input.id.split("-")[1];
  if (!kept.seen) root.dataset.visit = "first";
}
