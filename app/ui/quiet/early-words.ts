/**
 * React gives a text box back the text that came with the page when it takes it over, and what was typed until then would be gone.
 * Called as soon as a script runs: remembers what is typed from the page's first moment. Returns how to put it back.
 */
export function earlyWords(root: Document = document): () => void {
  const typed = new Map<HTMLTextAreaElement, string>();
  const remember = (box: EventTarget | null) => {
    if (box instanceof HTMLTextAreaElement && box.value !== box.defaultValue) typed.set(box, box.value);
  };
  const listen = (event: Event) => remember(event.target);
  root.querySelectorAll('textarea').forEach(remember);
  root.addEventListener('input', listen, { capture: true });
  return () => {
    root.removeEventListener('input', listen, { capture: true });
    for (const [box, text] of typed) {
      if (!box.isConnected || box.value === text) continue;
      box.value = text;
      box.dispatchEvent(new Event('input', { bubbles: true }));
    }
    typed.clear();
  };
}
