{
  const root = document.documentElement;
  root.className = "js";
  try {
    const kept = JSON.parse(localStorage.duben);
    for (const name in kept) {
      const input = document.getElementById(name + "-" + kept[name]);
      if (input) input.checked = true;
    }
  } catch {}
  for (const input of document.querySelectorAll("#reading :checked")) root.dataset[input.name] = input.id.split("-")[1];
}
