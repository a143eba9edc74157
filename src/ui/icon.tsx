const paths = {
  arrow: "M5 12h14M13 6l6 6-6 6",
  back: "M19 12H5M11 6l-6 6 6 6",
  building: "M4 21V6l8-3 8 3v15M3 21h18M9 21v-5h6v5M8 9h1M12 9h1M16 9h0M8 12.5h1M12 12.5h1M16 12.5h0",
  calendar: "M4 6.5h16V20H4zM4 10.5h16M8 3.5v4M16 3.5v4",
  chart: "M4 20h16M7 20v-7M12 20V5M17 20v-10",
  check: "M4.5 12.5l5 5L19.5 7",
  chevron: "M6 9l6 6 6-6",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 1 0 0-17M12 7.5V12l3 2",
  close: "M6 6l12 12M18 6L6 18",
  download: "M12 4v11M7 10.5l5 5 5-5M4.5 20h15",
  edit: "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM14 6.5l3.5 3.5",
  file: "M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5M9 12.5h6M9 16h6",
  folder: "M3.5 6.5h6l2 2.5h9v10.5h-17z",
  globe: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 1 0 0-17M3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17",
  home: "M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-6h4v6",
  inbox: "M4 13l2.5-8h11L20 13v6.5H4zM4 13h5l1 2.5h4l1-2.5h5",
  info: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 1 0 0-17M12 11v5.5M12 7.5v.2",
  list: "M8.5 6.5h11M8.5 12h11M8.5 17.5h11M4.5 6.5h.1M4.5 12h.1M4.5 17.5h.1",
  lock: "M5.5 11h13v9.5h-13zM8 11V8a4 4 0 0 1 8 0v3",
  menu: "M4 6.5h16M4 12h16M4 17.5h16",
  phone: "M5 4.5h4l1.5 4.5-2.5 1.5c1 2.5 3 4.5 5.5 5.5l1.5-2.5 4.5 1.5v4c-8 1-15.5-6.5-14.5-14.5",
  plus: "M12 5v14M5 12h14",
  print: "M7 9V4h10v5M7 17H4.5V9h15v8H17M7 14h10v6H7z",
  qr: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 18h1v2",
  scale: "M12 4v16M7 20h10M5 7h14M5 7l-2.5 6.5h5zM19 7l-2.5 6.5h5z",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 1 0 0-13M15.5 15.5l5 5",
  send: "M4 12l16-8-5 17-3.5-7zM11.5 14L20 4",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4",
  star: "M12 4l2.5 5.3 5.8.7-4.3 4 1.1 5.7L12 16.9l-5.1 2.8L8 14l-4.3-4 5.8-.7z",
  user: "M12 4a4 4 0 1 0 0 8 4 4 0 1 0 0-8M4.5 20.5c.5-4 3.5-5.5 7.5-5.5s7 1.5 7.5 5.5",
  warning: "M12 4l9 16H3zM12 10v4.5M12 17.2v.1",
} as const;

export type IconName = keyof typeof paths;
export type IconProps = { name: IconName; label?: string | undefined };

/** A line drawing; hidden from assistive technology unless it has a label. */
export function Icon({ name, label }: IconProps) {
  const meaning = label === undefined ? ({ "aria-hidden": "true" } as const) : ({ role: "img", "aria-label": label } as const);
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" focusable="false" {...meaning}>
      <path d={paths[name]} />
    </svg>
  );
}

/** The product's mark: one open door. */
export function MarkIcon() {
  return (
    <svg viewBox="0 0 36 36" width="36" height="36" aria-hidden="true" focusable="false">
      <rect width="36" height="36" rx="8" fill="#a4161a" />
      <path d="M9 29V15a9 9 0 0 1 18 0v14h-4V15a5 5 0 0 0-10 0v14z" fill="#fff" />
      <path d="M15.5 29V15.5l5 2.3V29z" fill="#f2c14e" />
    </svg>
  );
}
