() => {
  // What a reader who sees little or uses keys alone would stumble over: a list, empty where nothing is amiss.
  const found = [];
  const part = (c) => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (text) => { pen.clearRect(0, 0, 1, 1); pen.fillStyle = text; pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data]; };
  const ground = (node) => { for (let at = node; at; at = at.parentElement) {
    const colour = rgba(getComputedStyle(at).backgroundColor); if (colour[3] > 250) return colour; } return [255, 255, 255]; };
  for (const node of document.querySelectorAll("body *")) {
    if (node.closest("[hidden], .hide, dialog:not([open]), :disabled, .skip, noscript") || !node.checkVisibility()) continue;
    if (node.matches("button, input, select, textarea")) {
      const name = node.getAttribute("aria-label") || node.textContent.trim() || node.labels?.[0]?.textContent.trim();
      if (!name) found.push(`no name: ${node.outerHTML.slice(0, 80)}`);
    }
    if (![...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim())) continue;
    const [a, b] = [light(rgba(getComputedStyle(node).color)), light(ground(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push(`${ratio.toFixed(2)}: ${node.className} ${node.textContent.trim().slice(0, 40)}`);
  }
  for (const role of ["header", "main", "[role=search]", "[role=status]", "h1"]) {
    if (!document.querySelector(role)) found.push(`no ${role}`);
  }
  return found;
}
