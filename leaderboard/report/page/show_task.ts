/// <reference lib="dom" />

/** Shows one task at a time: that of the address, and of the list where there are several. */
export function showTask(
  list: HTMLSelectElement,
  { sections, onShow }: {
    readonly sections: readonly HTMLElement[];
    /** Told which one, each time. */
    readonly onShow: (at: number) => void;
  },
): void {
  const show = (at: number) => {
    list.value = String(at);
    sections.forEach((section, i) => section.hidden = i !== at);
    onShow(at);
  };
  const asked = () => {
    const at = Number(/^#\w+-(\d+)$/.exec(location.hash)?.[1] ?? 0);
    return at < sections.length ? at : 0;
  };
  list.addEventListener("change", () => {
    history.replaceState(null, "", `#task-${list.value}`);
    show(Number(list.value));
  });
  addEventListener("hashchange", () => show(asked()));
  show(asked());
}
